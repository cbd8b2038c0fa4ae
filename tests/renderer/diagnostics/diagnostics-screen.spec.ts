// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import DiagnosticsScreen from '../../../renderer/diagnostics/DiagnosticsScreen.svelte';
import { diagnostics, FakeDesk } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

function openScreen(prepare: (desk: FakeDesk) => void = () => undefined) {
	const desk = new FakeDesk();
	prepare(desk);
	const onback = vi.fn();
	render(DiagnosticsScreen, { bridge: desk.bridge, now: () => 0, onback });
	return { desk, onback, user: userEvent.setup() };
}

const rows = async () => {
	const items = await screen.findByRole('list', { name: 'What was found' });
	return within(items)
		.getAllByRole('listitem')
		.map((item) => item.textContent.replace(/\s+/g, ' ').trim());
};

describe('Diagnostics', () => {
	it('say in words what is wrong first, and what to do about it', async () => {
		openScreen();
		expect(await rows()).toEqual([
			"Wrong Clock Off by 600 s from ABDM's (minus: behind) Set date and time, and let the operating system keep them by the network.",
			'Look at this Disk Only 0.7 GB free Make room on the disk of the profile folder.',
			'Fine Program ABHA Desk 0.1.0, release',
		]);
		expect(screen.getByText('Something is wrong.')).toBeDefined();
		expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
	});

	it('look again when asked', async () => {
		const { desk, user } = openScreen();
		await rows();
		desk.answer('getDiagnostics', { ...diagnostics, findings: [], problems: ['one', 'one'] });
		await user.click(button('Look again'));
		await screen.findByText('All is fine.');
		const lines = screen.getByRole('region', { name: 'Last warnings and errors' });
		expect(within(lines).getAllByText('one')).toHaveLength(2);
	});

	it('copy what main says, and say whether it went well', async () => {
		const { desk, user } = openScreen();
		await user.click(button('Copy'));
		await screen.findByText(/^Copied/);
		expect(desk.inputsOf('copyDiagnostics')).toHaveLength(1);
		desk.answer('copyDiagnostics', { copied: false });
		await user.click(button('Copy'));
		await screen.findByText('It could not be copied.');
	});

	it('say why they do not come', async () => {
		const { onback, user } = openScreen((desk) => {
			desk.fail('getDiagnostics', { code: 'internal', incident: 'BCDF-GHJK' });
		});
		await screen.findByText('Something went wrong here');
		await user.click(button('Back'));
		expect(onback).toHaveBeenCalledOnce();
	});
});
