import { createHmac, randomBytes } from 'node:crypto';

import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';

/** NHA VRFY_ABHA_305: a resend is offered after 60 s, and twice at most. */
const pauseMs = 60_000;
const maxSends = 3;
/** ABDM's own limits speak of half an hour (HIS-2017, ABDM-1100). */
const windowMs = 30 * 60_000;

/** What the screen says of the button that sends again. */
export interface SendAllowance {
	resendsLeft: number;
	resendAfterSeconds: number;
}

/**
 * Counts the OTPs sent to one ABHA, mobile or Aadhaar. Outlasts visit, cancel and reload, so that
 * nobody is sent more by starting over. Whom it counts for is kept as a keyed hash, whose key dies
 * with the program: nobody can be read out of it.
 */
export class SendLimits {
	readonly #clock: Clock;
	readonly #key = randomBytes(32);
	readonly #sentAtMs = new Map<string, number[]>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Throws `resend-not-yet` or `resend-used-up` when this desk may not ask ABDM now. */
	require(whom: string): void {
		const sends = this.#recent(whom);
		const [oldest, latest] = [sends[0], sends.at(-1)];
		if (oldest !== undefined && sends.length >= maxSends) {
			throw new AppError({ code: 'resend-used-up', waitSeconds: this.#seconds(oldest + windowMs) });
		}
		if (latest !== undefined && this.#clock.nowMs() < latest + pauseMs) {
			throw new AppError({ code: 'resend-not-yet', waitSeconds: this.#seconds(latest + pauseMs) });
		}
	}

	/** ABDM has sent one. A failed send counts for nothing: the timer starts on success only. */
	note(whom: string): SendAllowance {
		const sends = [...this.#recent(whom), this.#clock.nowMs()];
		this.#sentAtMs.set(this.#nameless(whom), sends);
		return {
			resendsLeft: Math.max(0, maxSends - sends.length),
			resendAfterSeconds: pauseMs / 1000,
		};
	}

	/** The OTP was right: whoever asked has the phone, and is nobody who must be protected from us. */
	clear(whom: string): void {
		this.#sentAtMs.delete(this.#nameless(whom));
	}

	#recent(whom: string): number[] {
		const sinceMs = this.#clock.nowMs() - windowMs;
		for (const [name, sends] of this.#sentAtMs) {
			if (sends.every((atMs) => atMs <= sinceMs)) this.#sentAtMs.delete(name);
		}
		return (this.#sentAtMs.get(this.#nameless(whom)) ?? []).filter((atMs) => atMs > sinceMs);
	}

	#nameless(whom: string): string {
		return createHmac('sha256', this.#key).update(whom).digest('base64');
	}

	#seconds(untilMs: number): number {
		return Math.ceil((untilMs - this.#clock.nowMs()) / 1000);
	}
}
