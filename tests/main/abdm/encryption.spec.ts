import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { EncryptionKey } from '../../../main/abdm/certificate.ts';
import { Encryption, encryptField } from '../../../main/abdm/encryption.ts';
import { DecryptionRefused } from '../../../main/abdm/decryption-refusal.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const oaep: EncryptionKey = { key: publicKey, padding: 'oaep-sha1' };
const pkcs1: EncryptionKey = { key: publicKey, padding: 'pkcs1' };
const { signal } = new AbortController();

describe('encryptField', () => {
	it.each(['012345', '91-0000-0000-1016', 'test.person@sbx'])(
		'makes base64 of %s that only ABDM can read, by OAEP with SHA-1',
		(plain) => {
			const sealed = encryptField(new Secret(plain), oaep);
			expect(sealed).toMatch(/^[A-Za-z0-9+/]{342}==$/);
			const padding = constants.RSA_PKCS1_OAEP_PADDING;
			const bytes = Buffer.from(sealed, 'base64');
			const key = { key: privateKey, padding, oaepHash: 'sha1' };
			expect(privateDecrypt(key, bytes).toString()).toBe(plain);
		},
	);

	it('pads by PKCS #1 where ABDM wants that', () => {
		const sealed = Buffer.from(encryptField(new Secret('012345'), pkcs1), 'base64');
		const padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, sealed);
		expect([...padded.subarray(0, 2)]).toEqual([0, 2]);
		expect(padded.subarray(-7).toString()).toBe('\0' + '012345');
	});

	it('never makes the same of the same', () => {
		const field = new Secret('012345');
		expect(encryptField(field, oaep)).not.toBe(encryptField(field, oaep));
		expect(encryptField(field, pkcs1)).not.toBe(encryptField(field, pkcs1));
	});
});

describe('Encryption', () => {
	const field = new Secret('012345');
	const details = { incident: 'X', step: 'send-otp', httpStatus: 400, abdmCode: null } as const;

	function counted(key: EncryptionKey = oaep) {
		const fetched: EncryptionKey[] = [];
		const encryption = new Encryption(() => {
			fetched.push({ ...key });
			return Promise.resolve(fetched.at(-1)!);
		});
		return { encryption, fetched };
	}

	it('fetches the key once for all that is sent', async () => {
		const { encryption, fetched } = counted();
		encryption.prepare();
		await encryption.send(field, signal, () => Promise.resolve());
		await encryption.send(field, signal, () => Promise.resolve());
		expect(fetched).toHaveLength(1);
	});

	it('fetches another key after ABDM could not decrypt, and sends nothing twice', async () => {
		const { encryption, fetched } = counted();
		let sent = 0;
		const refuse = () => {
			sent += 1;
			return Promise.reject(new DecryptionRefused({ code: 'abdm-refused', details }));
		};
		await expect(encryption.send(field, signal, refuse)).rejects.toThrow('abdm-refused');
		expect([sent, fetched.length]).toEqual([1, 1]);
		await encryption.send(field, signal, () => Promise.resolve());
		expect(fetched).toHaveLength(2);
	});

	it('keeps the key after any other failure', async () => {
		const { encryption, fetched } = counted();
		const fail = () => Promise.reject(new AppError({ code: 'abdm-refused', details }));
		await expect(encryption.send(field, signal, fail)).rejects.toThrow('abdm-refused');
		await encryption.send(field, signal, () => Promise.resolve());
		expect(fetched).toHaveLength(1);
	});

	it('lets a person stop waiting for the key, and sends nothing then', async () => {
		const encryption = new Encryption(() => new Promise<EncryptionKey>(() => undefined));
		const controller = new AbortController();
		let sent = false;
		const sending = encryption.send(field, controller.signal, () => {
			sent = true;
			return Promise.resolve();
		});
		controller.abort();
		await expect(sending).rejects.toMatchObject({ failure: { code: 'cancelled' } });
		expect(sent).toBe(false);
	});

	it('fails with the failure of the key, and tries again at the next press', async () => {
		const failing = [new AppError({ code: 'abdm-unavailable', details })];
		const encryption = new Encryption(() => {
			const error = failing.shift();
			return error === undefined ? Promise.resolve(oaep) : Promise.reject(error);
		});
		const send = () => encryption.send(field, signal, () => Promise.resolve('sent'));
		await expect(send()).rejects.toThrow('abdm-unavailable');
		await expect(send()).resolves.toBe('sent');
	});
});
