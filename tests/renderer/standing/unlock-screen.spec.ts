// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import UnlockScreen from '../../../renderer/standing/UnlockScreen.svelte';
import { clinicDesk, FakeDesk, ready } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

const passphrase = 'canary words nobody guesses';

function openUnlock(prepare: (desk: FakeDesk) => void = () => undefined) {
	const desk = new FakeDesk();
	prepare(desk);
	const onsituation = vi.fn();
	const onsetup = vi.fn();
	const on = { onsituation, onsetup, ondiagnostics: vi.fn() };
	render(UnlockScreen, { bridge: desk.bridge, now: () => 0, ...on });
	return { desk, user: userEvent.setup({ delay: null }), onsituation, onsetup };
}

function field(): HTMLInputElement {
	return screen.getByLabelText('Passphrase', { selector: 'input' });
}

describe('Unlock this desk', () => {
	it('opens the vault by Enter, and forgets the passphrase', async () => {
		const { desk, user, onsituation } = openUnlock();
		expect(document.activeElement).toBe(field());
		await user.keyboard(`${passphrase}{Enter}`);
		expect(desk.inputsOf('unlock')).toEqual([{ passphrase }]);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(clinicDesk));
		expect(field().value).toBe('');
	});

	it('hides what is typed until the person asks to see it', async () => {
		const { user } = openUnlock();
		await user.keyboard(passphrase);
		expect(field().type).toBe('password');
		expect(document.documentElement.outerHTML).not.toContain(passphrase);
		await user.click(screen.getByRole('checkbox', { name: 'Show what is typed' }));
		expect(field().type).toBe('text');
		expect(field().value).toBe(passphrase);
	});

	it('says beside the field that the passphrase is wrong, and hands it back selected', async () => {
		const { user, onsituation } = openUnlock((fake) => {
			fake.fail('unlock', { code: 'wrong-passphrase' });
		});
		await user.keyboard(`${passphrase}{Enter}`);
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toMatch(/That passphrase is wrong\. Check capital letters/);
		expect(field().getAttribute('aria-describedby')).toContain(alert.id);
		expect(document.activeElement).toBe(field());
		expect([field().selectionStart, field().selectionEnd]).toEqual([0, passphrase.length]);
		expect(onsituation).not.toHaveBeenCalled();
	});

	it('does not select what was typed anew while main was deriving', async () => {
		const { desk, user } = openUnlock();
		const settle = desk.hold('unlock');
		await user.keyboard('first{Enter}second');
		settle({ ok: false, failure: { code: 'wrong-passphrase' } });
		await screen.findByRole('alert');
		expect(field().value).toBe('firstsecond');
		expect(field().selectionStart).toBe(field().selectionEnd);
	});

	it('tries once for two quick presses, and says that it takes its time', async () => {
		const { desk, user } = openUnlock((fake) => fake.hold('unlock'));
		await user.keyboard(passphrase);
		await user.dblClick(button('Unlock'));
		expect(desk.inputsOf('unlock')).toHaveLength(1);
		expect(await screen.findByText('Trying the passphrase…')).toBeTruthy();
	});

	it('says at once that registration goes on, and how the desk can be set up again', async () => {
		const { user, onsetup } = openUnlock();
		expect(screen.getByText(/Registration can go on without ABHA/)).toBeTruthy();
		expect(screen.getByText(/set aside on this computer, not deleted/)).toBeTruthy();
		await user.click(button('Set up again'));
		expect(onsetup).toHaveBeenCalledOnce();
	});

	it('does not leave for set-up while a passphrase is tried', async () => {
		const { user, onsetup } = openUnlock((fake) => fake.hold('unlock'));
		await user.keyboard(`${passphrase}{Enter}`);
		await user.click(button('Set up again'));
		expect(onsetup).not.toHaveBeenCalled();
	});

	it('has words for a fault that is not the passphrase', async () => {
		const { user } = openUnlock((fake) => {
			fake.throwAt('unlock');
		});
		await user.keyboard(`${passphrase}{Enter}`);
		expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong here');
	});
});
