import type { Secret } from '../../secret.ts';
import type { Dialect } from '../dialect.ts';

/** The headers of V1/V2 (abdm-api.md 1.1): the facility says who it is on all but the session call. */
export class V1V2Dialect implements Dialect {
	readonly generation = 'v1v2';
	readonly #hipId: string;

	constructor(hipId: string) {
		this.#hipId = hipId;
	}

	sessionHeaders(): Readonly<Record<string, string>> {
		return {};
	}

	callHeaders(token: Secret): Readonly<Record<string, string>> {
		return { Authorization: `Bearer ${token.reveal()}`, 'X-HIP-ID': this.#hipId };
	}
}
