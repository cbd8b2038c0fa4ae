import { randomUUID } from 'node:crypto';

import type { Clock } from '../../clock.ts';
import type { Secret } from '../../secret.ts';
import type { Dialect } from '../dialect.ts';

/** Who speaks, by V3's headers (abdm-api.md 2.2). */
export interface V3Identity {
	/** `sbx` or `abdm`: which consent manager the session is for. */
	cmId: string;
	hipId: string;
}

/** Every call of V3 has an id and a time of its own; ABDM refuses a time that is not now. */
export class V3Dialect implements Dialect {
	readonly generation = 'v3';
	readonly #identity: V3Identity;
	readonly #clock: Clock;

	constructor(identity: V3Identity, clock: Clock) {
		this.#identity = identity;
		this.#clock = clock;
	}

	sessionHeaders(): Readonly<Record<string, string>> {
		return { ...this.#requestHeaders(), 'X-CM-ID': this.#identity.cmId };
	}

	/** `X-HIP-ID`: asked for by NHA's Swagger of 2026, unknown to its collection of 2025. */
	callHeaders(token: Secret): Readonly<Record<string, string>> {
		return {
			Authorization: `Bearer ${token.reveal()}`,
			...this.#requestHeaders(),
			'X-HIP-ID': this.#identity.hipId,
		};
	}

	#requestHeaders(): Readonly<Record<string, string>> {
		return {
			'REQUEST-ID': randomUUID(),
			TIMESTAMP: new Date(this.#clock.wallNowMs()).toISOString(),
		};
	}
}
