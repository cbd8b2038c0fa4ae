import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../../main/facility/configuration.ts';
import { readProvisioningFile } from '../../../main/facility/provision.ts';

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
		readProvisioningFile(path);
	} catch (error) {
		if (error instanceof ConfigurationError) return error;
		throw error;
	}
	throw new Error('The file was taken');
}

describe('readProvisioningFile', () => {
	it.each([
		['in UTF-8', json],
		['with a byte order mark, as Windows editors write it', `\uFEFF${json}`],
		['with line breaks of Windows', `${json.replaceAll(',', ',\r\n')}\r\n`],
	])('reads a file %s', (_what, content) => {
		const configuration = readProvisioningFile(fileWith(content));
		expect(configuration.facilityName).toBe('आशा क्लिनिक');
		expect(configuration.clientSecret.reveal()).toBe('canary-client-secret');
	});

	it('takes a file of 64 KiB and refuses one that is larger', () => {
		expect(readProvisioningFile(fileWith(padded(64 * 1024))).clientId).toBe('SBX_000001');
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
