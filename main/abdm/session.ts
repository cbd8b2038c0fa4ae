import { z } from 'zod';

import type { GatewayState } from '../../preload/contract/desk.ts';
import { type Clock, wholeSeconds } from '../clock.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';
import type { Dialect } from './dialect.ts';
import type { Perform } from './perform.ts';

export interface GatewayCredentials {
	clientId: string;
	clientSecret: Secret;
}

/** Seed step 1 and V3. Fields that the desk does not use may come, change or go. */
const sessionAnswer = z.object({
	accessToken: z.string().min(1),
	expiresIn: z
		.union([
			z.number(),
			z
				.string()
				.regex(/^\d{1,9}$/)
				.transform(Number),
		])
		.pipe(z.number().positive()),
});

/** A token is renewed this long before it ends, so that no call starts with a dying one. */
const renewEarlyMs = 60_000;

/** After the first refusal, the second, …; the last for all that follow. NHA locks for 8 minutes. */
const pausesSeconds = [30, 60, 120, 240, 480];

/** A refusal that a wrong clock may explain is one all the same: NHA counts it. */
function isRefusal(error: unknown): boolean {
	if (!(error instanceof AppError)) return false;
	const { failure } = error;
	if (failure.code === 'credentials-refused') return true;
	return failure.code === 'clock-wrong' && [400, 401].includes(failure.details.httpStatus ?? 0);
}

type StateListener = (state: GatewayState) => void;

/**
 * The gateway's bearer token: fetched when needed, shared by all, renewed shortly before it ends.
 * After refused credentials it pauses, longer each time: NHA locks a client that keeps asking.
 */
export class GatewaySession {
	readonly #perform: Perform;
	readonly #url: string;
	readonly #credentials: GatewayCredentials;
	readonly #dialect: Dialect;
	readonly #clock: Clock;
	readonly #listeners = new Set<StateListener>();
	#current: { token: Secret; renewAtMs: number } | undefined;
	#pending: Promise<Secret> | undefined;
	#refusals = 0;
	#pause: { untilMs: number; callOff: () => void } | undefined;

	constructor(
		perform: Perform,
		url: string,
		credentials: GatewayCredentials,
		dialect: Dialect,
		clock: Clock,
	) {
		this.#perform = perform;
		this.#url = url;
		this.#credentials = credentials;
		this.#dialect = dialect;
		this.#clock = clock;
	}

	/**
	 * A token that is good for a call made now. Callers at the same time share one request. During a
	 * pause it fails with `gateway-paused`, and nothing is asked.
	 */
	async token(): Promise<Secret> {
		if (this.#current !== undefined && this.#clock.nowMs() < this.#current.renewAtMs) {
			return this.#current.token;
		}
		if (this.#pending === undefined) {
			const { state } = this;
			if (state.state === 'paused') {
				throw new AppError({ code: 'gateway-paused', nextTryInSeconds: state.nextTryInSeconds });
			}
			this.#pending = this.#requestOrPause().finally(() => {
				this.#pending = undefined;
			});
		}
		return this.#pending;
	}

	/** A token that was asked for now, whatever there was before. A pause holds here too. */
	newToken(): Promise<Secret> {
		this.#current = undefined;
		return this.token();
	}

	/** The gateway refused this token. A newer one that another call has fetched meanwhile stays. */
	discard(token: Secret): void {
		if (this.#current?.token === token) this.#current = undefined;
	}

	/** Ends the pause. If the gateway refuses again, the next one is longer all the same. */
	tryNow(): void {
		this.#endPause();
	}

	get state(): GatewayState {
		if (this.#pause === undefined) return { state: 'open' };
		const leftMs = this.#pause.untilMs - this.#clock.nowMs();
		return { state: 'paused', nextTryInSeconds: Math.max(1, wholeSeconds(leftMs)) };
	}

	/** Calls `listener` at the beginning and at the end of every pause. Returns what stops that. */
	onStateChange(listener: StateListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async #requestOrPause(): Promise<Secret> {
		try {
			return await this.#request();
		} catch (error) {
			if (isRefusal(error)) this.#startPause();
			throw error;
		}
	}

	#startPause(): void {
		this.#pause?.callOff();
		const seconds = pausesSeconds[Math.min(this.#refusals, pausesSeconds.length - 1)] ?? 0;
		this.#refusals += 1;
		this.#pause = {
			untilMs: this.#clock.nowMs() + seconds * 1000,
			callOff: this.#clock.after(seconds * 1000, () => {
				this.#endPause();
			}),
		};
		this.#tell();
	}

	#endPause(): void {
		if (this.#pause === undefined) return;
		this.#pause.callOff();
		this.#pause = undefined;
		this.#tell();
	}

	#tell(): void {
		for (const listener of this.#listeners) listener(this.state);
	}

	/** Carries no caller's signal: one person who stops waiting must not stop the others. */
	async #request(): Promise<Secret> {
		const askedAtMs = this.#clock.nowMs();
		const { accessToken, expiresIn } = await this.#perform({
			step: 'session',
			method: 'POST',
			url: this.#url,
			headers: this.#dialect.sessionHeaders(),
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
		this.#refusals = 0;
		this.#endPause();
		return token;
	}
}
