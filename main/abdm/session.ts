import { z } from 'zod';

import type { Clock } from '../clock.ts';
import { Secret } from '../secret.ts';
import type { Perform } from './perform.ts';

export interface GatewayCredentials {
	clientId: string;
	clientSecret: Secret;
}

/** Seed step 1. Fields that the desk does not use may come, change or go. */
const sessionAnswer = z.object({
	accessToken: z.string().min(1),
	expiresIn: z.number().positive(),
});

/** A token is renewed this long before it ends, so that no call starts with a dying one. */
const renewEarlyMs = 60_000;

/** The gateway's bearer token: fetched when needed, shared by all, renewed shortly before it ends. */
export class GatewaySession {
	readonly #perform: Perform;
	readonly #url: string;
	readonly #credentials: GatewayCredentials;
	readonly #clock: Clock;
	#current: { token: Secret; renewAtMs: number } | undefined;
	#pending: Promise<Secret> | undefined;

	constructor(perform: Perform, url: string, credentials: GatewayCredentials, clock: Clock) {
		this.#perform = perform;
		this.#url = url;
		this.#credentials = credentials;
		this.#clock = clock;
	}

	/** A token that is good for a call made now. Callers at the same time share one request. */
	token(): Promise<Secret> {
		if (this.#current !== undefined && this.#clock.nowMs() < this.#current.renewAtMs) {
			return Promise.resolve(this.#current.token);
		}
		this.#pending ??= this.#request().finally(() => {
			this.#pending = undefined;
		});
		return this.#pending;
	}

	/** The gateway refused this token. A newer one that another call has fetched meanwhile stays. */
	discard(token: Secret): void {
		if (this.#current?.token === token) this.#current = undefined;
	}

	/** Carries no caller's signal: one person who stops waiting must not stop the others. */
	async #request(): Promise<Secret> {
		const askedAtMs = this.#clock.nowMs();
		const { accessToken, expiresIn } = await this.#perform({
			step: 'session',
			method: 'POST',
			url: this.#url,
			headers: {},
			body: {
				clientId: this.#credentials.clientId,
				clientSecret: this.#credentials.clientSecret.reveal(),
				grantType: 'client_credentials',
			},
			answer: { type: 'json', schema: sessionAnswer },
		});
		const lifeMs = expiresIn * 1000;
		// A life shorter than the margin would otherwise mean a request for every call.
		const marginMs = Math.min(renewEarlyMs, lifeMs / 2);
		const token = new Secret(accessToken);
		this.#current = { token, renewAtMs: askedAtMs + lifeMs - marginMs };
		return token;
	}
}
