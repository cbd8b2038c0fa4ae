import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { manifestName, maxManifestBytes } from '../../../main/update/manifest.ts';
import { frame } from '../../../main/vault/file-frame.ts';
import { refusing } from '../../support/faulty-file-system.ts';
import {
	currentKey,
	dayMs,
	refusalOf,
	release,
	signJson,
	strangersKey,
} from '../../support/signed-updates.ts';
import { freshPc, itSays } from '../../support/update-matrix.ts';

const pc = freshPc();
function alter(name: string, at: number): void {
	const bytes = Buffer.from(pc().source.files.get(name) ?? '');
	bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
	pc().source.files.set(name, bytes);
}

/** The release of this test, with fields changed, and signed. */
function publishWith(fields: object): void {
	pc().source.files.set(
		manifestName,
		signJson(JSON.stringify({ ...pc().release('0.2.0', 7).manifest, ...fields })),
	);
}

const fileWith = (fields: object) => ({
	files: pc()
		.release('0.2.0', 7)
		.manifest.files.map((file) => ({ ...file, ...fields })),
});
const at = (ms: number) => new Date(pc().clock.wallNowMs() + ms).toISOString();
const takeHighest = async (version: string, counter: number) => {
	pc().publish(version, counter);
	await pc().start().check();
};

itSays('A manifest', pc, [
	{ what: 'nothing', tamper: () => undefined, says: null },
	{ what: 'updates are off', tamper: () => void (pc().isOff = true), says: 'off' },
	{
		what: 'no key is pinned',
		tamper: () => undefined,
		changes: () => ({ pinnedKeys: { current: null, next: null } }),
		says: 'no-pinned-keys',
	},
	{
		what: 'a running version that is none',
		tamper: () => undefined,
		changes: () => ({ runningVersion: 'development' }),
		says: 'unknown-running-version',
	},
	{
		what: 'a record of a newer version',
		tamper: () => {
			writeFileSync(join(pc().updateFolder, 'update-record'), frame(Buffer.from('{}'), 99));
		},
		says: 'record-unreadable',
	},
	{
		what: 'no manifest',
		tamper: () => {
			pc().source.files.clear();
		},
		says: 'nothing-there',
	},
	{
		what: 'a manifest too large',
		tamper: () => void pc().source.files.set(manifestName, Buffer.alloc(maxManifestBytes + 1)),
		says: 'too-large',
	},
	{
		what: 'a manifest without a signature',
		tamper: () => {
			const { manifest } = pc().release('0.2.0', 7);
			pc().source.files.set(manifestName, Buffer.from(JSON.stringify(manifest)));
		},
		says: 'unsigned',
	},
	{
		what: 'a manifest cut in its header',
		tamper: () => {
			const whole = pc().source.files.get(manifestName);
			pc().source.files.set(manifestName, whole!.subarray(0, 90));
		},
		says: 'unsigned',
	},
	{
		what: 'a manifest cut in its content',
		tamper: () => {
			const whole = pc().source.files.get(manifestName);
			pc().source.files.set(manifestName, whole!.subarray(0, -9));
		},
		says: 'altered',
	},
	{
		what: 'a stranger’s key',
		tamper: () => {
			pc().source.publish(pc().release('0.2.0', 7), strangersKey);
		},
		says: 'wrong-key',
	},
	{
		what: 'an altered byte',
		tamper: () => {
			alter(manifestName, 300);
		},
		says: 'altered',
	},
	{
		what: 'a signature for something else',
		tamper: () => {
			const json = JSON.stringify(pc().release('0.2.0', 7).manifest);
			pc().source.files.set(manifestName, signJson(json, currentKey, 'ABHA Desk sealed file\n'));
		},
		says: 'altered',
	},
	{
		what: 'a later format',
		tamper: () => {
			publishWith({ format: 2 });
		},
		says: 'newer-format',
	},
	{
		what: 'a field too many',
		tamper: () => {
			publishWith({ script: 'x' });
		},
		says: 'not-a-manifest',
	},
	...['../abha-desk.exe', '/etc/passwd', 'a\\b.exe', '%APPDATA%.exe'].map((name) => ({
		what: `a file name ${name}`,
		tamper: () => {
			publishWith(fileWith({ name }));
		},
		says: 'bad-file-name',
	})),
	{
		what: 'another product',
		tamper: () => {
			publishWith({ product: 'abha-kiosk' });
		},
		says: 'other-product',
	},
	{
		what: 'another channel',
		tamper: () => {
			publishWith({ channel: 'beta' });
		},
		says: 'other-channel',
	},
	{
		what: 'issued in two days',
		tamper: () => {
			publishWith({ issuedAt: at(2 * dayMs) });
		},
		says: 'issued-in-future',
	},
	{
		what: 'issued in half a day (a wrong time zone)',
		tamper: () => {
			publishWith({ issuedAt: at(dayMs / 2) });
		},
		says: null,
	},
	{
		what: 'expired',
		tamper: () => {
			pc().clock.advance(181 * dayMs);
		},
		says: 'expired',
	},
	{
		what: 'expired, and of the running version (frozen)',
		tamper: () => {
			pc().publish('0.1.0', 7);
			pc().clock.advance(181 * dayMs);
		},
		says: 'expired',
	},
	{
		what: 'an older counter',
		tamper: async () => {
			await takeHighest('0.1.9', 8);
			pc().publish('0.2.0', 7);
		},
		says: 'older-counter',
	},
	{
		what: 'the same counter again, the same manifest',
		tamper: async () => {
			await takeHighest('0.2.0', 7);
		},
		says: null,
	},
	{
		what: 'the same counter, another manifest',
		tamper: async () => {
			await takeHighest('0.3.0', 7);
			pc().publish('0.2.0', 7);
		},
		says: 'same-counter',
	},
	{
		what: 'a version below the running one',
		tamper: () => {
			pc().publish('0.0.9', 7);
		},
		says: 'older-version',
	},
	{
		what: 'no file for this platform',
		tamper: () => {
			publishWith({ files: [pc().release('0.2.0', 7).manifest.files[1]] });
		},
		says: 'not-for-this-pc',
	},
	{
		what: 'no file for this processor',
		tamper: () => {
			publishWith(fileWith({ arch: 'arm64' }));
		},
		says: 'not-for-this-pc',
	},
	{
		what: 'a program that nobody installed',
		tamper: () => undefined,
		changes: () => ({ installation: null }),
		says: 'not-for-this-pc',
	},

	{
		what: 'a file in the place of our folder',
		tamper: () => {
			writeFileSync(join(pc().folder, 'in-the-way'), '');
		},
		changes: () => ({ folder: join(pc().folder, 'in-the-way') }),
		says: 'record-unreadable',
	},
	{
		what: 'a full disk: the counter could not be remembered',
		tamper: () => undefined,
		changes: () => ({
			fileSystem: refusing('ENOSPC', ({ operation }) => operation === 'writeFile'),
		}),
		says: 'not-saved',
	},
]);

it('remembers nothing of a manifest that it refused', async () => {
	const updates = await pc().startWell();
	pc().source.publish(release('0.9.0', 900, pc().clock.wallNowMs() + 9 * dayMs));
	expect(await refusalOf(updates.check())).toBe('issued-in-future');
	pc().publish('0.2.0', 7);
	expect(await updates.check()).toMatchObject({ state: 'offered', version: '0.2.0' });
});
