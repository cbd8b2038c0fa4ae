import { constants, publicEncrypt } from 'node:crypto';

import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import { AbdmCertificate, type EncryptionKey } from './certificate.ts';
import { isDecryptionRefusal } from './decryption-refusal.ts';
import { waitShared } from './shared-wait.ts';

/** Encrypts one field for ABDM, in base64 (abdm-api.md 1.3 and 2.3). */
export function encryptField(field: Secret, { key, padding }: EncryptionKey): string {
	const plain = Buffer.from(field.reveal(), 'utf8');
	const options =
		padding === 'pkcs1'
			? { key, padding: constants.RSA_PKCS1_PADDING }
			: { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
	return publicEncrypt(options, plain).toString('base64');
}

/** Sends fields that ABDM wants encrypted, with the key that ABDM has now. */
export class Encryption {
	readonly #certificate: AbdmCertificate;

	/** `fetch` asks ABDM for its key, and checks the answer with `readCertificate`. */
	constructor(fetch: () => Promise<EncryptionKey>) {
		this.#certificate = new AbdmCertificate(fetch);
	}

	/** Fetches the key beside the search and never in its way (seed step 2). */
	prepare(): void {
		this.#certificate.key().catch((error: unknown) => {
			// Logged where it failed. Whoever needs the key will ask again.
			if (!(error instanceof AppError)) throw error;
		});
	}

	/**
	 * Makes `call` with the field encrypted. When ABDM could not decrypt it, the key is forgotten, so
	 * that the next press fetches the new one. The call itself is not repeated: it may have cost an
	 * SMS or an attempt.
	 */
	async send<T>(
		field: Secret,
		signal: AbortSignal,
		call: (encrypted: string) => Promise<T>,
	): Promise<T> {
		const key = await waitShared(this.#certificate.key(), signal);
		try {
			return await call(encryptField(field, key));
		} catch (error) {
			if (isDecryptionRefusal(error)) this.#certificate.discard(key);
			throw error;
		}
	}
}
