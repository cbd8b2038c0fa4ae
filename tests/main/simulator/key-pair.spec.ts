import { constants, createPublicKey, publicEncrypt, type KeyObject } from 'node:crypto';

import { beforeAll, describe, expect, it } from 'vitest';

import { KeyPair } from '../../../main/simulator/key-pair.ts';

const keys = new KeyPair();
let publicKey: KeyObject;

beforeAll(async () => {
	publicKey = createPublicKey(await keys.publicKeyPem());
}, 20_000);

function seal(plain: string | Buffer, padding: number): string {
	return publicEncrypt({ key: publicKey, padding }, Buffer.from(plain)).toString('base64');
}

/** A block as PKCS #1 pads it, but with a padding of the test's own. */
function sealBlock(...beginning: number[]): string {
	const block = Buffer.alloc(256, 0xff);
	block.set(beginning);
	block.set(Buffer.from('\x000123'), 251);
	return seal(block, constants.RSA_NO_PADDING);
}

describe('KeyPair', () => {
	it('gives the same key out in both forms', async () => {
		const der = Buffer.from(await keys.publicKeyBase64(), 'base64');
		const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
		expect(key.equals(publicKey)).toBe(true);
	});

	it.each(['012345', '', 'திருமதி'])('reads "%s" back from either padding', async (plain) => {
		expect(await keys.decryptPkcs1(seal(plain, constants.RSA_PKCS1_PADDING))).toBe(plain);
		expect(await keys.decryptOaep(seal(plain, constants.RSA_PKCS1_OAEP_PADDING))).toBe(plain);
	});

	it('takes neither padding for the other', async () => {
		expect(
			await keys.decryptPkcs1(seal('012345', constants.RSA_PKCS1_OAEP_PADDING)),
		).toBeUndefined();
		expect(await keys.decryptOaep(seal('012345', constants.RSA_PKCS1_PADDING))).toBeUndefined();
	});

	it('takes a padding of PKCS #1 to the letter', async () => {
		expect(await keys.decryptPkcs1(sealBlock(0, 2))).toBe('0123');
		expect(await keys.decryptPkcs1(sealBlock(0, 1))).toBeUndefined();
		// Seven bytes of padding, where eight are the least.
		expect(await keys.decryptPkcs1(sealBlock(0, 2, 9, 9, 9, 9, 9, 9, 9, 0))).toBeUndefined();
	});

	it.each([undefined, null, 7, {}, '', '012345', 'no base64!', `${'A'.repeat(342)}==`, 'AAAA'])(
		'reads nothing from %j',
		async (sent) => {
			expect(await keys.decryptPkcs1(sent)).toBeUndefined();
			expect(await keys.decryptOaep(sent)).toBeUndefined();
		},
	);
});
