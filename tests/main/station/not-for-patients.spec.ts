import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { secrets, setUpForm } from '../../support/set-up-forms.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

const keyring = { method: 'keyring' } as const;
const production = {
	...setUpForm,
	facility: { ...setUpForm.facility, environment: 'production' as const },
};
const forTests = { mayUseProduction: false };
const refused = {
	ok: false,
	failure: {
		code: 'invalid-input',
		problem: { field: 'environment', problem: 'not-in-this-package' },
	},
};
const unreadable = { value: { state: 'unreadable', reason: 'not-in-this-package' } };

/** A PC that a release has set up for patients. */
async function patientsPc(protection = setUpForm.protection) {
	const pc = newPc(fakeKeyring());
	const release = openPremises(pc);
	await release.bridge.getSituation();
	expect(await release.bridge.setUp({ ...production, protection })).toMatchObject({ ok: true });
	await release.close();
	return pc;
}

const vaultOf = (folder: string) =>
	readdirSync(join(folder, 'vault'))
		.toSorted()
		.map((name) => [name, readFileSync(join(folder, 'vault', name)).toString('base64')]);

describe('a package that is not for patients', { timeout: slowMs }, () => {
	it('neither tries nor stores production when a PC is set up', async () => {
		const pc = newPc(fakeKeyring());
		const { bridge } = openPremises(pc, null, forTests);
		await bridge.getSituation();
		expect(await bridge.checkFacility(production.facility)).toEqual(refused);
		expect(await bridge.setUp(production)).toEqual(refused);
		expect(readdirSync(pc.folder)).not.toContain('vault');
		expect(await bridge.setUp(setUpForm)).toMatchObject({ ok: true });
	});

	it('replaces its facility by none of production', async () => {
		const { bridge } = openPremises(newPc(fakeKeyring()), null, forTests);
		await bridge.getSituation();
		await bridge.setUp(setUpForm);
		await bridge.openSettings({ pin: secrets.pin });
		expect(await bridge.replaceFacility(production.facility)).toEqual(refused);
		expect(await bridge.getSituation()).toMatchObject({
			value: { desk: { environment: 'sandbox' } },
		});
	});

	it('does not even offer a sealed file of production', async () => {
		const office = openPremises(await patientsPc());
		await office.bridge.getSituation();
		await office.bridge.openSettings({ pin: secrets.pin });
		const pc = newPc(fakeKeyring('reception'));
		const reception = openPremises(pc, null, forTests);
		await reception.bridge.getSituation();
		const reply = await reception.bridge.getPcKey({ protection: keyring });
		if (!reply.ok) throw new Error(reply.failure.code);
		await office.bridge.sealForPc(reply.value);
		const path = join(pc.folder, 'facility.sealed');
		writeFileSync(path, office.files.saved.get('ABHA Desk facility.sealed') ?? '');
		reception.files.chosen = path;
		expect(await reception.bridge.openSealedFile()).toEqual(refused);
		expect(await reception.bridge.acceptProvision({ pin: null })).toMatchObject({
			failure: { code: 'not-ready' },
		});
	});

	it.each([keyring, { method: 'passphrase' as const, passphrase: secrets.passphrase }])(
		'opens no desk on the vault of a release, kept by $method, and changes nothing of it',
		async (protection) => {
			const pc = await patientsPc(protection);
			const before = vaultOf(pc.folder);
			const { bridge } = openPremises(pc, null, forTests);
			const found = await bridge.getSituation();
			const opened =
				protection.method === 'keyring'
					? found
					: await bridge.unlock({ passphrase: protection.passphrase });
			expect(opened).toMatchObject(unreadable);
			expect(await bridge.setUp(setUpForm)).toMatchObject({ failure: { code: 'not-ready' } });
			expect(await bridge.findPatient({ query: '91-1234-5678-9012' })).toMatchObject({
				failure: { code: 'not-ready' },
			});
			expect(await bridge.getPcKey({ protection: keyring })).toMatchObject({
				failure: { code: 'not-ready' },
			});
			expect(await bridge.tryVaultAgain()).toEqual(found);
			expect(vaultOf(pc.folder)).toEqual(before);
		},
	);
});
