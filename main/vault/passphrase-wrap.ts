import { randomBytes, scrypt } from 'node:crypto';

import { z } from 'zod';

import type { Secret } from '../secret.ts';
import { keyBytes, seal, unseal } from './seal.ts';
import { formatVersion, type VaultKey } from './vault-key.ts';

/** OWASP's for scrypt: 128 MiB and a few tenths of a second for each guess. */
const chosen = { name: 'scrypt', cost: 2 ** 17, blockSize: 8, parallelization: 1 } as const;
const saltBytes = 16;
/** Node's own limit is too small for OWASP's parameters. */
const maxMemoryBytes = 256 * 1024 * 1024;

/**
 * The parameters come out of a file that somebody may have changed: weaker ones than ours would be a
 * gift to whoever guesses, and far stronger ones would hang the start.
 */
const parameters = z
	.strictObject({
		name: z.literal('scrypt'),
		cost: z
			.int()
			.min(chosen.cost)
			.refine((cost) => Number.isInteger(Math.log2(cost))),
		blockSize: z.int().min(chosen.blockSize),
		parallelization: z.int().min(chosen.parallelization).max(4),
		salt: z.string().refine((salt) => Buffer.from(salt, 'base64').length >= saltBytes),
	})
	.refine(
		({ cost, blockSize, parallelization }) =>
			128 * blockSize * (cost + parallelization + 2) <= maxMemoryBytes,
	);

export const passphraseWrapSchema = z.strictObject({ parameters, wrapped: z.string() });

/** The data key, sealed under a key that only the passphrase gives. */
export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>;

export async function wrapWithPassphrase(
	{ vaultId, dataKey }: VaultKey,
	passphrase: Secret,
): Promise<PassphraseWrap> {
	const salted = { ...chosen, salt: randomBytes(saltBytes).toString('base64') };
	const key = await deriveKey(passphrase, salted);
	return { parameters: salted, wrapped: seal(dataKey, key, labelOf(vaultId, salted)) };
}

/** `null`: another passphrase, or a changed wrap. Which of them cannot be known. */
export async function unwrapWithPassphrase(
	wrap: PassphraseWrap,
	vaultId: string,
	passphrase: Secret,
): Promise<Buffer | null> {
	const key = await deriveKey(passphrase, wrap.parameters);
	return unseal(wrap.wrapped, key, labelOf(vaultId, wrap.parameters));
}

/** In Node's thread pool: the window goes on meanwhile. */
function deriveKey(
	passphrase: Secret,
	{ cost, blockSize, parallelization, salt }: PassphraseWrap['parameters'],
): Promise<Buffer> {
	// One text, however the keyboard composed its letters: Devanagari has several ways.
	const text = passphrase.reveal().normalize('NFKC');
	const options = { cost, blockSize, parallelization, maxmem: maxMemoryBytes };
	return new Promise((resolve, reject) => {
		scrypt(text, Buffer.from(salt, 'base64'), keyBytes, options, (error, key) => {
			if (error === null) resolve(key);
			else reject(error);
		});
	});
}

/** In an order of ours, so that it is the same text whoever wrote the file. */
function labelOf(
	vaultId: string,
	{ name, cost, blockSize, parallelization, salt }: PassphraseWrap['parameters'],
): string {
	const named = { name, cost, blockSize, parallelization, salt };
	return JSON.stringify({ formatVersion, vaultId, method: 'passphrase', parameters: named });
}
