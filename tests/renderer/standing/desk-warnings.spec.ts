// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Desk, DeskWarning } from '../../../preload/contract/desk.ts';
import DeskWarnings from '../../../renderer/standing/DeskWarnings.svelte';
import { clinicDesk } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

function openWarnings(changes: Partial<Desk>) {
	const onsettings = vi.fn();
	const { container } = render(DeskWarnings, { desk: { ...clinicDesk, ...changes }, onsettings });
	return { container, user: userEvent.setup({ delay: null }), onsettings };
}

// The type makes a warning that is added to the contract, and not here, a compile error.
const says: Record<DeskWarning, RegExp> = {
	'settings-damaged': /were damaged.*set aside.*Settings/,
	'settings-newer': /newer version.*Install the newer version/,
	'settings-not-writable': /cannot be stored.*Registration goes on/,
	'vault-restored': /earlier copy is in use.*Check in Settings/,
	'vault-set-aside': /set aside.*still on this computer/,
	'activity-log-not-writing': /cannot be written.*Registration goes on/,
};

describe('What the desk warns of', () => {
	it('is nothing on a desk that is well', () => {
		expect(openWarnings({}).container.textContent.trim()).toBe('');
	});

	it.each(Object.entries(says) as [DeskWarning, RegExp][])(
		'is said in words, with the next step: %s',
		(warning, words) => {
			openWarnings({ warnings: [warning] });
			expect(screen.getByRole('status').textContent.replaceAll(/\s+/g, ' ')).toMatch(words);
		},
	);

	it('is said one by one', () => {
		openWarnings({ warnings: ['settings-damaged', 'vault-restored'] });
		expect(screen.getAllByRole('status')).toHaveLength(2);
	});

	it('leads to Settings where the credentials are in memory only', async () => {
		const { user, onsettings } = openWarnings({ protection: { method: 'memory' } });
		expect(screen.getByText(/kept in memory for this run only/)).toBeTruthy();
		await user.click(button('Open Settings'));
		expect(onsettings).toHaveBeenCalledOnce();
	});

	it('says why a provisioning file was not taken', () => {
		openWarnings({ provisionRefused: { code: 'sealed-file-refused', reason: 'expired' } });
		expect(screen.getByRole('alert').textContent).toMatch(/not taken.*has expired/);
	});
});
