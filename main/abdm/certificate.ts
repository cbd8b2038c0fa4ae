import { createPublicKey, type KeyObject } from 'node:crypto';

/** Below this an RSA key protects nothing any more (NIST SP 800-131A). */
const minimumModulusBits = 2048;

/** Reads the answer of seed step 2, a PEM public key. Throws when it is not a real RSA key. */
export function readCertificate(pem: string): KeyObject {
	const key = createPublicKey(pem);
	const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
	if (key.asymmetricKeyType !== 'rsa' || bits < minimumModulusBits) {
		throw new TypeError('Not an RSA key of a safe size');
	}
	return key;
}

/** ABDM's public key: fetched once, kept while the program runs. */
export class AbdmCertificate {
	readonly #fetch: () => Promise<KeyObject>;
	#pending: Promise<KeyObject> | undefined;

	/** `fetch` asks ABDM, and checks the answer with `readCertificate`. */
	constructor(fetch: () => Promise<KeyObject>) {
		this.#fetch = fetch;
	}

	/** Callers at the same time share one request; after a failure the next caller asks again. */
	key(): Promise<KeyObject> {
		this.#pending ??= this.#fetch().catch((error: unknown) => {
			this.#pending = undefined;
			throw error;
		});
		return this.#pending;
	}
}
