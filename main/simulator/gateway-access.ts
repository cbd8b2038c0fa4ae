import { randomBytes, randomUUID } from 'node:crypto';

import type { Clock } from '../clock.ts';

export interface Credentials {
	readonly clientId: string;
	readonly clientSecret: string;
	/** The facility, as it is named in the `X-HIP-ID` header. */
	readonly hipId: string;
}

/** Lifetimes of the seed's step 1. */
export const accessTokenLifetimeSeconds = 600;
export const refreshTokenLifetimeSeconds = 1800;

/** Who may call the simulator: one facility, and the gateway tokens given to it. */
export class GatewayAccess {
	/** Made up at each start, so that nothing can come to depend on them. */
	readonly credentials: Credentials = {
		clientId: `SBX_${randomBytes(3).toString('hex')}`,
		clientSecret: randomUUID(),
		hipId: `IN99${randomBytes(4).toString('hex').toUpperCase()}`,
	};
	readonly #clock: Clock;
	readonly #expiresAtMs = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	knows(clientId: string, clientSecret: string): boolean {
		return clientId === this.credentials.clientId && clientSecret === this.credentials.clientSecret;
	}

	/** A new access token. The ones before it stay valid, as at the real gateway. */
	issueToken(): string {
		this.#forgetExpired();
		const token = randomToken();
		this.#expiresAtMs.set(token, this.#clock.nowMs() + accessTokenLifetimeSeconds * 1000);
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
