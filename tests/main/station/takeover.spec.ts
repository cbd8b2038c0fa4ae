import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import type { Keyring } from '../../../main/vault/keyring.ts';
import { type FakePc, fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { secrets, setUpForm } from '../../support/set-up-forms.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

const mine = { ...setUpForm, facility: { ...setUpForm.facility, facilityName: 'Mine' } };
const notReady = { ok: false, failure: { code: 'not-ready' } };
const pinRequired = { ok: false, failure: { code: 'pin-required' } };

async function setUpPc(protection = setUpForm.protection, keyring = true): Promise<FakePc> {
	const pc = newPc(keyring ? fakeKeyring() : null);
	const { bridge, close } = openPremises(pc);
	await bridge.getSituation();
	expect(await bridge.setUp({ ...setUpForm, protection })).toMatchObject({ ok: true });
	await close();
	return pc;
}

/** Without those of a write that is under way. */
const filesOf = (pc: FakePc) =>
	readdirSync(join(pc.folder, 'vault')).filter((name) => !name.includes('.tmp-'));

/** A keyring that answers when the test says so, as one that asks a person does. */
function slowKeyring(): { keyring: Keyring; answer: () => void } {
	const fast = fakeKeyring();
	let answer: () => void = () => undefined;
	const answered = new Promise<void>((resolve) => (answer = resolve));
	return {
		keyring: { ...fast, decrypt: (bytes) => answered.then(() => fast.decrypt(bytes)) },
		answer,
	};
}

describe('a PC that is set up', { timeout: slowMs }, () => {
	it('cannot be set up before it is known what it is', async () => {
		const pc = await setUpPc();
		const before = filesOf(pc);
		const { keyring, answer } = slowKeyring();
		pc.keyring = keyring;
		const { bridge } = openPremises(pc);
		expect(await bridge.setUp(mine)).toEqual(notReady);
		const opening = bridge.getSituation();
		expect(await bridge.setUp(mine)).toEqual(notReady);
		expect(await bridge.getPcKey({ protection: { method: 'keyring' } })).toEqual(notReady);
		expect(await bridge.getSetUpOptions()).toEqual(notReady);
		expect(await bridge.checkFacility(mine.facility)).toEqual(notReady);
		expect(await bridge.openSealedFile()).toEqual(notReady);
		expect(await bridge.acceptProvision({ pin: null })).toEqual(notReady);
		answer();
		expect(await opening).toMatchObject({ value: { desk: { facilityName: 'Asha Clinic' } } });
		expect(await bridge.setUp(mine)).toEqual(pinRequired);
		expect(filesOf(pc)).toEqual(before);
	});

	it('keeps its vault when somebody asks for a key while it is locked', async () => {
		const { passphrase } = secrets;
		const pc = await setUpPc({ method: 'passphrase', passphrase }, false);
		const before = filesOf(pc);
		pc.keyring = fakeKeyring();
		const { bridge } = openPremises(pc);
		await bridge.getSituation();
		for (const method of ['keyring', 'memory'] as const) {
			expect(await bridge.getPcKey({ protection: { method } })).toEqual(notReady);
		}
		expect(filesOf(pc)).toEqual(before);
		expect(await bridge.getSetUpOptions()).toMatchObject({ value: { hasUnopenedVault: true } });
		expect(await bridge.unlock({ passphrase })).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic' } },
		});
	});

	it('is not replaced by a set-up that races with a key', async () => {
		const pc = newPc(fakeKeyring());
		const { bridge, close } = openPremises(pc);
		await bridge.getSituation();
		const replies = await Promise.all([
			bridge.setUp(setUpForm),
			bridge.getPcKey({ protection: { method: 'keyring' } }),
		]);
		expect(replies).toMatchObject([{ ok: true }, { failure: { code: 'busy' } }]);
		await close();
		const again = openPremises(pc);
		expect(await again.bridge.getSituation()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic' } },
		});
	});

	it('closes Settings when it is locked, left, reloaded or given another facility', async () => {
		const { bridge, announced, ...desk } = openPremises(await setUpPc());
		await bridge.getSituation();
		for (const leave of [desk.onScreenLocked, desk.onPageGone]) {
			await bridge.openSettings({ pin: secrets.pin });
			leave();
			expect(await bridge.checkLog()).toEqual(pinRequired);
		}
		expect(announced.filter(({ event }) => event === 'settingsClosed')).toHaveLength(2);
		await bridge.openSettings({ pin: secrets.pin });
		const form = { ...setUpForm.facility, clientSecret: null };
		expect(await bridge.replaceFacility(form)).toMatchObject({ ok: true });
		expect(await bridge.checkLog()).toEqual(pinRequired);
	});

	it('leaves one sound log behind, whatever is called while the facility changes', async () => {
		const { bridge, station } = openPremises(await setUpPc());
		await bridge.getSituation();
		await bridge.openSettings({ pin: secrets.pin });
		const form = { ...setUpForm.facility, clientSecret: null };
		await Promise.all([
			bridge.replaceFacility(form),
			bridge.openSettings({ pin: '100000' }),
			bridge.findPatient({ query: 'x' }),
			bridge.openSettings({ pin: secrets.pin }),
		]);
		await bridge.openSettings({ pin: secrets.pin });
		expect(await station.desk.audit?.check()).toMatchObject({ findings: [] });
	});

	it('says nothing of forgery when it had to run in memory for a day', async () => {
		const pc = await setUpPc();
		const { keyring } = pc;
		pc.keyring = null;
		const memory = openPremises(pc);
		await memory.bridge.getSituation();
		expect(
			await memory.bridge.setUp({ ...setUpForm, protection: { method: 'memory' } }),
		).toMatchObject({ value: { desk: { warnings: [] } } });
		await memory.close();
		pc.keyring = keyring;
		const { bridge, station } = openPremises(pc);
		await bridge.getSituation();
		expect(await station.desk.audit?.check()).toMatchObject({ findings: [] });
	});
});

describe('a disk that takes nothing', { timeout: slowMs }, () => {
	/** The next saves fail, as on a full disk. */
	function fillDisk({ vault }: ReturnType<typeof openPremises>['station']): () => void {
		if (vault === null) throw new Error('no vault');
		const save = vault.save.bind(vault);
		vault.save = () => Promise.reject(new AppError({ code: 'vault-not-saved' }));
		return () => {
			vault.save = save;
		};
	}

	it('leaves facility and PIN as they were when they could not be deleted', async () => {
		const pc = await setUpPc();
		const { bridge, station, close } = openPremises(pc);
		await bridge.getSituation();
		await bridge.openSettings({ pin: secrets.pin });
		const empty = fillDisk(station);
		expect(await bridge.deleteFacility()).toMatchObject({ failure: { code: 'vault-not-saved' } });
		empty();
		await bridge.closeSettings();
		expect(await bridge.choosePin({ clientSecret: '', pin: '462819' })).toMatchObject({
			failure: { code: 'wrong-client-secret' },
		});
		expect(await bridge.checkLog()).toEqual(pinRequired);
		expect(await bridge.openSettings({ pin: secrets.pin })).toMatchObject({ ok: true });
		await close();
		const again = openPremises(pc);
		expect(await again.bridge.getSituation()).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', hasPin: true } },
		});
	});

	it('leaves the facility as it was when it could not be replaced, and lets one try again', async () => {
		const { bridge, station } = openPremises(await setUpPc());
		await bridge.getSituation();
		await bridge.openSettings({ pin: secrets.pin });
		const form = { ...setUpForm.facility, clientSecret: null, facilityName: 'Usha Clinic' };
		const empty = fillDisk(station);
		expect(await bridge.replaceFacility(form)).toMatchObject({
			failure: { code: 'vault-not-saved' },
		});
		expect(station.vault?.cell('facility').value?.stored.facilityName).toBe('Asha Clinic');
		empty();
		expect(await bridge.replaceFacility(form)).toMatchObject({
			value: { desk: { facilityName: 'Usha Clinic' } },
		});
	});

	it('shows no key that was not stored', async () => {
		const { bridge, station } = openPremises(newPc(fakeKeyring()));
		await bridge.getSituation();
		const protection = { method: 'keyring' } as const;
		const first = await bridge.getPcKey({ protection });
		expect(first).toMatchObject({ ok: true });
		const seal = station.vault?.cell('seal');
		if (seal === undefined) throw new Error('no vault');
		await seal.set({ ...seal.value, pcPrivateKey: null });
		const empty = fillDisk(station);
		for (const _try of [1, 2]) {
			expect(await bridge.getPcKey({ protection })).toMatchObject({
				failure: { code: 'vault-not-saved' },
			});
		}
		empty();
		expect(await bridge.getPcKey({ protection })).toMatchObject({ ok: true });
	});
});
