// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { UnreadableReason } from '../../../preload/contract/administration.ts';
import UnreadableScreen from '../../../renderer/standing/UnreadableScreen.svelte';
import { clinicDesk, FakeDesk, ready } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

function openUnreadable(
	reason: UnreadableReason,
	prepare: (desk: FakeDesk) => void = () => undefined,
) {
	const desk = new FakeDesk();
	prepare(desk);
	const onsituation = vi.fn();
	const onsetup = vi.fn();
	const on = { onsituation, onsetup, ondiagnostics: vi.fn() };
	render(UnreadableScreen, { bridge: desk.bridge, now: () => 0, reason, ...on });
	return { desk, user: userEvent.setup({ delay: null }), onsituation, onsetup };
}

describe('The stored credentials cannot be read', () => {
	it.each<[UnreadableReason, RegExp]>([
		['damaged', /is damaged, and so is the copy before it/],
		['key-unreadable', /another user, on another computer, on a disk that was restored/],
		['keyring-unavailable', /Unlock the keyring/],
		['newer-version', /Install the newer version again/],
		['not-permitted', /does not let this user read/],
	])('says of %s what happened or what to do, and that nothing is lost', (reason, words) => {
		openUnreadable(reason);
		expect(document.activeElement).toBe(
			screen.getByRole('heading', {
				level: 1,
				name: 'The stored credentials cannot be read',
			}),
		);
		expect(screen.getByText(words)).toBeTruthy();
		expect(
			screen.getByText(/Nothing was deleted\. Registration goes on without ABHA/),
		).toBeTruthy();
		expect(button('Try again')).toBeTruthy();
	});

	it.each<UnreadableReason>(['newer-version', 'not-permitted'])(
		'offers to put nothing in the place of what is whole: %s',
		(reason) => {
			openUnreadable(reason);
			expect(screen.queryByRole('button', { name: 'Enter the credentials again' })).toBeNull();
		},
	);

	it.each<UnreadableReason>(['damaged', 'key-unreadable', 'keyring-unavailable'])(
		'leads to set-up when the credentials are to be entered again: %s',
		async (reason) => {
			const { user, onsetup } = openUnreadable(reason);
			await user.click(button('Enter the credentials again'));
			expect(onsetup).toHaveBeenCalledOnce();
		},
	);

	it('hands on the desk when trying again has helped', async () => {
		const { user, onsituation } = openUnreadable('keyring-unavailable');
		await user.click(button('Try again'));
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(clinicDesk));
	});

	it('says that trying again did not help', async () => {
		const { user } = openUnreadable('keyring-unavailable', (fake) => {
			fake.answer('tryVaultAgain', { state: 'unreadable', reason: 'keyring-unavailable' });
		});
		await user.click(button('Try again'));
		expect(await screen.findByText('Tried again: they still cannot be read.')).toBeTruthy();
	});

	it('tries once for two quick presses', async () => {
		const { desk, user } = openUnreadable('damaged', (fake) => fake.hold('tryVaultAgain'));
		await user.dblClick(button('Try again'));
		expect(desk.inputsOf('tryVaultAgain')).toHaveLength(1);
	});
});
