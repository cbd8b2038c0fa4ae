// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PendingProvision } from '../../../preload/contract/administration.ts';
import ProvisionDialog from '../../../renderer/standing/ProvisionDialog.svelte';
import { clinicDesk, FakeDesk, ready, trainingDesk } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import '../jsdom-gaps.ts';

const pin = '820461';
/** As main groups it. */
const signer = 'ab12 cd34 ef56 ab12 cd34 ef56 ab12 cd34';
const sealed: PendingProvision = {
	kind: 'sealed',
	facilityName: 'Asha Clinic',
	environment: 'production',
	generation: 'v3',
	signer,
	isSignerKnown: false,
	needsPin: false,
};
const plain: PendingProvision = { ...sealed, kind: 'plain', signer: null };
const replacing: PendingProvision = { ...sealed, needsPin: true };

function openDialog(
	provision: PendingProvision,
	prepare: (desk: FakeDesk) => void = () => undefined,
) {
	const desk = new FakeDesk();
	prepare(desk);
	const onsituation = vi.fn();
	const { unmount } = render(ProvisionDialog, {
		bridge: desk.bridge,
		now: () => Date.now(),
		provision,
		onsituation,
	});
	// The timers are the tests' own where there is something to count.
	const user = userEvent.setup({ delay: null });
	return { desk, user, onsituation, unmount };
}

function pinField(): HTMLInputElement {
	return screen.getByLabelText('Administrator PIN', { selector: 'input' });
}

function dialog(): HTMLElement {
	return screen.getByRole('dialog', { name: 'Use this provisioning file?' });
}

describe('A provisioning file that waits', () => {
	it('says which facility it brings, and where that works', () => {
		openDialog(sealed);
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { name: 'Use this provisioning file?' }),
		);
		const facts = screen.getAllByRole('definition').map((each) => each.textContent.trim());
		expect(facts).toEqual(['Asha Clinic', 'Production', 'V3']);
	});

	it('shows the fingerprint of a sender who is new here, to be compared', () => {
		openDialog(sealed);
		expect(screen.getByText(signer)).toBeTruthy();
		expect(screen.getByText(/Compare it with what the seal command printed/)).toBeTruthy();
	});

	it('asks for no comparing of a sender who is known', () => {
		openDialog({ ...sealed, isSignerKnown: true });
		expect(screen.queryByText(/Compare it/)).toBeNull();
		expect(screen.getByText(/the same as that of the files/)).toBeTruthy();
	});

	it('advises to delete a plain file, which has no fingerprint', () => {
		openDialog(plain);
		expect(screen.getByText(/Delete it when it has been used/)).toBeTruthy();
		expect(screen.queryByText(/Fingerprint/)).toBeNull();
	});

	it('is used without a PIN on a PC that is not set up', async () => {
		const { desk, user, onsituation } = openDialog(sealed);
		expect(screen.queryByLabelText('Administrator PIN')).toBeNull();
		await user.click(button('Use this file'));
		expect(desk.inputsOf('acceptProvision')).toEqual([{ pin: null }]);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(clinicDesk));
	});

	it('is used with the PIN by Enter, and the PIN is forgotten at once', async () => {
		const { desk, user } = openDialog(replacing, (fake) => fake.hold('acceptProvision'));
		await user.type(pinField(), `${pin}{Enter}`);
		expect(desk.inputsOf('acceptProvision')).toEqual([{ pin }]);
		expect(pinField().value).toBe('');
	});

	it('is used once for two quick presses', async () => {
		const { desk, user } = openDialog(replacing, (fake) => fake.hold('acceptProvision'));
		await user.type(pinField(), pin);
		await user.dblClick(button('Use this file'));
		expect(desk.inputsOf('acceptProvision')).toHaveLength(1);
	});

	it('says beside the field that the PIN is wrong', async () => {
		const { user, onsituation } = openDialog(replacing, (fake) => {
			fake.fail('acceptProvision', { code: 'wrong-pin', waitSeconds: 0 });
		});
		await user.type(pinField(), `${pin}{Enter}`);
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toBe('That PIN did not match. Type it again.');
		expect(pinField().getAttribute('aria-describedby')).toContain(alert.id);
		expect(document.activeElement).toBe(pinField());
		expect(onsituation).not.toHaveBeenCalled();
	});

	it('is not taken up again after Not now', async () => {
		const { desk, user, onsituation } = openDialog(sealed);
		await user.click(button('Not now'));
		expect(desk.inputsOf('dismissProvision')).toHaveLength(1);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(trainingDesk));
	});

	it('is dismissed by Escape, which closes a dialog, and the PIN is gone', async () => {
		const { desk, user } = openDialog(replacing);
		await user.type(pinField(), pin);
		dialog().dispatchEvent(new Event('close'));
		await tick();
		expect(desk.inputsOf('dismissProvision')).toHaveLength(1);
		expect(pinField().value).toBe('');
	});

	it('is not dismissed while it is being taken', async () => {
		const { desk, user } = openDialog(sealed, (fake) => fake.hold('acceptProvision'));
		await user.click(button('Use this file'));
		await user.click(button('Not now'));
		dialog().dispatchEvent(new Event('close'));
		expect(desk.inputsOf('dismissProvision')).toEqual([]);
	});

	it('comes back, with words, when main cannot store it', async () => {
		const { desk, user } = openDialog(sealed);
		const settle = desk.hold('acceptProvision');
		await user.click(button('Use this file'));
		const closed = dialog() as HTMLDialogElement;
		closed.close();
		settle({ ok: false, failure: { code: 'vault-not-saved' } });
		expect((await screen.findByRole('alert')).textContent).toContain('could not be stored');
		expect(closed.open).toBe(true);
	});
});

describe('The wait after wrong PINs', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	async function pass(ms: number): Promise<void> {
		await vi.advanceTimersByTimeAsync(ms);
		await tick();
	}

	it.each(['wrong-pin', 'pin-wait'] as const)(
		'counts down, takes nothing until it is over, and then does: %s',
		async (code) => {
			const { desk, user } = openDialog(replacing, (fake) => {
				fake.fail('acceptProvision', { code, waitSeconds: 30 });
			});
			await user.type(pinField(), `${pin}{Enter}`);
			await pass(0);
			expect(screen.getByText(/in 0:30/)).toBeTruthy();
			expect(button('Use this file').getAttribute('aria-describedby')).toBe(
				screen.getByText(/in 0:30/).id,
			);
			await pass(12_000);
			expect(screen.getByText(/in 0:18/)).toBeTruthy();
			await user.type(pinField(), `${pin}{Enter}`);
			expect(desk.inputsOf('acceptProvision')).toHaveLength(1);
			// What was typed during the wait is still there when it ends.
			expect(pinField().value).toBe(pin);
			await pass(18_000);
			await user.type(pinField(), '{Enter}');
			expect(desk.inputsOf('acceptProvision')).toEqual([{ pin }, { pin }]);
		},
	);

	it('leaves no timer behind', async () => {
		const { user, unmount } = openDialog(replacing, (fake) => {
			fake.fail('acceptProvision', { code: 'wrong-pin', waitSeconds: 30 });
		});
		await user.type(pinField(), `${pin}{Enter}`);
		await pass(0);
		unmount();
		expect(vi.getTimerCount()).toBe(0);
	});
});
