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
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../../main/facility/configuration.ts';
import { createPcKey, createSigningKey } from '../../../main/provisioning/keys.ts';
import { openSigner, saveSigner, signerPath } from '../../../main/provisioning/signer-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-signer-'));
	path = join(folder, 'abha-desk-seal', 'signing-key.json');
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

function write(content: unknown): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), {
		mode: 0o600,
	});
}

function refusalOf(action: () => void): string {
	try {
		action();
	} catch (error) {
		if (error instanceof ConfigurationError) return error.message.replace(path, '<path>');
		throw error;
	}
	return 'done';
}

describe('signerPath', () => {
	it.each([
		['linux', {}, '/home/asha/.config'],
		['linux', { XDG_CONFIG_HOME: '' }, '/home/asha/.config'],
		['linux', { XDG_CONFIG_HOME: '/elsewhere' }, '/elsewhere'],
		['darwin', { XDG_CONFIG_HOME: '/elsewhere' }, '/home/asha/Library/Application Support'],
		['win32', { APPDATA: '/roaming' }, '/roaming'],
		['win32', {}, '/home/asha/AppData/Roaming'],
	])('is the folder of settings of %s, with %j', (platform, environment, expected) => {
		const found = signerPath(platform, environment, '/home/asha');
		expect(found).toBe(join(expected, 'abha-desk-seal', 'signing-key.json'));
	});
});

describe('openSigner', () => {
	it('makes a key at the first use, and keeps it', () => {
		const first = openSigner(path, 'linux');
		expect(first).toMatchObject({ isNew: true, signer: { lastSerial: 0 } });
		expect(openSigner(path, 'linux')).toEqual({ ...first, isNew: false });
	});

	it.skipIf(process.platform === 'win32')('lets nobody else read it', () => {
		openSigner(path, 'linux');
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
	});

	it.skipIf(process.platform === 'win32').each([0o604, 0o640, 0o666])(
		'refuses a key that others can read: %i',
		(mode) => {
			openSigner(path, 'linux');
			chmodSync(path, mode);
			expect(refusalOf(() => openSigner(path, 'linux'))).toBe(
				'the signing key <path> can be read by others: make it yours alone (chmod 600)',
			);
		},
	);

	it('does not ask for modes on Windows', () => {
		openSigner(path, 'win32');
		chmodSync(path, 0o666);
		expect(openSigner(path, 'win32').isNew).toBe(false);
	});

	it.each([
		['nothing', ''],
		['NULs', '\0'.repeat(100)],
		['half of it', '{"format":1,"signingKey":"MC4CAQAwBQ'],
		['no key', { format: 1, signingKey: 'canary', lastSerial: 0 }],
		['a key of another kind', { format: 1, signingKey: createPcKey(), lastSerial: 0 }],
		['no serial', { format: 1, signingKey: createSigningKey() }],
		['another format', { format: 2, signingKey: createSigningKey(), lastSerial: 0 }],
	])('refuses a file of %s, and does not replace it', (_what, content) => {
		write(content);
		const before = readFileSync(path, 'utf8');
		expect(refusalOf(() => openSigner(path, 'linux'))).toBe(
			'the signing key <path> is damaged: put a copy of it back, or name another with --signing-key',
		);
		expect(readFileSync(path, 'utf8')).toBe(before);
	});

	it('says that it cannot be read', () => {
		mkdirSync(path, { recursive: true, mode: 0o700 });
		expect(refusalOf(() => openSigner(path, 'linux'))).toBe(
			'the signing key <path> cannot be read',
		);
	});

	it('says that it cannot be written', () => {
		writeFileSync(join(folder, 'abha-desk-seal'), 'a file in the way');
		expect(refusalOf(() => openSigner(path, 'win32'))).toMatch(/cannot be (?:read|written)$/);
	});
});

describe('saveSigner', () => {
	it('replaces the file as a whole and leaves nothing beside it', () => {
		const { signer } = openSigner(path, 'linux');
		saveSigner(path, { ...signer, lastSerial: 7 });
		expect(openSigner(path, 'linux').signer).toEqual({ ...signer, lastSerial: 7 });
		expect(readdirSync(dirname(path))).toEqual(['signing-key.json']);
	});

	it('keeps what there was when it cannot write, and leaves nothing beside it', () => {
		mkdirSync(join(path, 'in the way'), { recursive: true });
		const signer = { signingKey: createSigningKey(), lastSerial: 1 };
		expect(
			refusalOf(() => {
				saveSigner(path, signer);
			}),
		).toBe('the signing key <path> cannot be written');
		expect(existsSync(join(path, 'in the way'))).toBe(true);
		expect(readdirSync(dirname(path))).toEqual(['signing-key.json']);
	});
});
