import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ConfigurationError } from '../../../main/facility/configuration.ts';
import {
	type PlainProvision,
	readProvision,
	readProvisionOfStart,
	readSealedFile,
} from '../../../main/provisioning/provision-file.ts';

const json = JSON.stringify({
	format: 1,
	environment: 'sandbox',
	generation: 'v1v2',
	clientId: 'SBX_000001',
	clientSecret: 'canary-client-secret',
	hipId: 'IN2910000007',
	facilityName: 'आशा क्लिनिक',
});

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-provision-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

function fileWith(content: string | Buffer): string {
	const path = join(folder, 'facility.json');
	writeFileSync(path, content);
	return path;
}

/** The JSON with spaces after it, `bytes` in all. */
function padded(bytes: number): string {
	return json + ' '.repeat(bytes - Buffer.byteLength(json));
}

function refusalOf(path: string): ConfigurationError {
	try {
		readProvision(path);
	} catch (error) {
		if (error instanceof ConfigurationError) return error;
		throw error;
	}
	throw new Error('The file was taken');
}

/** What a plain file brings. */
function plain(path: string): PlainProvision {
	const provision = readProvision(path);
	if (provision.kind !== 'plain') throw new Error('The file is sealed');
	return provision;
}

/** The JSON with more fields. */
function jsonWith(fields: object): string {
	return JSON.stringify({ ...(JSON.parse(json) as object), ...fields });
}

describe('readProvision', () => {
	it.each([
		['in UTF-8', json],
		['with a byte order mark, as Windows editors write it', `\uFEFF${json}`],
		['with line breaks of Windows', `${json.replaceAll(',', ',\r\n')}\r\n`],
	])('reads a file %s', (_what, content) => {
		const { configuration } = plain(fileWith(content));
		expect(configuration.facilityName).toBe('आशा क्लिनिक');
		expect(configuration.clientSecret.reveal()).toBe('canary-client-secret');
	});

	it('takes a file of 64 KiB and refuses one that is larger', () => {
		expect(plain(fileWith(padded(64 * 1024))).configuration.clientId).toBe('SBX_000001');
		expect(refusalOf(fileWith(padded(64 * 1024 + 1))).message).toBe('the file is too large');
	});

	it('says that a file which is not there cannot be read', () => {
		expect(refusalOf(join(folder, 'gone.json')).message).toBe('the file cannot be read');
	});

	it('says that a folder cannot be read', () => {
		expect(refusalOf(folder).message).toBe('the file cannot be read');
	});

	it.each([
		['nothing', ''],
		['a word', 'canary'],
		['half a file', json.slice(0, -20)],
		['two objects', json + json],
	])('says of %s that it is not JSON', (_what, content) => {
		expect(refusalOf(fileWith(content)).message).toBe('the file is not JSON');
	});

	it('says of UTF-16, as Windows editors also write it, that it is not UTF-8', () => {
		const content = Buffer.from(`\uFEFF${json}`, 'utf16le');
		expect(refusalOf(fileWith(content)).message).toBe('the file is not UTF-8');
	});

	it.each(['[]', '[{"format":1}]', 'null', '"canary"', '42'])(
		'asks for one object: %s',
		(content) => {
			expect(refusalOf(fileWith(content)).message).toBe('the file must hold one JSON object');
		},
	);

	it('names the field that is wrong', () => {
		const content = json.replace('SBX_000001', '');
		expect(refusalOf(fileWith(content)).message).toBe('field "clientId" is empty');
	});

	it.each([
		['cut short', json.slice(0, -20)],
		['cut in the middle of the secret', json.slice(0, json.indexOf('canary') + 12)],
		['with a value of the wrong kind', json.replace('"v1v2"', '["canary"]')],
		['with the secret as a field', json.replace('"clientSecret":', '')],
		['with a field that does not belong', json.replace('{', '{"canary-1":"canary-2",')],
	])('says nothing of what stands in a file %s, not even in its causes', (_what, content) => {
		const refusal = refusalOf(fileWith(content));
		expect(refusal.message + (refusal.stack ?? '')).not.toContain('canary');
		expect(refusal.cause).toBeUndefined();
	});
});

describe('a provisioning file', () => {
	it('may bring the administrator’s PIN and the desk’s name', () => {
		const content = jsonWith({ administratorPin: '0४८२ 915', deskName: ' OPD काउंटर 2 ' });
		const { pin, deskName, configuration } = plain(fileWith(content));
		expect(pin?.reveal()).toBe('0482915');
		expect(deskName).toBe('OPD काउंटर 2');
		expect(configuration.facilityName).toBe('आशा क्लिनिक');
		expect(JSON.stringify(plain(fileWith(content)))).not.toContain('482915');
	});

	it('need not', () => {
		expect(plain(fileWith(json))).toMatchObject({
			pin: null,
			deskName: null,
			kiosk: null,
		});
		expect(plain(fileWith(jsonWith({ deskName: ' ' }))).deskName).toBeNull();
	});

	it.each(['', '123456', '48291', 'canary', 482915, null, ['482915']])(
		'is refused with the PIN %j, which it does not repeat',
		(administratorPin) => {
			expect(refusalOf(fileWith(jsonWith({ administratorPin }))).message).toBe(
				'field "administratorPin" must be 6 to 12 digits in quotes, and none that everybody tries first',
			);
		},
	);

	it.each(['x'.repeat(61), 'two\nlines', 7, null])(
		'is refused with the desk name %j',
		(deskName) => {
			expect(refusalOf(fileWith(jsonWith({ deskName }))).message).toBe(
				'field "deskName" must be at most 60 characters on one line',
			);
		},
	);

	it('still may bring nothing else', () => {
		expect(refusalOf(fileWith(jsonWith({ pin: '482915' }))).message).toBe(
			'a field that does not belong here: "pin"',
		);
	});
});

/** As much of a sealed file as is looked at before the vault is open. */
const sealedBeginning = '{"format":"abha-desk-sealed","version":1,';

describe('a sealed file', () => {
	it.each([
		['whole or not', sealedBeginning],
		['after a byte order mark', `\uFEFF${sealedBeginning}`],
		['with many certificates', sealedBeginning + 'x'.repeat(2_000_000)],
	])('is known by its beginning: %s', (_what, content) => {
		const text = content.replace('\uFEFF', '');
		expect(readProvision(fileWith(content))).toEqual({ kind: 'sealed', text });
		expect(readSealedFile(fileWith(content))).toEqual({ kind: 'sealed', text });
	});

	it('has two megabytes at most', () => {
		const path = fileWith(sealedBeginning + 'x'.repeat(2 * 1024 * 1024));
		expect(refusalOf(path).message).toBe('the file is too large');
	});
});

describe('readSealedFile', () => {
	it.each([
		['a plain file', json],
		['something else', 'canary'],
		['nothing', ''],
		['another encoding', Buffer.from(sealedBeginning, 'utf16le')],
		['too much', sealedBeginning + 'x'.repeat(2 * 1024 * 1024)],
	])('refuses %s', (_what, content) => {
		const failure = { code: 'sealed-file-refused', reason: 'not-a-sealed-file' };
		expect(() => readSealedFile(fileWith(content))).toThrow(expect.objectContaining({ failure }));
	});

	it('refuses a file that is gone, and a folder', () => {
		const failure = { code: 'sealed-file-refused', reason: 'not-a-sealed-file' };
		for (const path of [join(folder, 'gone.json'), folder]) {
			expect(() => readSealedFile(path)).toThrow(expect.objectContaining({ failure }));
		}
	});

	it('makes a kiosk only of a PC that somebody can unlock again', () => {
		const pin = { administratorPin: '482915' };
		expect(plain(fileWith(jsonWith({ ...pin, kiosk: true }))).kiosk).toBe(true);
		expect(plain(fileWith(jsonWith({ kiosk: false }))).kiosk).toBe(false);
		expect(refusalOf(fileWith(jsonWith({ kiosk: true }))).message).toContain('administratorPin');
		expect(refusalOf(fileWith(jsonWith({ ...pin, kiosk: 'yes' }))).message).toContain('kiosk');
	});
});

describe('readProvisionOfStart', () => {
	it('has nothing to read when the program was started with no file', () => {
		expect(readProvisionOfStart(undefined, true)).toBeNull();
	});

	it('reads the file, and advises to delete what stands in it as plain text', () => {
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
		expect(readProvisionOfStart(fileWith(json), true)).toMatchObject({ kind: 'plain' });
		const said = write.mock.calls.join();
		write.mockRestore();
		expect(said).toMatch(/plain text; delete it after use\n$/);
		expect(said).not.toContain('canary');
	});

	it('refuses production, by name or by address, in a package that is for tests', () => {
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
		const urls = { sessions: 'https://LIVE.abdm.gov.in./gateway', abha: 'https://pc.invalid' };
		const own = { generation: 'v1v2', environment: 'custom', urls };
		for (const content of [jsonWith({ environment: 'production' }), jsonWith(own)]) {
			const path = fileWith(content);
			expect(readProvisionOfStart(path, true)).toMatchObject({ kind: 'plain' });
			write.mockClear();
			expect(readProvisionOfStart(path, false)).toBe('refused');
			expect(write.mock.calls).toEqual([
				[expect.stringMatching(/refused: field "environment" must not lead to production/)],
			]);
		}
		expect(readProvisionOfStart(fileWith(json), false)).toMatchObject({ kind: 'plain' });
		write.mockRestore();
	});

	it('says on the console why it refuses one', () => {
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
		expect(readProvisionOfStart(join(folder, 'gone.json'), true)).toBe('refused');
		expect(write.mock.calls).toEqual([
			['ABHA Desk: the provisioning file was refused: the file cannot be read\n'],
		]);
		write.mockRestore();
	});
});
