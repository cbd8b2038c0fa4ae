import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import type { Settings } from '../../../preload/contract/administration.ts';
import SettingsScreen from '../../../renderer/settings/SettingsScreen.svelte';
import { FakeDesk, settings } from '../fake-desk.ts';

/** Shows Settings on a fake main, and an administrator in front of them. */
export function openSettings({
	shown = settings,
	prepare = (_: FakeDesk): void => undefined,
}: { shown?: Settings; prepare?: (desk: FakeDesk) => void } = {}) {
	const desk = new FakeDesk();
	prepare(desk);
	const on = {
		onactivity: vi.fn(),
		ondiagnostics: vi.fn(),
		onreplace: vi.fn(),
		onsituation: vi.fn(),
		onclose: vi.fn(),
	};
	render(SettingsScreen, { bridge: desk.bridge, now: () => 0, settings: shown, ...on });
	return { desk, user: userEvent.setup(), ...on };
}

export function section(name: string): HTMLElement {
	return screen.getByRole('region', { name });
}

export function field(label: string): HTMLInputElement {
	return screen.getByLabelText(label);
}

/** What is said politely in a section. */
export function said(name: string): string {
	return within(section(name))
		.getAllByRole('status')
		.map((each) => each.textContent.trim())
		.join('');
}

/** What a screen reader says of a field beside its name. */
export function description(input: HTMLElement): string {
	return (input.getAttribute('aria-describedby') ?? '')
		.split(' ')
		.map((id) => document.getElementById(id)?.textContent ?? '')
		.join(' ');
}
