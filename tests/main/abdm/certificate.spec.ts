import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { AbdmCertificate, readCertificate } from '../../../main/abdm/certificate.ts';

const pemOf = (key: ReturnType<typeof generateKeyPairSync>['publicKey'] | { export: unknown }) =>
	(key as { export: (options: object) => string }).export({ type: 'spki', format: 'pem' });

const rsa2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;

describe('readCertificate', () => {
	it('reads a PEM public key', () => {
		expect(readCertificate(pemOf(rsa2048)).asymmetricKeyDetails?.modulusLength).toBe(2048);
	});

	it.each([
		['a key that is too short', pemOf(rsa1024)],
		['a key that is not RSA', pemOf(ec)],
		['HTML', '<html></html>'],
		['nothing', ''],
	])('refuses %s', (_name, pem) => {
		expect(() => readCertificate(pem)).toThrow();
	});
});

describe('AbdmCertificate', () => {
	it('asks once for all, and keeps the key', async () => {
		let asked = 0;
		const certificate = new AbdmCertificate(() => {
			asked += 1;
			return Promise.resolve(rsa2048);
		});
		await Promise.all([certificate.key(), certificate.key()]);
		expect(await certificate.key()).toBe(rsa2048);
		expect(asked).toBe(1);
	});

	it('asks again after a failure', async () => {
		const answers = [() => Promise.reject(new Error('down')), () => Promise.resolve(rsa2048)];
		const certificate = new AbdmCertificate(() => answers.shift()!());
		await expect(certificate.key()).rejects.toThrow('down');
		await expect(certificate.key()).resolves.toBe(rsa2048);
	});
});
