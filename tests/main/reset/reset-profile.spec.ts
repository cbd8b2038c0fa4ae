import {
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { orderReset } from '../../../main/reset/order-reset.ts';
import { belongsTo, markerName } from '../../../main/reset/profile-contents.ts';
import {
	removeEmptyFolder,
	removeMarker,
	resetProfile,
	whyNotReset,
} from '../../../main/reset/reset-profile.ts';

let root: string;
let folder: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'abha-desk-reset-'));
	folder = join(root, 'profile');
	for (const path of files) write(join(folder, path));
});
afterEach(() => {
	rmSync(root, { recursive: true, force: true });
});

const files = [
	'vault/vault.bin',
	'vault/vault.bin.bak',
	'vault/vault.bin.tmp-1-2',
	'vault/vault.bin.unreadable-2026-11-23T063000.000Z',
	'activity/activity-2026-11.jsonl',
	'activity-0a1b2c3d/activity-2026-10.jsonl',
	'logs/abha-desk-2026-11-23.log',
	'settings.json',
	'settings-damaged-2026-11-23T06-30-00.000Z.json',
	'window.json',
	'updates/abha-desk-0.2.0.deb',
	'Cache/Cache_Data/index',
	'Code Cache/js/index',
	'GPUCache/data_0',
	'Local Storage/leveldb/CURRENT',
	'Preferences',
	'Preferences~RF1a2b3c.TMP',
];

function write(path: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, 'canary');
}

const profile = (isOwn = false) => ({ folder, isOwn, homeFolder: '/home/asha' });
const counts = (parts: ReadonlyMap<string, { removed: number; refused: number }>) =>
	Object.fromEntries([...parts].map(([part, { removed }]) => [part, removed]));

describe('resetProfile', () => {
	it('removes all that this program and Chromium made, and counts it', async () => {
		const { parts, strangers } = await resetProfile(profile());
		expect(counts(parts)).toEqual({
			...{ vault: 4, activity: 2, log: 1, settings: 3, updates: 1, browser: 6 },
		});
		expect(strangers).toBe(0);
		expect(readdirSync(folder)).toEqual([]);
		await removeEmptyFolder(folder);
		expect(existsSync(folder)).toBe(false);
	});

	it('begins with the vault, whatever else cannot go', async () => {
		const { parts } = await resetProfile(profile());
		expect([...parts.keys()][0]).toBe('vault');
	});

	it('leaves what it did not make alone in a folder that somebody chose', async () => {
		write(join(folder, 'Accounts 2026.ods'));
		write(join(folder, 'photos/asha.jpg'));
		const { strangers } = await resetProfile(profile());
		expect(strangers).toBe(2);
		expect(readdirSync(folder).toSorted()).toEqual(['Accounts 2026.ods', 'photos']);
		await removeEmptyFolder(folder);
		expect(existsSync(join(folder, 'photos/asha.jpg'))).toBe(true);
	});

	it('removes everything in the folder of its own name', async () => {
		write(join(folder, 'SomethingNewOfChromium/x'));
		const { strangers } = await resetProfile(profile(true));
		expect(strangers).toBe(0);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('removes links and follows none of them', async () => {
		const outside = join(root, 'outside');
		write(join(outside, 'precious.txt'));
		symlinkSync(outside, join(folder, 'Crashpad'));
		symlinkSync(outside, join(folder, 'vault', 'linked'));
		symlinkSync(join(outside, 'precious.txt'), join(folder, 'Local State'));
		rmSync(join(folder, 'logs'), { recursive: true });
		symlinkSync(outside, join(folder, 'logs'));
		await resetProfile(profile());
		expect(readdirSync(folder)).toEqual([]);
		expect(readdirSync(outside)).toEqual(['precious.txt']);
	});

	it('keeps the lock of the process that does it, and the order until the end', async () => {
		writeFileSync(join(folder, markerName), '');
		symlinkSync('host-1', join(folder, 'SingletonLock'));
		await resetProfile(profile(true));
		expect(readdirSync(folder).toSorted()).toEqual(['SingletonLock', markerName].toSorted());
		await removeMarker(folder);
		await removeMarker(folder);
		expect(readdirSync(folder)).toEqual(['SingletonLock']);
	});

	it('has nothing to do where there is no profile', async () => {
		const { parts } = await resetProfile({ ...profile(), folder: join(root, 'nowhere') });
		expect(parts.size).toBe(0);
	});
});

describe('whyNotReset', () => {
	it('takes a profile', async () => {
		expect(await whyNotReset(profile())).toBeNull();
		expect(await whyNotReset({ ...profile(), folder: join(root, 'nowhere') })).toBeNull();
	});

	it('refuses a profile that is a link, its own name or not', async () => {
		symlinkSync(folder, join(root, 'link'));
		for (const isOwn of [true, false]) {
			expect(await whyNotReset({ ...profile(isOwn), folder: join(root, 'link') })).toBe('link');
		}
	});

	it('refuses a folder that was never a profile', async () => {
		rmSync(join(folder, 'logs'), { recursive: true });
		rmSync(join(folder, 'vault'), { recursive: true });
		expect(await whyNotReset(profile())).toBe('not-ours');
		expect(await whyNotReset(profile(true))).toBeNull();
	});

	it('refuses a home, and what a home lies in, though there is a profile in it', async () => {
		for (const homeFolder of [folder, join(folder, 'asha')]) {
			expect(await whyNotReset({ ...profile(), homeFolder })).toBe('not-ours');
		}
		expect(await whyNotReset({ ...profile(), homeFolder: root })).toBeNull();
	});
});

describe('belongsTo', () => {
	it('takes no name for ours that only begins or ends like one', () => {
		for (const name of ['vault2', 'my settings.json', 'activity-log', 'logs.zip', 'Cache.zip']) {
			expect(belongsTo(name)).toBe('stranger');
		}
	});

	it('takes no name that people give for ours', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z]{1,12}\.(?:pdf|odt|jpg|xlsx|txt)$/), (name) => {
				expect(belongsTo(name)).toBe('stranger');
			}),
		);
	});
});

describe('orderReset', () => {
	it('leaves the order in the profile, for its user alone, and removes nothing', async () => {
		await orderReset(profile());
		expect(lstatSync(join(folder, markerName)).mode & 0o777).toBe(0o600);
		expect(existsSync(join(folder, 'vault/vault.bin'))).toBe(true);
		// An order that stands already is as good.
		await orderReset(profile());
	});

	it('writes through no link that somebody put in its place', async () => {
		const precious = join(root, 'precious.txt');
		writeFileSync(precious, 'kept');
		symlinkSync(precious, join(folder, markerName));
		await orderReset(profile());
		expect(lstatSync(precious).size).toBe(4);
	});

	it('refuses what may not be reset, and a folder that takes nothing', async () => {
		symlinkSync(folder, join(root, 'link'));
		await expect(orderReset({ ...profile(), folder: join(root, 'link') })).rejects.toMatchObject({
			failure: { code: 'reset-refused', reason: 'link' },
		});
		await expect(orderReset({ ...profile(), folder: join(root, 'nowhere') })).rejects.toMatchObject(
			{ failure: { code: 'reset-refused', reason: 'not-writable' } },
		);
	});
});
