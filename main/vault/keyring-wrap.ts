import { z } from 'zod';

import { keyBytes } from './seal.ts';
import type { Keyring } from './keyring.ts';
import { formatVersion, type VaultKey } from './vault-key.ts';

export const keyringWrapSchema = z.strictObject({
	/** Which keyring it was, so that a changed one can be told from a lost key. */
	keyring: z.enum(['windows', 'macos', 'gnome', 'kde', 'other']),
	wrapped: z.string(),
});

/** The data key, encrypted by the keyring of the operating system. */
export type KeyringWrap = z.infer<typeof keyringWrapSchema>;

export async function wrapWithKeyring(key: VaultKey, keyring: Keyring): Promise<KeyringWrap> {
	const wrapped = Buffer.from(await keyring.encrypt(textOf(key))).toString('base64');
	return { keyring: keyring.name, wrapped };
}

/** Rejects with what the keyring rejects with, or with an error of ours when it is another's key. */
export async function unwrapWithKeyring(
	wrap: KeyringWrap,
	vaultId: string,
	keyring: Keyring,
): Promise<{ dataKey: Buffer; reEncrypt: boolean }> {
	const { text, reEncrypt } = await keyring.decrypt(Buffer.from(wrap.wrapped, 'base64'));
	const dataKey = dataKeyIn(text, vaultId);
	if (dataKey === null) throw new TypeError('the keyring gave the key of something else');
	return { dataKey, reEncrypt };
}

const keyText = z.object({ dataKey: z.string() });

/** Throws nothing: an error would quote the key. */
function dataKeyIn(text: string, vaultId: string): Buffer | null {
	try {
		const dataKey = Buffer.from(keyText.parse(JSON.parse(text)).dataKey, 'base64');
		return dataKey.length === keyBytes && text === textOf({ vaultId, dataKey }) ? dataKey : null;
	} catch {
		return null;
	}
}

/** A keyring takes no label, so what the key is for travels inside, encrypted with it. */
function textOf({ vaultId, dataKey }: VaultKey): string {
	const label = { formatVersion, vaultId, method: 'keyring' };
	return JSON.stringify({ ...label, dataKey: dataKey.toString('base64') });
}
