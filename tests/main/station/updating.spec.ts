import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { systemClock } from '../../../main/clock.ts';
import { manifestName, signManifest } from '../../../main/update/manifest.ts';
import type { OnDemandOptions } from '../../../main/update/updates-on-demand.ts';
import { type FakePc, fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { secrets, setUpForm } from '../../support/set-up-forms.ts';
import { appImage, currentKey, release, testKeys } from '../../support/signed-updates.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

const refused = (reason: string) => ({ ok: false, failure: { code: 'update-refused', reason } });
const pinRequired = { ok: false, failure: { code: 'pin-required' } };

/** A desk that is set up, as an AppImage, and a stick with a newer version. */
async function openPc(instead: Partial<OnDemandOptions> = {}, pc: FakePc = newPc(fakeKeyring())) {
	const image = join(pc.folder, 'ABHA Desk.AppImage');
	if (!existsSync(image)) writeFileSync(image, '0.1.0');
	const desk = openPremises(
		pc,
		null,
		{},
		{
			...{ pinnedKeys: testKeys, installation: appImage(image) },
			...instead,
		},
	);
	await desk.bridge.getSituation();
	await desk.bridge.setUp(setUpForm);
	const stick = join(pc.folder, 'stick');
	mkdirSync(stick, { recursive: true });
	const { manifest, installers } = release('0.2.0', 7, systemClock.wallNowMs());
	writeFileSync(join(stick, manifestName), signManifest(manifest, currentKey));
	for (const [name, bytes] of Object.entries(installers)) writeFileSync(join(stick, name), bytes);
	return { pc, stick, image, ...desk };
}

async function openWithStick(instead: Partial<OnDemandOptions> = {}) {
	const opened = await openPc(instead);
	await opened.bridge.openSettings({ pin: secrets.pin });
	const place = { source: 'folder', place: opened.stick } as const;
	expect(await opened.bridge.changeUpdates(place)).toMatchObject({ value: { updates: place } });
	return opened;
}

describe('updates', { timeout: slowMs }, () => {
	it('are off as the program comes: nothing is asked, nothing is kept', async () => {
		const { bridge, pc } = await openPc();
		await bridge.openSettings({ pin: secrets.pin });
		expect(await bridge.getUpdateState()).toEqual({
			ok: true,
			value: { runningVersion: '0.1.0', hasPinnedKeys: true, isInstalled: true, waiting: null },
		});
		expect(await bridge.checkForUpdates()).toEqual(refused('off'));
		expect(await bridge.fetchUpdate()).toEqual(refused('off'));
		expect(await bridge.installUpdate()).toEqual(refused('nothing-fetched'));
		expect(existsSync(join(pc.folder, 'updates'))).toBe(false);
	});

	it('are for nobody without the PIN', async () => {
		const { bridge, stick, files } = await openPc();
		files.folder = stick;
		expect(await bridge.changeUpdates({ source: 'folder', place: stick })).toEqual(pinRequired);
		expect(await bridge.chooseUpdateFolder()).toEqual(pinRequired);
		expect(await bridge.getUpdateState()).toEqual(pinRequired);
		expect(await bridge.checkForUpdates()).toEqual(pinRequired);
		expect(await bridge.fetchUpdate()).toEqual(pinRequired);
		expect(await bridge.installUpdate()).toEqual(pinRequired);
	});

	it('are found on a stick, fetched, and installed by an administrator outside of a visit', async () => {
		const { bridge, handedOver, image } = await openWithStick();
		const updatesInLog = async () => {
			const reply = await bridge.getActivity({ month: null, group: 'administration', offset: 0 });
			const entries = reply.ok ? reply.value.entries : [];
			return entries.filter(({ event }) => event === 'update-begun').map(({ detail }) => detail);
		};
		const offer = { value: { state: 'offered', version: '0.2.0', sizeBytes: 5 } };
		expect(await bridge.checkForUpdates()).toMatchObject(offer);
		expect(await bridge.fetchUpdate()).toMatchObject(offer);
		expect(await bridge.getUpdateState()).toMatchObject({ value: { waiting: '0.2.0' } });
		expect(handedOver).toEqual([]);
		expect(await updatesInLog()).toEqual([]);
		expect(await bridge.installUpdate()).toEqual({ ok: true, value: { fileToInstall: null } });
		expect(handedOver).toEqual([{ kind: 'relaunch', program: image }]);
		expect(await updatesInLog()).toEqual(['v0-2-0']);
	});

	it('are not installed while a patient is being served', async () => {
		const opened = await openWithStick();
		const { bridge, handedOver, station } = opened;
		await bridge.fetchUpdate();
		Object.defineProperty(station, 'isVisitOpen', { value: true });
		expect(await bridge.installUpdate()).toEqual(refused('busy'));
		expect(handedOver).toEqual([]);
	});

	it('are refused by a build that pins no keys, whoever signed them', async () => {
		const { bridge, written } = await openWithStick({
			pinnedKeys: { current: null, next: null },
		});
		expect(await bridge.getUpdateState()).toMatchObject({ value: { hasPinnedKeys: false } });
		expect(await bridge.checkForUpdates()).toEqual(refused('no-pinned-keys'));
		expect(written.join()).toContain('"reason":"no-pinned-keys"');
	});

	it('that the system has to install are shown to the person', async () => {
		const { bridge, handedOver, stick } = await openWithStick({
			installation: { ...{ platform: 'linux', arch: 'x64', format: 'deb' }, tools: null },
		});
		const { manifest } = release('0.2.0', 8, systemClock.wallNowMs());
		const files = manifest.files.map((file) =>
			file.format === 'appimage' ? { ...file, format: 'deb' as const } : file,
		);
		writeFileSync(join(stick, manifestName), signManifest({ ...manifest, files }, currentKey));
		expect(await bridge.fetchUpdate()).toMatchObject({ ok: true });
		expect(await bridge.installUpdate()).toEqual({
			ok: true,
			value: { fileToInstall: expect.stringMatching(/updates.0\.2\.0\.deb$/) as string },
		});
		expect(handedOver).toEqual([]);
	});

	it('come from a place that can be one', async () => {
		const { bridge, files } = await openWithStick();
		const wrong = (problem: string) => ({
			failure: { code: 'invalid-input', problem: { field: 'updatePlace', problem } },
		});
		const changes = [
			['https', '', 'missing'],
			['https', 'http://clinic.invalid/updates', 'not-https'],
			['https', 'https://user:word@clinic.invalid/updates', 'not-https'],
			['folder', 'stick', 'not-a-folder'],
		] as const;
		for (const [source, place, problem] of changes) {
			expect(await bridge.changeUpdates({ source, place })).toMatchObject(wrong(problem));
		}
		expect(await bridge.chooseUpdateFolder()).toEqual({ ok: true, value: { folder: null } });
		files.folder = '/media/stick';
		expect(await bridge.chooseUpdateFolder()).toMatchObject({ value: { folder: '/media/stick' } });
		expect(await bridge.changeUpdates({ source: 'off', place: 'x' })).toMatchObject({
			value: { updates: { source: 'off', place: '' } },
		});
	});
});
