import { createPublicKey, type KeyObject } from 'node:crypto';

import { z } from 'zod';

/** Below this an RSA key protects nothing any more (NIST SP 800-131A). */
const minimumModulusBits = 2048;

export type Padding = 'pkcs1' | 'oaep-sha1';

/** A key, and how ABDM wants it used. */
export interface EncryptionKey {
	key: KeyObject;
	padding: Padding;
}

/** The algorithms that ABDM has named so far. Another one is refused rather than guessed at. */
const paddings: ReadonlyMap<string, Padding> = new Map([
	['RSA/ECB/PKCS1Padding', 'pkcs1'],
	['RSA/ECB/OAEPWithSHA-1AndMGF1Padding', 'oaep-sha1'],
]);

const namedKey = z.object({ publicKey: z.string(), encryptionAlgorithm: z.string() });

/**
 * Reads ABDM's public key: PEM or bare base64 in V1/V2 (seed step 2), JSON with its algorithm in V3.
 * `unnamed` is the algorithm of a key that comes without one. Throws for anything else.
 */
export function readCertificate(answer: string, unnamed: Padding | null): EncryptionKey {
	const body = parse(answer);
	if (typeof body === 'string') {
		if (unnamed === null) throw new TypeError('A key without its algorithm');
		return { key: readKey(body), padding: unnamed };
	}
	const { publicKey, encryptionAlgorithm } = namedKey.parse(body);
	const padding = paddings.get(encryptionAlgorithm.trim());
	if (padding === undefined) throw new TypeError('An unknown algorithm');
	return { key: readKey(publicKey), padding };
}

/** A key alone is no JSON, or a JSON string. */
function parse(answer: string): unknown {
	try {
		return JSON.parse(answer) as unknown;
	} catch {
		return answer;
	}
}

function readKey(written: string): KeyObject {
	const key = written.includes('-----BEGIN') ? createPublicKey(written) : readBareKey(written);
	const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
	if (key.asymmetricKeyType !== 'rsa' || bits < minimumModulusBits) {
		throw new TypeError('Not an RSA key of a safe size');
	}
	return key;
}

/** DER in base64, as V3 sends it, without the armour of PEM. */
function readBareKey(base64: string): KeyObject {
	return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}

/** ABDM's public key: fetched once, kept until ABDM can no longer decrypt with its half. */
export class AbdmCertificate {
	readonly #fetch: () => Promise<EncryptionKey>;
	#pending: Promise<EncryptionKey> | undefined;
	#current: EncryptionKey | undefined;

	/** `fetch` asks ABDM, and checks the answer with `readCertificate`. */
	constructor(fetch: () => Promise<EncryptionKey>) {
		this.#fetch = fetch;
	}

	/** Callers at the same time share one request; after a failure the next caller asks again. */
	async key(): Promise<EncryptionKey> {
		if (this.#current !== undefined) return this.#current;
		this.#pending ??= this.#fetch().finally(() => {
			this.#pending = undefined;
		});
		this.#current = await this.#pending;
		return this.#current;
	}

	/** ABDM cannot decrypt with this key. A newer one that was fetched meanwhile stays. */
	discard(key: EncryptionKey): void {
		if (this.#current === key) this.#current = undefined;
	}
}
