import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export const keyBytes = 32;

/**
 * AES-256-GCM under a fresh random iv: iv, ciphertext, tag, in base64. `label` is not in it, but only
 * with the same label can it be opened: it says what this is and whose, so that nothing sealed can
 * stand in for anything else.
 */
export function seal(plain: Uint8Array, key: Uint8Array, label: string): string {
	const iv = randomBytes(ivBytes);
	const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes });
	cipher.setAAD(Buffer.from(label, 'utf8'));
	const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
	return Buffer.concat([iv, ciphertext, cipher.getAuthTag()]).toString('base64');
}

/** `null`: another key, another label, or not what was sealed. Which of them cannot be known. */
export function unseal(sealed: string, key: Uint8Array, label: string): Buffer | null {
	const bytes = Buffer.from(sealed, 'base64');
	if (bytes.length < ivBytes + tagBytes) return null;
	const iv = bytes.subarray(0, ivBytes);
	const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(label, 'utf8'));
	decipher.setAuthTag(bytes.subarray(-tagBytes));
	try {
		const start = decipher.update(bytes.subarray(ivBytes, -tagBytes));
		return Buffer.concat([start, decipher.final()]);
	} catch {
		return null;
	}
}
