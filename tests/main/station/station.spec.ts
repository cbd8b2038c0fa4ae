import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { provisionOf, secrets, setUpForm as form } from '../../support/set-up-forms.ts';

/** A PIN and a passphrase are slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

/** All that stands on the disk of this PC, in one text. */
function filesOf(folder: string): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');
}

describe('a PC that nobody has set up', { timeout: slowMs }, () => {
	it('opens in training, and says that it is the first run until somebody chooses', async () => {
		const pc = newPc();
		const { bridge } = openPremises(pc);
		expect(await bridge.getSituation()).toMatchObject({
			value: { state: 'ready', desk: { environment: 'training', isFirstRun: true, hasPin: false } },
		});
		await bridge.chooseTraining();
		const again = openPremises(pc);
		expect(await again.bridge.getSituation()).toMatchObject({
			value: { desk: { isFirstRun: false } },
		});
	});

	it('has no Settings, no log and no default PIN', async () => {
		const { bridge } = openPremises(newPc());
		await bridge.getSituation();
		for (const pin of ['', '000000', '123456']) {
			expect(await bridge.openSettings({ pin })).toEqual({
				ok: false,
				failure: { code: 'pin-required' },
			});
		}
		expect(await bridge.checkLog()).toMatchObject({ failure: { code: 'pin-required' } });
	});

	it('answers nothing about patients before it is known what it is', async () => {
		const { bridge } = openPremises(newPc());
		expect(await bridge.findPatient({ query: 'deepak.pant' })).toEqual({
			ok: false,
			failure: { code: 'not-ready' },
		});
	});
});

describe('setting a PC up', { timeout: slowMs }, () => {
	it('is remembered in the keyring, and nothing of it stands on the disk in clear', async () => {
		const pc = newPc(fakeKeyring());
		const first = openPremises(pc);
		await first.bridge.getSituation();
		const ready = {
			value: {
				state: 'ready',
				desk: {
					facilityName: 'Asha Clinic',
					deskName: 'Reception 1',
					environment: 'sandbox',
					protection: { method: 'keyring', keyring: 'gnome' },
					hasPin: true,
					isFirstRun: false,
					warnings: [],
				},
			},
		};
		expect(await first.bridge.setUp(form)).toMatchObject(ready);
		await first.close();
		for (const canary of [secrets.clientSecret, secrets.pin, 'Asha Clinic', 'SBX_000001']) {
			expect(filesOf(pc.folder)).not.toContain(canary);
		}
		const second = openPremises(pc);
		expect(await second.bridge.getSituation()).toMatchObject(ready);
		expect(JSON.stringify(await second.bridge.openSettings({ pin: '907214' }))).not.toContain(
			secrets.clientSecret,
		);
	});

	it('asks for the passphrase at the next start, and says no more than "wrong"', async () => {
		const pc = newPc();
		const first = openPremises(pc);
		await first.bridge.getSituation();
		await first.bridge.setUp({
			...form,
			protection: { method: 'passphrase', passphrase: secrets.passphrase },
		});
		await first.close();

		const second = openPremises(pc);
		expect(await second.bridge.getSituation()).toEqual({ ok: true, value: { state: 'locked' } });
		expect(await second.bridge.findPatient({ query: 'deepak.pant' })).toMatchObject({
			failure: { code: 'not-ready' },
		});
		expect(await second.bridge.unlock({ passphrase: 'another long one' })).toEqual({
			ok: false,
			failure: { code: 'wrong-passphrase' },
		});
		expect(await second.bridge.unlock({ passphrase: secrets.passphrase })).toMatchObject({
			value: { state: 'ready', desk: { facilityName: 'Asha Clinic' } },
		});
	});

	it('keeps nothing with memory only, and says so', async () => {
		const pc = newPc();
		const first = openPremises(pc);
		await first.bridge.getSituation();
		expect(await first.bridge.setUp({ ...form, protection: { method: 'memory' } })).toMatchObject({
			value: { desk: { protection: { method: 'memory' } } },
		});
		await first.close();
		expect(filesOf(pc.folder)).not.toContain(secrets.clientSecret);
		const second = openPremises(pc);
		expect(await second.bridge.getSituation()).toMatchObject({
			value: { desk: { environment: 'training' } },
		});
	});

	it.each([
		['a weak PIN', { ...form, pin: '123456' }, { field: 'pin', problem: 'weak' }],
		[
			'a short passphrase',
			{ ...form, protection: { method: 'passphrase', passphrase: 'short' } },
			{ field: 'passphrase', problem: 'too-short' },
		],
		[
			'no client ID',
			{ ...form, facility: { ...form.facility, clientId: ' ' } },
			{ field: 'clientId', problem: 'missing' },
		],
	] as const)('stores nothing with %s', async (_name, spoilt, problem) => {
		const pc = newPc(fakeKeyring());
		const { bridge } = openPremises(pc);
		await bridge.getSituation();
		expect(await bridge.setUp(spoilt)).toEqual({
			ok: false,
			failure: { code: 'invalid-input', problem },
		});
		expect(readdirSync(pc.folder)).toEqual([]);
	});

	it('refuses a keyring that does not protect', async () => {
		const { bridge } = openPremises(newPc());
		await bridge.getSituation();
		expect(await bridge.setUp(form)).toMatchObject({ failure: { code: 'keyring-not-strong' } });
	});

	it('cannot be done over a facility without the administrator', async () => {
		const { bridge } = openPremises(newPc(fakeKeyring()));
		await bridge.getSituation();
		await bridge.setUp(form);
		expect(await bridge.setUp(form)).toMatchObject({ failure: { code: 'pin-required' } });
		expect(await bridge.getSetUpOptions()).toMatchObject({ failure: { code: 'pin-required' } });
		expect(await bridge.checkFacility(form.facility)).toMatchObject({
			failure: { code: 'pin-required' },
		});
	});
});

describe('a vault that cannot be opened', { timeout: slowMs }, () => {
	async function setUpPc() {
		const pc = newPc(fakeKeyring());
		const { bridge, close } = openPremises(pc);
		await bridge.getSituation();
		await bridge.setUp(form);
		await close();
		return pc;
	}

	it('leads to the credentials again, with another keyring, and keeps the old file', async () => {
		const pc = await setUpPc();
		pc.keyring = fakeKeyring('somebody else');
		const { bridge } = openPremises(pc);
		expect(await bridge.getSituation()).toEqual({
			ok: true,
			value: { state: 'unreadable', reason: 'key-unreadable' },
		});
		expect(await bridge.setUp(form)).toMatchObject({
			value: { state: 'ready', desk: { warnings: ['vault-set-aside'] } },
		});
		const names = readdirSync(join(pc.folder, 'vault'));
		expect(names.filter((name) => name.includes('.unreadable-'))).not.toEqual([]);
	});

	it('opens when it is tried again and the keyring answers', async () => {
		const pc = await setUpPc();
		const { keyring } = pc;
		pc.keyring = null;
		const { bridge } = openPremises(pc);
		expect(await bridge.getSituation()).toEqual({
			ok: true,
			value: { state: 'unreadable', reason: 'keyring-unavailable' },
		});
		pc.keyring = keyring;
		expect(await bridge.tryVaultAgain()).toMatchObject({ value: { state: 'ready' } });
	});

	it('falls back to its previous generation, and says so', async () => {
		const pc = await setUpPc();
		writeFileSync(join(pc.folder, 'vault', 'vault.bin'), Buffer.alloc(512));
		const { bridge } = openPremises(pc);
		expect(await bridge.getSituation()).toMatchObject({
			value: {
				state: 'ready',
				desk: { facilityName: 'Asha Clinic', warnings: ['vault-restored'] },
			},
		});
	});

	it('takes a provisioning file for the credentials, entered again', async () => {
		const pc = await setUpPc();
		pc.keyring = fakeKeyring('somebody else');
		const { bridge } = openPremises(pc, provisionOf('Asha Clinic'));
		expect(await bridge.getSituation()).toMatchObject({
			value: { state: 'ready', desk: { warnings: ['vault-set-aside'] } },
		});
	});
});

describe('a provisioning file at the start', { timeout: slowMs }, () => {
	it('is kept, and not needed again', async () => {
		const pc = newPc(fakeKeyring());
		const first = openPremises(pc, provisionOf('Asha Clinic', '907214'));
		const ready = {
			value: { desk: { facilityName: 'Asha Clinic', deskName: 'Reception 2', hasPin: true } },
		};
		expect(await first.bridge.getSituation()).toMatchObject(ready);
		await first.close();
		const second = openPremises(pc);
		expect(await second.bridge.getSituation()).toMatchObject(ready);
		await second.close();
		const third = openPremises(pc, provisionOf('Asha Clinic', '907214'));
		expect(await third.bridge.getSituation()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', provision: null } },
		});
	});

	it('waits for the PIN where another facility is stored', async () => {
		const pc = newPc(fakeKeyring());
		const first = openPremises(pc, provisionOf('Asha Clinic', '907214'));
		await first.bridge.getSituation();
		await first.close();
		const { bridge } = openPremises(pc, provisionOf('Usha Clinic', '462819'));
		expect(await bridge.getSituation()).toMatchObject({
			value: {
				desk: {
					facilityName: 'Asha Clinic',
					provision: { kind: 'plain', facilityName: 'Usha Clinic', needsPin: true },
				},
			},
		});
		expect(await bridge.acceptProvision({ pin: '462819' })).toMatchObject({
			failure: { code: 'wrong-pin' },
		});
		expect(await bridge.acceptProvision({ pin: null })).toMatchObject({
			failure: { code: 'wrong-pin' },
		});
		expect(await bridge.acceptProvision({ pin: '907214' })).toMatchObject({
			value: { desk: { facilityName: 'Usha Clinic', provision: null } },
		});
	});

	it('is put away when nobody wants it', async () => {
		const pc = newPc(fakeKeyring());
		const first = openPremises(pc, provisionOf('Asha Clinic', '907214'));
		await first.bridge.getSituation();
		await first.close();
		const { bridge } = openPremises(pc, provisionOf('Usha Clinic'));
		await bridge.getSituation();
		expect(await bridge.dismissProvision()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', provision: null } },
		});
		expect(await bridge.acceptProvision({ pin: '907214' })).toMatchObject({
			failure: { code: 'not-ready' },
		});
	});

	it('works in memory where nothing protects, and where the keyring fails at the last moment', async () => {
		const withoutKeyring = openPremises(newPc(), provisionOf('Asha Clinic'));
		expect(await withoutKeyring.bridge.getSituation()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', protection: { method: 'memory' } } },
		});
		const failing = { ...fakeKeyring(), encrypt: () => Promise.reject(new Error('gone')) };
		const withFailing = openPremises(newPc(failing), provisionOf('Asha Clinic'));
		expect(await withFailing.bridge.getSituation()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', protection: { method: 'memory' } } },
		});
	});
});
