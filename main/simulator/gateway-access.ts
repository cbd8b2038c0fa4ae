import { randomBytes, randomUUID } from 'node:crypto';

import type { Clock } from '../clock.ts';

export interface Credentials {
	readonly clientId: string;
	readonly clientSecret: string;
	/** The facility, as V1/V2 names it in the `X-HIP-ID` header. */
	readonly hipId: string;
	/** The consent manager, as V3's session names it in the `X-CM-ID` header. */
	readonly cmId: 'sbx';
}

/** The same in both generations (seed step 1, abdm-api.md 2.2). */
export const refreshTokenLifetimeSeconds = 1800;

/** Made up at each start, so that nothing can come to depend on them. */
export function makeCredentials(): Credentials {
	return {
		clientId: `SBX_${randomBytes(3).toString('hex')}`,
		clientSecret: randomUUID(),
		hipId: `IN99${randomBytes(4).toString('hex').toUpperCase()}`,
		cmId: 'sbx',
	};
}

/** Who may call one generation of the API: one facility, and the gateway tokens given to it. */
export class GatewayAccess {
	readonly credentials: Credentials;
	readonly tokenLifetimeSeconds: number;
	readonly #clock: Clock;
	readonly #expiresAtMs = new Map<string, number>();

	constructor(clock: Clock, credentials: Credentials, tokenLifetimeSeconds: number) {
		this.#clock = clock;
		this.credentials = credentials;
		this.tokenLifetimeSeconds = tokenLifetimeSeconds;
	}

	knows(clientId: string, clientSecret: string): boolean {
		return clientId === this.credentials.clientId && clientSecret === this.credentials.clientSecret;
	}

	/** A new access token. The ones before it stay valid, as at the real gateway. */
	issueToken(): string {
		this.#forgetExpired();
		const token = randomToken();
		this.#expiresAtMs.set(token, this.#clock.nowMs() + this.tokenLifetimeSeconds * 1000);
		return token;
	}

	accepts(token: string): boolean {
		this.#forgetExpired();
		return this.#expiresAtMs.has(token);
	}

	#forgetExpired(): void {
		for (const [token, expiresAtMs] of this.#expiresAtMs) {
			if (this.#clock.nowMs() >= expiresAtMs) this.#expiresAtMs.delete(token);
		}
	}
}

/** Opaque: a client that looks into its tokens would break here, and should. */
export function randomToken(): string {
	return randomBytes(48).toString('base64url');
}
