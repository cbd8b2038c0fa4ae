// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it, vi } from 'vitest';
import type { PendingProvision } from '../../../preload/contract/administration.ts';
import { ready, setUpOptions, trainingDesk } from '../fake-desk.ts';
import { button, heading } from '../open-desk.ts';
import { errorAt, field, noKeyring, openSetUp, passphrase } from './open-set-up.ts';

const key = 'abha-desk-pc:invented';
const provision: PendingProvision = {
	kind: 'sealed',
	facilityName: 'Asha Clinic',
	environment: 'sandbox',
	generation: 'v3',
	signer: '0123456789abcdef',
	isSignerKnown: false,
	needsPin: false,
};

/** What a phone reads off the drawing. */
function scanned(): string {
	const drawing = screen.getByRole('img', { name: 'Key of this computer as a QR code' });
	const modules = Number(drawing.getAttribute('viewBox')?.split(' ')[2]);
	const scale = 4;
	const side = modules * scale;
	const pixels = new Uint8Array(side * side * 4).fill(255);
	const dark = drawing
		.querySelector('path')!
		.getAttribute('d')!
		.matchAll(/M(\d+) (\d+)/g);
	for (const [, x, y] of dark) {
		for (let row = 0; row < scale; row += 1) {
			const start = ((Number(y) * scale + row) * side + Number(x) * scale) * 4;
			for (let at = start; at < start + scale * 4; at += 4) pixels.fill(0, at, at + 3);
		}
	}
	// eslint-disable-next-line id-denylist -- the decoder's own name for it
	return decodeQR({ width: side, height: side, data: pixels });
}

describe('Use a sealed file instead', () => {
	it("shows this PC's key as text and as a QR code that can be read", async () => {
		const { desk, user } = openSetUp();
		await user.click(button('Use a sealed file instead'));
		expect(await screen.findByText(key)).toBeTruthy();
		expect(scanned()).toBe(key);
		expect(desk.inputsOf('getPcKey')).toEqual([{ protection: { method: 'keyring' } }]);
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 2, name: 'Sealed file' }),
		);
	});

	it('has the protection chosen first where there is no keyring', async () => {
		const { desk, user } = openSetUp(noKeyring);
		await user.click(button('Use a sealed file instead'));
		expect(desk.inputsOf('getPcKey')).toEqual([]);
		await user.type(field('Passphrase'), passphrase);
		await user.type(field('Passphrase again'), `${passphrase}{Enter}`);
		await screen.findByText(key);
		expect(desk.inputsOf('getPcKey')).toEqual([
			{ protection: { method: 'passphrase', passphrase } },
		]);
	});

	it('leads back to the passphrase when main refuses it', async () => {
		const { user } = openSetUp(noKeyring, (fake) => {
			const problem = { field: 'passphrase', problem: 'too-long' } as const;
			fake.fail('getPcKey', { code: 'invalid-input', problem });
		});
		await user.click(button('Use a sealed file instead'));
		await user.type(field('Passphrase'), passphrase);
		await user.type(field('Passphrase again'), `${passphrase}{Enter}`);
		await vi.waitFor(() => {
			expect(document.activeElement).toBe(field('Passphrase'));
		});
		expect(errorAt('Passphrase')).toContain('200 characters at most');
	});

	it('offers the choice of protection, with the reason, when the keyring has gone', async () => {
		const { user } = openSetUp(setUpOptions, (fake) => {
			fake.fail('getPcKey', { code: 'keyring-not-strong' });
		});
		await user.click(button('Use a sealed file instead'));
		expect((await screen.findByRole('alert')).textContent).toContain('no keyring that protects');
		expect(screen.getByRole('radio', { name: 'With a passphrase' })).toBeTruthy();
	});

	it('does not offer another passphrase once the vault is made with the first', async () => {
		const { desk, user } = openSetUp(noKeyring);
		await user.click(button('Use a sealed file instead'));
		await user.type(field('Passphrase'), passphrase);
		await user.type(field('Passphrase again'), `${passphrase}{Enter}`);
		await screen.findByText(key);
		await user.click(button('Back'));
		expect(screen.getByText(/with the passphrase that was chosen/)).toBeTruthy();
		expect(screen.queryByRole('radio', { name: 'With a passphrase' })).toBeNull();
		await user.click(button('Continue'));
		await vi.waitFor(() => {
			expect(desk.inputsOf('getPcKey')).toHaveLength(2);
		});
		expect(desk.inputsOf('getPcKey')[1]).toEqual(desk.inputsOf('getPcKey')[0]);
	});

	it('hands on the desk where a good file waits', async () => {
		const waiting = ready({ ...trainingDesk, provision });
		const { user, onsituation } = openSetUp(setUpOptions, (fake) => {
			fake.answer('openSealedFile', waiting);
		});
		await user.click(button('Use a sealed file instead'));
		await user.click(button('Open sealed file…'));
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(waiting);
	});

	it('stays, and says so, when no file was chosen', async () => {
		const { user, onsituation } = openSetUp();
		await user.click(button('Use a sealed file instead'));
		await user.click(button('Open sealed file…'));
		expect(await screen.findByText('No file was chosen.')).toBeTruthy();
		expect(onsituation).not.toHaveBeenCalled();
	});

	it('says why a file is refused', async () => {
		const { user } = openSetUp(setUpOptions, (fake) => {
			fake.fail('openSealedFile', { code: 'sealed-file-refused', reason: 'not-for-this-pc' });
		});
		await user.click(button('Use a sealed file instead'));
		await user.click(button('Open sealed file…'));
		expect((await screen.findByRole('alert')).textContent).toContain('made for another PC');
	});

	it('opens one dialog for two quick presses', async () => {
		const { desk, user } = openSetUp(setUpOptions, (fake) => fake.hold('openSealedFile'));
		await user.click(button('Use a sealed file instead'));
		await user.dblClick(button('Open sealed file…'));
		expect(desk.inputsOf('openSealedFile')).toHaveLength(1);
	});

	it('leads back to typing', async () => {
		const { user } = openSetUp();
		await user.click(button('Use a sealed file instead'));
		await user.click(button('Back'));
		await heading('Set up this desk');
		expect(field('Client ID')).toBeTruthy();
		expect(button('Continue')).toBeTruthy();
	});
});
