import { generateKeyPair, type KeyPairKeyObjectResult } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * ABDM's key pair for fields sent encrypted (abdm-api.md 1.3). Made when first asked for, in the
 * thread pool: it takes a few hundred milliseconds, and neither the first window nor the many tests
 * that never ask for it should wait.
 */
export class KeyPair {
	#made: Promise<KeyPairKeyObjectResult> | undefined;

	async publicKeyPem(): Promise<string> {
		this.#made ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
		const { publicKey } = await this.#made;
		return publicKey.export({ type: 'spki', format: 'pem' }).toString();
	}
}
