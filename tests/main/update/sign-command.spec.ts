import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFolderSource } from '../../../main/update/folder-source.ts';
import { readManifest } from '../../../main/update/manifest.ts';
import { runSignCommand } from '../../../main/update/sign-command.ts';
import { sha512Of } from '../../support/signed-updates.ts';
import { UpdatedPc } from '../../support/updated-pc.ts';

// Scrypt takes its time on a busy computer.
vi.setConfig({ testTimeout: 60_000 });

const passphrase = 'canary passphrase of a release';
const nowWallMs = Date.UTC(2026, 10, 23);

let folder: string;
let said: string[];
let complained: string[];
let answers: string[];
const keyPath = () => join(folder, 'config', 'abha-desk-update', 'signing-key.json');
const manifestPath = () => join(folder, 'release', 'abha-desk.update');

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-sign-'));
	mkdirSync(join(folder, 'release'));
	writeRelease('ABHA-Desk-Setup-0.2.0.exe', 'installer');
	writeRelease('abha-desk_0.2.0_amd64.deb', 'package');
	writeRelease('abha-desk-0.2.0.x86_64.rpm', 'package for others');
	writeRelease('ABHA-Desk-0.2.0.AppImage', '0.2.0');
	writeRelease('ABHA-Desk-0.2.0-arm64.AppImage', 'image');
	writeRelease('ABHA-Desk-Setup-0.2.0.exe.blockmap', 'map');
	writeRelease('latest.yml', 'version: 0.2.0');
	[said, complained, answers] = [[], [], []];
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function writeRelease(name: string, content: string): void {
	writeFileSync(join(folder, 'release', name), content);
}

function run(args: readonly string[], typed: readonly string[] = [passphrase], atMs = nowWallMs) {
	answers = [...typed];
	return runSignCommand({
		...{ arguments: args, folder, platform: process.platform, home: folder, nowWallMs: atMs },
		repository: join(folder, 'checkout'),
		environment: { XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: join(folder, 'config') },
		askPassphrase: () => Promise.resolve(answers.shift() ?? ''),
		say: (line) => said.push(line),
		complain: (line) => complained.push(line),
	});
}

const makeKey = () => run(['make-key'], [passphrase, passphrase]);
const sign = (...more: string[]) => run(['sign', 'release', '--version', '0.2.0', ...more]);

function publicKey(): string {
	return (JSON.parse(readFileSync(keyPath(), 'utf8')) as { publicKey: string }).publicKey;
}

function read() {
	return readManifest(readFileSync(manifestPath()), { current: publicKey(), next: null }).manifest;
}

describe('npm run sign-update', () => {
	it('makes a key that nobody else can read, and whose private half is nowhere in the open', async () => {
		expect(await makeKey()).toBe(0);
		if (process.platform !== 'win32') expect(statSync(keyPath()).mode & 0o777).toBe(0o600);
		const kept = readFileSync(keyPath(), 'utf8');
		expect(kept).not.toContain('MC4CAQAwBQYDK2Vw');
		expect(said).toContain(`Public key   ${publicKey()}`);
		expect(said.concat(complained).join('\n')).not.toContain('canary');
	});

	it('signs every installer of a folder, and nothing else in it', async () => {
		await makeKey();
		expect(await sign()).toBe(0);
		const { files, ...rest } = read();
		expect(rest).toEqual({
			...{ format: 1, product: 'abha-desk', channel: 'stable', version: '0.2.0' },
			counter: nowWallMs / 1000,
			...{ issuedAt: '2026-11-23T00:00:00.000Z', expiresAt: '2027-05-22T00:00:00.000Z' },
		});
		const listed = files.map(({ platform, arch, format }) => `${platform} ${arch} ${format}`);
		expect(listed).toEqual([
			...['linux arm64 appimage', 'linux x64 appimage', 'win32 x64 nsis'],
			...['linux x64 rpm', 'linux x64 deb'],
		]);
		const image = files.find(({ arch, format }) => arch === 'x64' && format === 'appimage');
		expect(image).toMatchObject({ size: 5, sha512: sha512Of(Buffer.from('0.2.0')) });
		expect(said).toContain(
			'This key is not pinned in this checkout: programs built from it refuse the manifest.',
		);
	});

	it('makes a folder that a PC updates itself from', async () => {
		await makeKey();
		await sign();
		const pc = new UpdatedPc();
		const updates = await pc.startWell('0.1.0', {
			source: () => createFolderSource(join(folder, 'release')),
			pinnedKeys: { current: null, next: publicKey() },
		});
		await updates.fetch();
		await updates.install('administrator');
		expect(pc.imageContent).toBe('0.2.0');
		pc.remove();
	});

	it('counts on, even when the clock was set back', async () => {
		await makeKey();
		await sign();
		const before = read().counter;
		await run(['sign', 'release', '--version', '0.2.0'], [passphrase], nowWallMs - 86_400_000);
		expect(read().counter).toBe(before + 1);
	});

	it('takes the passphrase from a file', async () => {
		writeFileSync(join(folder, 'passphrase'), `${passphrase}\n`);
		expect(await run(['make-key', '--passphrase-file', 'passphrase'], [])).toBe(0);
		expect(await sign()).toBe(0);
	});

	it.each([
		['no verb', [], 'make-key, or sign and one folder, is needed'],
		['another verb', ['steal', 'release'], 'make-key, or sign and one folder, is needed'],
		['no folder', ['sign', '--version', '0.2.0'], 'make-key, or sign and one folder, is needed'],
		['an unknown switch', ['sign', 'release', '--force'], 'a switch is not known'],
		['no version', ['sign', 'release'], '--version must be three numbers'],
		['a version that is none', ['sign', 'release', '--version', 'v1'], '--version must be three'],
		['a channel with a dot', ['sign', 'x', '--version', '0.2.0', '--channel', 'a.b'], '--channel'],
		['no days', ['sign', 'x', '--version', '0.2.0', '--days', '0'], '--days must be'],
		[
			'a key in the checkout',
			['make-key', '--key', 'checkout/key.json'],
			'must not lie in the repo',
		],
		['no key', ['sign', 'release', '--version', '0.2.0'], 'there is no signing key'],
	])('refuses %s with exit code 2', async (_what, args, words) => {
		expect(await run(args)).toBe(2);
		expect(complained.join()).toContain(words);
		expect(existsSync(manifestPath())).toBe(false);
	});

	it.each([
		['too short', ['short', 'short'], 'needs 16 characters'],
		['not the same twice', [passphrase, `${passphrase}!`], 'are not the same'],
	])('makes no key under a passphrase that is %s', async (_what, typed, words) => {
		expect(await run(['make-key'], typed)).toBe(2);
		expect(complained.join()).toContain(words);
		expect(existsSync(keyPath())).toBe(false);
	});

	it('never makes a key over another', async () => {
		await makeKey();
		const before = readFileSync(keyPath(), 'utf8');
		expect(await makeKey()).toBe(2);
		expect(readFileSync(keyPath(), 'utf8')).toBe(before);
	});

	it('signs nothing with a wrong passphrase, a damaged key, or one that others can read', async () => {
		await makeKey();
		expect(await run(['sign', 'release', '--version', '0.2.0'], ['another passphrase'])).toBe(2);
		const whole = readFileSync(keyPath(), 'utf8');
		writeFileSync(keyPath(), whole.slice(0, -9), { mode: 0o600 });
		expect(await sign()).toBe(2);
		writeFileSync(keyPath(), whole);
		if (process.platform !== 'win32') {
			chmodSync(keyPath(), 0o644);
			expect(await sign()).toBe(2);
		}
		expect(complained[0]).toContain('does not open the signing key');
		expect(complained[1]).toContain('is damaged');
		expect(existsSync(manifestPath())).toBe(false);
	});

	it.each([
		['another version in its name', 'ABHA-Desk-Setup-0.1.9.exe', 'does not have 0.2.0 in its name'],
		['its version only as a part', 'ABHA-Desk-10.2.0.exe', 'does not have 0.2.0 in its name'],
		['a space in its name', 'ABHA Desk Setup 0.2.0.exe', 'only letters, digits'],
		['a twin', 'ABHA-Desk-0.2.0-x64.deb', 'are for the same PCs'],
	])('signs nothing beside an installer that has %s', async (_what, name, words) => {
		await makeKey();
		writeRelease(name, 'x');
		expect(await sign()).toBe(2);
		expect(complained.join()).toContain(words);
		expect(readdirSync(join(folder, 'release'))).not.toContain('abha-desk.update');
	});
});
