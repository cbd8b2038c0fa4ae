// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import type { ResetReport } from '../../../preload/contract/diagnostics.ts';
import ResetNotice from '../../../renderer/standing/ResetNotice.svelte';
import { FakeDesk } from '../fake-desk.ts';

function show(report: ResetReport | null): FakeDesk {
	const desk = new FakeDesk();
	desk.answer('getResetReport', report);
	render(ResetNotice, { bridge: desk.bridge });
	return desk;
}

describe('ResetNotice', () => {
	it('says what the reset has removed', async () => {
		show({
			removed: [
				{ part: 'vault', count: 2 },
				{ part: 'activity', count: 13 },
			],
			left: [],
		});
		const notice = await screen.findByRole('region', { name: 'This PC is reset.' });
		expect(
			within(notice)
				.getAllByRole('listitem')
				.map((item) => item.textContent),
		).toEqual(['Vault, with its earlier copies: 2', 'Activity log: 13']);
		expect(notice.textContent).toContain('not overwritten');
	});

	it('says what is left, and that it is not all', async () => {
		show({
			removed: [],
			left: [
				{ why: 'refused', part: 'browser', count: 1 },
				{ why: 'strangers', count: 2 },
				{ why: 'keyring-shared' },
			],
		});
		const name = 'This PC is reset, but for what is named below.';
		const notice = await screen.findByRole('region', { name });
		expect(notice.textContent).toContain('There was nothing to remove.');
		expect(notice.textContent).toContain('refused: The window');
		expect(notice.textContent).toContain('did not make them: 2');
		expect(notice.textContent).toContain('other profiles of this user need it');
	});

	it('says nothing at a start that was no reset', async () => {
		const desk = show(null);
		await expect.poll(() => desk.inputsOf('getResetReport')).toHaveLength(1);
		expect(screen.queryByRole('region')).toBeNull();
	});
});
