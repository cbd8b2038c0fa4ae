import { z } from 'zod';

import { keyringWrapSchema } from './keyring-wrap.ts';
import { passphraseWrapSchema } from './passphrase-wrap.ts';
import { seal, unseal } from './seal.ts';
import { formatVersion, type VaultKey } from './vault-key.ts';

const envelope = z
	.strictObject({
		vaultId: z.uuid(),
		keyring: keyringWrapSchema.nullable(),
		passphrase: passphraseWrapSchema.nullable(),
		content: z.string(),
	})
	// With neither it could never be opened.
	.refine(({ keyring, passphrase }) => keyring !== null || passphrase !== null);

/** What the vault's file holds: the sealed content, and its key once for each method. */
export type Envelope = z.infer<typeof envelope>;

/** The data key's wraps, one for each method that opens the vault. */
export type Wraps = Pick<Envelope, 'keyring' | 'passphrase'>;

export function encodeEnvelope({ vaultId, keyring, passphrase, content }: Envelope): Buffer {
	return Buffer.from(JSON.stringify({ vaultId, keyring, passphrase, content }), 'utf8');
}

/** `null`: not an envelope, or one that asks for weaker protection than ours. */
export function decodeEnvelope(payload: Buffer): Envelope | null {
	try {
		return envelope.parse(JSON.parse(payload.toString('utf8')));
	} catch {
		return null;
	}
}

export function sealContent(text: string, { vaultId, dataKey }: VaultKey): string {
	return seal(Buffer.from(text, 'utf8'), dataKey, labelOf(vaultId));
}

export function unsealContent(content: string, { vaultId, dataKey }: VaultKey): string | null {
	return unseal(content, dataKey, labelOf(vaultId))?.toString('utf8') ?? null;
}

function labelOf(vaultId: string): string {
	return JSON.stringify({ formatVersion, vaultId, what: 'content' });
}
