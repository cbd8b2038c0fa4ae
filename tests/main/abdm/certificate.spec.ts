import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { AbdmCertificate, readCertificate } from '../../../main/abdm/certificate.ts';

const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const bareOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');
const jsonOf = (publicKey: unknown, encryptionAlgorithm: unknown) =>
	JSON.stringify({ publicKey, encryptionAlgorithm });

const rsa2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;

/** As the sandbox spelt it on 2026-09-17 (abdm-api.md 2.3). */
const oaep = 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding';

describe('readCertificate', () => {
	it.each([
		['PEM', pemOf(rsa2048)],
		['PEM with line ends of Windows', pemOf(rsa2048).replaceAll('\n', '\r\n')],
		['bare base64', bareOf(rsa2048)],
		['bare base64 as a JSON string', JSON.stringify(bareOf(rsa2048))],
	])('reads a key without an algorithm in %s', (_name, answer) => {
		const { key, padding } = readCertificate(answer, 'pkcs1');
		expect(key.equals(rsa2048)).toBe(true);
		expect(padding).toBe('pkcs1');
	});

	it.each([
		[oaep, 'oaep-sha1'],
		['RSA/ECB/PKCS1Padding', 'pkcs1'],
	])('reads V3 JSON that names %s', (algorithm, padding) => {
		const read = readCertificate(jsonOf(bareOf(rsa2048), algorithm), null);
		expect(read.key.equals(rsa2048)).toBe(true);
		expect(read.padding).toBe(padding);
	});

	it('reads JSON with the key in PEM', () => {
		expect(readCertificate(jsonOf(pemOf(rsa2048), oaep), null).key.equals(rsa2048)).toBe(true);
	});

	it.each([
		['a key that is too short', pemOf(rsa1024)],
		['a key that is not RSA', pemOf(ec)],
		['a short key in JSON', jsonOf(bareOf(rsa1024), oaep)],
		['an algorithm that nobody has heard of', jsonOf(bareOf(rsa2048), 'RSA/None/NoPadding')],
		['OAEP with another hash', jsonOf(bareOf(rsa2048), 'RSA/ECB/OAEPWithSHA-256AndMGF1Padding')],
		['JSON without an algorithm', jsonOf(bareOf(rsa2048), undefined)],
		['an algorithm that is in every object', jsonOf(bareOf(rsa2048), 'constructor')],
		['JSON without a key', jsonOf(null, oaep)],
		['a base64 that is no key', 'aGVsbG8='],
		['HTML', '<html></html>'],
		['nothing', ''],
	])('refuses %s', (_name, answer) => {
		expect(() => readCertificate(answer, 'pkcs1')).toThrow();
	});

	it('refuses a key without an algorithm where one is due', () => {
		expect(() => readCertificate(pemOf(rsa2048), null)).toThrow();
	});
});

describe('AbdmCertificate', () => {
	const named = { key: rsa2048, padding: 'pkcs1' } as const;

	it('asks once for all, and keeps the key', async () => {
		let asked = 0;
		const certificate = new AbdmCertificate(() => {
			asked += 1;
			return Promise.resolve(named);
		});
		await Promise.all([certificate.key(), certificate.key()]);
		expect(await certificate.key()).toBe(named);
		expect(asked).toBe(1);
	});

	it('asks again after a failure', async () => {
		const answers = [() => Promise.reject(new Error('down')), () => Promise.resolve(named)];
		const certificate = new AbdmCertificate(() => answers.shift()!());
		await expect(certificate.key()).rejects.toThrow('down');
		await expect(certificate.key()).resolves.toBe(named);
	});

	it('asks again for a key that was discarded, and keeps a newer one', async () => {
		const keys = [{ ...named }, { ...named }, { ...named }];
		const certificate = new AbdmCertificate(() => Promise.resolve(keys.shift()!));
		const older = await certificate.key();
		certificate.discard(older);
		const newer = await certificate.key();
		expect(newer).not.toBe(older);
		certificate.discard(older);
		expect(await certificate.key()).toBe(newer);
	});
});
