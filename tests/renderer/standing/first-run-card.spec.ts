// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import FirstRunCard from '../../../renderer/standing/FirstRunCard.svelte';
import { FakeDesk, ready, trainingDesk } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

function openCard(prepare: (desk: FakeDesk) => void = () => undefined) {
	const desk = new FakeDesk();
	prepare(desk);
	const onsituation = vi.fn();
	const onsetup = vi.fn();
	render(FirstRunCard, { bridge: desk.bridge, now: () => 0, onsituation, onsetup });
	return { desk, user: userEvent.setup({ delay: null }), onsituation, onsetup };
}

describe('New here?', () => {
	it('leaves the focus to the field below it', () => {
		openCard();
		expect(screen.getByRole('region', { name: 'New here?' })).toBeTruthy();
		expect(document.activeElement).toBe(document.body);
	});

	it('chooses training once for two quick presses', async () => {
		const { desk, user } = openCard((fake) => fake.hold('chooseTraining'));
		await user.dblClick(button('Practise in training'));
		expect(desk.inputsOf('chooseTraining')).toHaveLength(1);
	});

	it('hands on the desk that knows of the choice', async () => {
		const { user, onsituation } = openCard();
		await user.click(button('Practise in training'));
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(trainingDesk));
	});

	it('leads to set-up without choosing anything', async () => {
		const { desk, user, onsetup } = openCard();
		await user.click(button('Set up this desk'));
		expect(onsetup).toHaveBeenCalledOnce();
		expect(desk.asked).toEqual([]);
	});

	it('stays, with words, when the choice cannot be stored', async () => {
		const { user, onsituation } = openCard((fake) => {
			fake.fail('chooseTraining', { code: 'settings-not-saved' });
		});
		await user.click(button('Practise in training'));
		expect((await screen.findByRole('alert')).textContent).toContain('could not be stored');
		expect(onsituation).not.toHaveBeenCalled();
	});
});
