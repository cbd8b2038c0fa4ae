import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createPcKey, pcKeyText } from '../../../main/provisioning/keys.ts';
import { runSealCommand } from '../../../main/provisioning/seal-command.ts';
import { newSealState } from '../../../main/provisioning/seal-state.ts';
import { unsealProvision } from '../../../main/provisioning/sealed-file.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const facility = {
	...{ format: 1, environment: 'sandbox', generation: 'v3', clientId: 'SBX_000001' },
	...{ clientSecret: 'canary-client-secret', hipId: 'IN2910000007', facilityName: 'Asha Clinic' },
};
const pcPrivateKey = createPcKey();
const pcKey = pcKeyText(pcPrivateKey);
const nowWallMs = Date.UTC(2026, 10, 23);
const serial = nowWallMs / 1000;

let folder: string;
let said: string[];
let complained: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-seal-'));
	writeFacility(facility);
	said = [];
	complained = [];
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

function writeFacility(content: object): void {
	writeFileSync(join(folder, 'facility.json'), JSON.stringify(content));
}

function run(args: readonly string[], atMs = nowWallMs): number {
	return runSealCommand({
		arguments: args,
		folder,
		platform: process.platform,
		environment: { XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: join(folder, 'config') },
		home: folder,
		nowWallMs: atMs,
		say: (line) => said.push(line),
		complain: (line) => complained.push(line),
	});
}

/** What the PC finds in the file `name`. */
function unseal(name: string) {
	const text = readFileSync(join(folder, name), 'utf8');
	return unsealProvision(text, { ...newSealState(), pcPrivateKey }, nowWallMs);
}

const defaultName = `facility-${String(serial)}.sealed`;

describe('npm run seal', () => {
	it('makes a file that the PC takes, beside the plain one', () => {
		writeFacility({ ...facility, administratorPin: '482915', deskName: 'OPD 2' });
		expect(run(['--for', pcKey, 'facility.json'])).toBe(0);
		const { provision, signer } = unseal(defaultName);
		expect(provision.configuration.clientSecret.reveal()).toBe('canary-client-secret');
		expect(provision.pin?.reveal()).toBe('482915');
		expect(provision.deskName).toBe('OPD 2');
		expect(said.join('\n')).toContain(`Fingerprint  ${signer}`);
	});

	it('says where the file is, for whom, its serial and until when, and what to do with the plain one', () => {
		run(['--for', pcKey, 'facility.json']);
		expect(said).toEqual([
			`Sealed file  ${join(folder, defaultName)}`,
			`For the PC   ${pcKey}`,
			`Serial       ${String(serial)}`,
			'Valid until  2026-11-30T00:00:00.000Z',
			expect.stringMatching(/^Fingerprint {2}(?:[0-9a-f]{4} ?){8}$/),
			expect.stringContaining('signing-key.json: keep a copy of it in a safe place.'),
			'The PC shows this fingerprint before it takes the file: compare all of it.',
			`${join(folder, 'facility.json')} holds the client secret as plain text: delete it when all PCs have theirs.`,
		]);
		expect(complained).toEqual([]);
	});

	it('says nothing secret, and leaves nothing in clear', () => {
		writeFacility({ ...facility, administratorPin: '482915' });
		run(['--for', pcKey, 'facility.json']);
		rmSync(join(folder, 'facility.json'));
		const files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
		expect(files).toHaveLength(2);
		expect([...files, ...said].join('\n')).not.toMatch(/canary|482915/);
		const { signingKey } = JSON.parse(files.find((text) => text.includes('signingKey')) ?? '') as {
			signingKey: string;
		};
		expect(said.join('\n')).not.toContain(signingKey);
	});

	it('signs every file with the same key, and gives each a serial that is newer', () => {
		run(['--for', pcKey, 'facility.json', '--out', 'first.sealed']);
		run(['--for', pcKey, 'facility.json', '--out', 'second.sealed']);
		run(['--for', pcKey, 'facility.json', '--out', 'third.sealed'], nowWallMs - 86_400_000);
		const files = ['first.sealed', 'second.sealed', 'third.sealed'].map(unseal);
		expect(files.map((file) => file.serial)).toEqual([serial, serial + 1, serial + 2]);
		expect(new Set(files.map((file) => file.signer)).size).toBe(1);
	});

	it('signs with another key where one is named', () => {
		run(['--for', pcKey, 'facility.json', '--out', 'a']);
		run(['--for', pcKey, 'facility.json', '--out', 'b', '--signing-key', 'other.json']);
		expect(unseal('a').signer).not.toBe(unseal('b').signer);
		expect(existsSync(join(folder, 'other.json'))).toBe(true);
	});

	it('seals for as many days as are wanted', () => {
		run(['--for', pcKey, 'facility.json', '--days', '90']);
		expect(said).toContain('Valid until  2027-02-21T00:00:00.000Z');
	});

	it('seals the certificates themselves, which the other PC does not have', () => {
		const { cert } = makeTestCertificate();
		writeFileSync(join(folder, 'ca.pem'), cert);
		writeFacility({ ...facility, network: { extraCaFile: join(folder, 'ca.pem') } });
		expect(run(['--for', pcKey, 'facility.json'])).toBe(0);
		rmSync(join(folder, 'ca.pem'));
		expect(unseal(defaultName).provision.configuration.network.extraCa).toEqual([cert.trim()]);
	});

	it('never writes over a file', () => {
		writeFileSync(join(folder, 'taken.sealed'), 'of somebody');
		expect(run(['--for', pcKey, 'facility.json', '--out', 'taken.sealed'])).toBe(2);
		expect(complained.join()).toMatch(/exists already: name another with --out$/);
		expect(readFileSync(join(folder, 'taken.sealed'), 'utf8')).toBe('of somebody');
	});

	it.each([
		['nothing', [], 'one key and one file are needed'],
		['no key', ['facility.json'], 'one key and one file are needed'],
		['no file', ['--for', pcKey], 'one key and one file are needed'],
		['two files', ['--for', pcKey, 'facility.json', 'b.json'], 'one key and one file are needed'],
		['a switch with nothing after it', ['facility.json', '--for'], 'a switch is not known'],
		['an unknown switch', ['--canary', 'facility.json'], 'a switch is not known'],
		['half a key', ['--for', pcKey.slice(0, 30), 'facility.json'], 'is not the key of a PC'],
		['no days', ['--for', pcKey, 'facility.json', '--days', '0'], 'from 1 to 90'],
		['too many days', ['--for', pcKey, 'facility.json', '--days', '91'], 'from 1 to 90'],
		['half a day', ['--for', pcKey, 'facility.json', '--days', '1.5'], 'from 1 to 90'],
		['days in words', ['--for', pcKey, 'facility.json', '--days', 'canary'], 'from 1 to 90'],
		['an empty number of days', ['--for', pcKey, 'facility.json', '--days', ''], 'from 1 to 90'],
		['a file that is gone', ['--for', pcKey, 'gone.json'], 'the file cannot be read'],
		[
			'a place that is none',
			['--for', pcKey, 'facility.json', '--out', 'no/where'],
			'cannot be written',
		],
	])('ends with 2 and says what is wrong: %s', (_what, args, words) => {
		expect(run(args)).toBe(2);
		expect(said).toEqual([]);
		expect(complained).toHaveLength(1);
		expect(complained[0]).toContain(words);
		expect(complained[0]).not.toContain('canary');
		expect(readdirSync(folder).filter((name) => name.endsWith('.sealed'))).toEqual([]);
	});

	it.each([
		['wrong', { ...facility, clientId: '' }, 'field "clientId" is empty'],
		['of another format', { ...facility, format: 2 }, 'field "format" must be 1'],
		['with a weak PIN', { ...facility, administratorPin: '123456' }, 'field "administratorPin"'],
	])('ends with 2 when the facility is %s, and makes no key', (_what, content, words) => {
		writeFacility(content);
		expect(run(['--for', pcKey, 'facility.json'])).toBe(2);
		expect(complained[0]).toContain(words);
		expect(existsSync(join(folder, 'config'))).toBe(false);
	});

	it('ends with 2 when the file is sealed already', () => {
		run(['--for', pcKey, 'facility.json']);
		expect(run(['--for', pcKey, defaultName])).toBe(2);
		expect(complained).toEqual(['Nothing was sealed: the file is sealed already']);
	});

	it('ends with 2 when the signing key is damaged', () => {
		writeFileSync(join(folder, 'key.json'), 'canary', { mode: 0o600 });
		expect(run(['--for', pcKey, 'facility.json', '--signing-key', 'key.json'])).toBe(2);
		expect(complained[0]).toMatch(/is damaged/);
		expect(complained[0]).not.toContain('canary');
	});
});
