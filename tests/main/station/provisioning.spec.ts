import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { type FakePc, fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { secrets, setUpForm } from '../../support/set-up-forms.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

const keyring = { method: 'keyring' } as const;

let office: ReturnType<typeof openPremises>;
let receptionPc: FakePc;

/** The administrator's own install, and a PC that is to get its facility from it. */
beforeEach(async () => {
	office = openPremises(newPc(fakeKeyring('office')));
	await office.bridge.getSituation();
	await office.bridge.setUp(setUpForm);
	await office.bridge.openSettings({ pin: secrets.pin });
	receptionPc = newPc(fakeKeyring('reception'));
}, slowMs);

/** Has the office seal a file for a key, and puts it where the reception can choose it. */
async function sealFor(key: string): Promise<string> {
	expect(await office.bridge.sealForPc({ key })).toMatchObject({
		value: { sealed: { serial: expect.any(Number) as number } },
	});
	const path = join(receptionPc.folder, 'facility.sealed');
	writeFileSync(path, office.files.saved.get('ABHA Desk facility.sealed') ?? '');
	return path;
}

async function keyOf(premises: ReturnType<typeof openPremises>): Promise<string> {
	const reply = await premises.bridge.getPcKey({ protection: keyring });
	if (!reply.ok) throw new Error(reply.failure.code);
	return reply.value.key;
}

describe('a sealed file', { timeout: slowMs }, () => {
	it('brings a PC its facility, once a person has compared the signer', async () => {
		const reception = openPremises(receptionPc);
		await reception.bridge.getSituation();
		const key = await keyOf(reception);
		// The same key after a restart: it may be read out over the telephone today and used tomorrow.
		await reception.close();
		const again = openPremises(receptionPc);
		await again.bridge.getSituation();
		expect(await keyOf(again)).toBe(key);

		again.files.chosen = await sealFor(key);
		expect(await again.bridge.openSealedFile()).toMatchObject({
			value: {
				desk: {
					environment: 'training',
					provision: {
						kind: 'sealed',
						facilityName: 'Asha Clinic',
						signer: expect.stringMatching(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/) as string,
						isSignerKnown: false,
						needsPin: false,
					},
				},
			},
		});
		expect(await again.bridge.acceptProvision({ pin: null })).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic', environment: 'sandbox', provision: null } },
		});
		expect(await again.bridge.openSealedFile()).toMatchObject({
			failure: { code: 'sealed-file-refused', reason: 'replayed' },
		});
	});

	it('is refused by every other PC', async () => {
		const reception = openPremises(receptionPc);
		await reception.bridge.getSituation();
		const path = await sealFor(await keyOf(reception));
		const stranger = openPremises(newPc(fakeKeyring('stranger')));
		await stranger.bridge.getSituation();
		stranger.files.chosen = path;
		expect(await stranger.bridge.openSealedFile()).toMatchObject({
			failure: { code: 'sealed-file-refused', reason: 'not-for-this-pc' },
		});
		await keyOf(stranger);
		expect(await stranger.bridge.openSealedFile()).toMatchObject({
			failure: { code: 'sealed-file-refused', reason: 'not-for-this-pc' },
		});
	});

	it('given at the start waits for a person as well, and a refused one is said on the desk', async () => {
		const reception = openPremises(receptionPc);
		await reception.bridge.getSituation();
		const path = await sealFor(await keyOf(reception));
		await reception.close();
		const { readProvisionOfStart } = await import('../../../main/provisioning/provision-file.ts');
		const provision = readProvisionOfStart(path, true);
		if (provision === null || provision === 'refused') throw new Error('not read');
		const started = openPremises(receptionPc, provision);
		expect(await started.bridge.getSituation()).toMatchObject({
			value: { desk: { provision: { kind: 'sealed', isSignerKnown: false } } },
		});
		const stranger = openPremises(newPc(fakeKeyring('stranger')), provision);
		expect(await stranger.bridge.getSituation()).toMatchObject({
			value: {
				desk: {
					provision: null,
					provisionRefused: { code: 'sealed-file-refused', reason: 'not-for-this-pc' },
				},
			},
		});
	});

	it('needs a key that is one, and an administrator who is there', async () => {
		expect(await office.bridge.sealForPc({ key: 'abha-desk-pc:nonsense' })).toMatchObject({
			failure: { code: 'invalid-input', problem: { field: 'pc-key', problem: 'not-a-pc-key' } },
		});
		await office.bridge.closeSettings();
		expect(await office.bridge.sealForPc({ key: 'x' })).toMatchObject({
			failure: { code: 'pin-required' },
		});
	});

	it('takes no vault for granted: without a keyring the person chooses the protection', async () => {
		const bare = openPremises(newPc());
		await bare.bridge.getSituation();
		expect(await bare.bridge.getPcKey({ protection: keyring })).toMatchObject({
			failure: { code: 'keyring-not-strong' },
		});
		expect(await bare.bridge.getPcKey({ protection: { method: 'memory' } })).toMatchObject({
			ok: true,
		});
	});
});
