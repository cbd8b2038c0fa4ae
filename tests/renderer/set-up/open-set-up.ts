import { render, screen } from '@testing-library/svelte';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import type { SetUpOptions, Situation } from '../../../preload/contract/administration.ts';
import SetUpScreen from '../../../renderer/set-up/SetUpScreen.svelte';
import { FakeDesk, setUpOptions } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import '../jsdom-gaps.ts';

/** Invented, and looked for in the page once it must be gone. */
export const clientSecret = 'canary-secret-4711';
export const passphrase = 'canary words nobody guesses';
export const pin = '820461';

/** A PC without a keyring that protects, as many Linux desks are. */
export const noKeyring: SetUpOptions = {
	keyring: null,
	protection: null,
	hasUnopenedVault: false,
	facility: null,
};

/** The set-up screen on a fake main, and an IT person in front of it. */
export function openSetUp(
	options: SetUpOptions = setUpOptions,
	prepare: (desk: FakeDesk) => void = () => undefined,
	mode: 'first' | 'replace' = 'first',
) {
	const desk = new FakeDesk();
	prepare(desk);
	const onsituation = vi.fn<(situation: Situation) => void>();
	const oncancel = vi.fn<() => void>();
	const { unmount } = render(SetUpScreen, {
		bridge: desk.bridge,
		now: () => 0,
		mode,
		options,
		onsituation,
		oncancel,
	});
	return { desk, user: userEvent.setup({ delay: null }), onsituation, oncancel, unmount };
}

/** A field by its label, hidden or not: a step that is over keeps what was typed. */
export function field(label: string): HTMLInputElement {
	return screen.getByLabelText(label, { selector: 'input' });
}

/** What stands in the fields whose text is not to be seen, of all steps. */
export function secretsInPage(): string[] {
	return [...document.querySelectorAll<HTMLInputElement>('input[type="password"]')]
		.map(({ value }) => value)
		.filter((value) => value !== '');
}

/** The words beside a field, as a screen reader reads them with it; `null`: none. */
export function errorAt(label: string): string | null {
	const ids = field(label).getAttribute('aria-describedby')?.split(' ') ?? [];
	const id = ids.find((each) => each.endsWith('-error'));
	return id === undefined ? null : (document.getElementById(id)?.textContent ?? null);
}

/** As credentials mostly come: pasted. It is also what a busy machine has time for. */
async function paste(user: UserEvent, label: string, text: string): Promise<void> {
	field(label).focus();
	await user.paste(text);
}

export async function fillFacility(user: UserEvent): Promise<void> {
	await paste(user, 'Client ID', 'SBX_000001');
	await paste(user, 'Client secret', clientSecret);
	await paste(user, 'HIP ID', 'IN2910000007');
	await paste(user, 'Facility name', 'Asha Clinic');
}

/** From the first step to the last, with the PIN typed and not yet sent. */
export async function toPin(user: UserEvent): Promise<void> {
	await fillFacility(user);
	await user.click(button('Continue'));
	await user.click(button('Continue'));
	await paste(user, 'PIN', pin);
	await paste(user, 'PIN again', pin);
}
