import {
	constants,
	generateKeyPair,
	privateDecrypt,
	type KeyPairKeyObjectResult,
} from 'node:crypto';
import { promisify } from 'node:util';

const modulusBytes = 256;

/**
 * ABDM's key pair for fields sent encrypted (abdm-api.md 1.3, 2.3); each generation has its own.
 * Made when first asked for, in the thread pool: it takes a few hundred milliseconds, and neither
 * the first window nor the many tests that never ask for it should wait.
 */
export class KeyPair {
	#made: Promise<KeyPairKeyObjectResult> | undefined;

	/** As V1/V2 gives it out. */
	async publicKeyPem(): Promise<string> {
		const { publicKey } = await this.#keys();
		return publicKey.export({ type: 'spki', format: 'pem' }).toString();
	}

	/** As V3 gives it out: the bytes of the PEM without its armour. */
	async publicKeyBase64(): Promise<string> {
		const { publicKey } = await this.#keys();
		return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
	}

	/** V1/V2's `RSA/ECB/PKCS1Padding`. `undefined` for what was not encrypted so with this key. */
	async decryptPkcs1(sent: unknown): Promise<string | undefined> {
		// Node refuses to strip this padding itself, for its oracle (CVE-2023-46809).
		const block = await this.#decrypt(sent, { padding: constants.RSA_NO_PADDING });
		if (block?.[0] !== 0 || block[1] !== 2) return undefined;
		const end = block.indexOf(0, 2);
		// RFC 8017, 7.2.2: the padding has eight bytes at least.
		return end < 10 ? undefined : block.subarray(end + 1).toString('utf8');
	}

	/** V3's `RSA/ECB/OAEPWithSHA-1AndMGF1Padding`. */
	async decryptOaep(sent: unknown): Promise<string | undefined> {
		const padding = constants.RSA_PKCS1_OAEP_PADDING;
		return (await this.#decrypt(sent, { padding, oaepHash: 'sha1' }))?.toString('utf8');
	}

	async #decrypt(
		sent: unknown,
		options: { padding: number; oaepHash?: string },
	): Promise<Buffer | undefined> {
		if (typeof sent !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(sent)) return undefined;
		const encrypted = Buffer.from(sent, 'base64');
		if (encrypted.length !== modulusBytes) return undefined;
		const { privateKey } = await this.#keys();
		try {
			return privateDecrypt({ key: privateKey, ...options }, encrypted);
		} catch {
			// Another key or another padding; which one, OpenSSL does not say reliably.
			return undefined;
		}
	}

	#keys(): Promise<KeyPairKeyObjectResult> {
		return (this.#made ??= promisify(generateKeyPair)('rsa', { modulusLength: modulusBytes * 8 }));
	}
}
