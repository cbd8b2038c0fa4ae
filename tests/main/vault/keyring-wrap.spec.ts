import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import type { Keyring } from '../../../main/vault/keyring.ts';
import { unwrapWithKeyring, wrapWithKeyring } from '../../../main/vault/keyring-wrap.ts';
import { newVaultKey } from '../../../main/vault/vault-key.ts';
import { FakeKeyring } from '../../support/fake-keyring.ts';

const key = newVaultKey();

/** A keyring that opens everything as the same text. */
function answering(text: string): Keyring {
	const keyring = new FakeKeyring();
	return {
		name: keyring.name,
		encrypt: (plain) => keyring.encrypt(plain),
		decrypt: () => Promise.resolve({ text, reEncrypt: false }),
	};
}

describe('unwrapWithKeyring', () => {
	it('gives back the key, and whether the keyring wants it wrapped again', async () => {
		const keyring = new FakeKeyring();
		const wrap = await wrapWithKeyring(key, keyring);
		const opened = { dataKey: key.dataKey, reEncrypt: false };
		expect(await unwrapWithKeyring(wrap, key.vaultId, keyring)).toEqual(opened);
		keyring.wantsReEncryption = true;
		const again = await unwrapWithKeyring(wrap, key.vaultId, keyring);
		expect(again.reEncrypt).toBe(true);
	});

	it('refuses the key of another vault, though the keyring opens it', async () => {
		const keyring = new FakeKeyring();
		const wrap = await wrapWithKeyring(newVaultKey(), keyring);
		await expect(unwrapWithKeyring(wrap, key.vaultId, keyring)).rejects.toThrow('something else');
	});

	const label = { formatVersion: 1, vaultId: key.vaultId, method: 'keyring' };
	const dataKey = key.dataKey.toString('base64');
	it.each([
		['no JSON', `${dataKey} and more`],
		['a list', '[]'],
		['no key', JSON.stringify(label)],
		['a short key', JSON.stringify({ ...label, dataKey: dataKey.slice(0, 20) })],
		['another format', JSON.stringify({ ...label, formatVersion: 2, dataKey })],
		['another method', JSON.stringify({ ...label, method: 'passphrase', dataKey })],
	])('refuses %s, in an error that says nothing of it', async (_what, text) => {
		const wrap = await wrapWithKeyring(key, new FakeKeyring());
		const error: unknown = await unwrapWithKeyring(wrap, key.vaultId, answering(text)).catch(
			(reason: unknown) => reason,
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(inspect(error)).not.toContain(dataKey.slice(0, 8));
	});
});
