// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import CopyDetails from '../../renderer/CopyDetails.svelte';
import { FakeDesk } from './fake-desk.ts';

async function copy(prepare: (desk: FakeDesk) => void): Promise<FakeDesk> {
	const desk = new FakeDesk();
	prepare(desk);
	render(CopyDetails, { bridge: desk.bridge, incident: 'KZ-7' });
	await userEvent.setup().click(screen.getByRole('button', { name: 'Copy details' }));
	return desk;
}

function said(): string {
	return screen.getByRole('status').textContent;
}

describe('Copy details', () => {
	it('asks main for this incident, and says politely that it is copied', async () => {
		const desk = await copy(() => undefined);
		expect(desk.inputsOf('copyDetails')).toEqual([{ incident: 'KZ-7' }]);
		expect(said()).toMatch(/^Copied/);
	});

	it('says what to do instead when the log or the clipboard has nothing', async () => {
		await copy((fake) => {
			fake.answer('copyDetails', { copied: false });
		});
		expect(said()).toMatch(/could not be copied.*reference/);
	});

	it('says the same when the border is broken', async () => {
		await copy((fake) => {
			fake.throwAt('copyDetails');
		});
		expect(said()).toMatch(/could not be copied/);
	});
});
