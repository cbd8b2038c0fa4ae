import type { AbdmClient, ProfileSession } from '../abdm/client.ts';
import type { Clock } from '../clock.ts';
import { waitShared } from '../abdm/shared-wait.ts';
import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';

export interface ProfileHoldOptions {
	client: Pick<AbdmClient, 'refresh' | 'logOut'>;
	clock: Clock;
	onRenewed: (expiresInSeconds: number | null) => void;
}

/** A renewal is asked for this long before the token ends; half its life if that is shorter. */
const renewEarlyMs = 60_000;

/** After a renewal that failed. */
const renewAgainMs = 20_000;

/** How long a log-out may take before it is given up: nobody waits for it. */
const logOutLimitMs = 10_000;

/**
 * A verified patient's profile token: kept for as long as ABDM honours it, renewed while the visit
 * lasts, told to ABDM when it ends. The last two are best effort and never in the person's way.
 */
export class ProfileHold {
	readonly #client: ProfileHoldOptions['client'];
	readonly #clock: Clock;
	readonly #onRenewed: ProfileHoldOptions['onRenewed'];
	/** Ends every call that was made with this token. */
	readonly #life = new AbortController();
	/** Kept after its end, too: to renew it when it is needed, and to log out with. */
	#session: ProfileSession | undefined;
	#isExpired = false;
	#renewal: Promise<void> | undefined;
	#timers: (() => void)[] = [];
	/** The reads under way, for the person who stops waiting for them. */
	readonly #reads = new Set<AbortController>();

	constructor(session: ProfileSession, { client, clock, onRenewed }: ProfileHoldOptions) {
		this.#client = client;
		this.#clock = clock;
		this.#onRenewed = onRenewed;
		this.#keep(session);
	}

	get token(): Secret | undefined {
		return this.#isExpired ? undefined : this.#session?.token;
	}

	/** Reads with the token; once more with a renewed one when ABDM says that it has expired. */
	async read<T>(call: (session: ProfileSession, signal: AbortSignal) => Promise<T>): Promise<T> {
		const own = new AbortController();
		this.#reads.add(own);
		const signal = AbortSignal.any([this.#life.signal, own.signal]);
		try {
			return await this.#readBy((session) => call(session, signal), signal);
		} finally {
			this.#reads.delete(own);
		}
	}

	/** Stops the reads under way. The token stays. */
	cancelReads(): void {
		for (const read of this.#reads) read.abort();
	}

	async #readBy<T>(call: (session: ProfileSession) => Promise<T>, signal: AbortSignal): Promise<T> {
		const session = this.#require();
		try {
			if (this.#isExpired) throw new AppError({ code: 'token-expired', details: null });
			return this.#ifStillHeld(await call(session));
		} catch (error) {
			if (!isExpired(error) || session.refreshToken === null) throw error;
			await waitShared(this.#renew(), signal);
			const renewed = this.#require();
			if (renewed === session) throw error;
			return this.#ifStillHeld(await call(renewed));
		}
	}

	/** Forgets the token, and lets ABDM know if it can be reached. */
	end(): void {
		const session = this.#session;
		this.#forget();
		this.#life.abort();
		if (session === undefined) return;
		this.#client.logOut(session, AbortSignal.timeout(logOutLimitMs)).catch(() => {
			// Logged where it failed. The token ends by itself, and nobody is here any more to be told.
		});
	}

	#keep(session: ProfileSession): void {
		this.#forget();
		this.#session = session;
		this.#isExpired = false;
		if (session.expiresInSeconds === null) return;
		const lifeMs = session.expiresInSeconds * 1000;
		this.#timers.push(
			this.#clock.after(lifeMs, () => {
				this.#isExpired = true;
			}),
		);
		if (session.refreshToken === null) return;
		this.#timers.push(
			this.#clock.after(lifeMs - Math.min(renewEarlyMs, lifeMs / 2), () => void this.#renew()),
		);
	}

	#forget(): void {
		for (const callOff of this.#timers) callOff();
		this.#timers = [];
		this.#session = undefined;
	}

	/** Callers at the same time share one request. A failure leaves the old token as it is. */
	#renew(): Promise<void> {
		this.#renewal ??= this.#requestRenewal().finally(() => {
			this.#renewal = undefined;
		});
		return this.#renewal;
	}

	async #requestRenewal(): Promise<void> {
		const before = this.#session;
		if (before === undefined) return;
		try {
			const renewed = await this.#client.refresh(before, this.#life.signal);
			// Ended meanwhile: what came too late must not bring the visit back.
			if (this.#session !== before) return;
			this.#keep(renewed);
			this.#onRenewed(renewed.expiresInSeconds);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			// Logged where it failed. The token that there is lasts until its own end, and is tried again
			// before that, and when it is needed after it.
			if (this.#session !== before || this.#isExpired) return;
			this.#timers.push(this.#clock.after(renewAgainMs, () => void this.#renew()));
		}
	}

	#require(): ProfileSession {
		if (this.#session === undefined) throw new AppError({ code: 'visit-ended' });
		return this.#session;
	}

	#ifStillHeld<T>(value: T): T {
		if (this.#life.signal.aborted) throw new AppError({ code: 'visit-ended' });
		return value;
	}
}

function isExpired(error: unknown): boolean {
	return error instanceof AppError && error.failure.code === 'token-expired';
}
