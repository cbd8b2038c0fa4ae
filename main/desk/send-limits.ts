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

/** One OTP that ABDM is being asked for. Exactly one of the two is called. */
export interface PendingSend {
	/** ABDM has sent it; the timer starts. */
	sent(): SendAllowance;
	/** A failed send counts for nothing: the timer starts on success only. */
	notSent(): void;
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
	readonly #pending = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * Asks for leave to have one sent. Throws `resend-not-yet` or `resend-used-up` when this desk may
	 * not ask ABDM now. What is under way counts as well: it may go out after its visit has ended.
	 */
	begin(whom: string): PendingSend {
		const name = this.#nameless(whom);
		const sends = this.#recent(name);
		const pending = this.#pending.get(name) ?? 0;
		const [oldest, latest] = [sends[0], sends.at(-1)];
		if (sends.length + pending >= maxSends) {
			const fromMs = oldest ?? this.#clock.nowMs();
			throw new AppError({ code: 'resend-used-up', waitSeconds: this.#seconds(fromMs + windowMs) });
		}
		if (latest !== undefined && this.#clock.nowMs() < latest + pauseMs) {
			throw new AppError({ code: 'resend-not-yet', waitSeconds: this.#seconds(latest + pauseMs) });
		}
		this.#pending.set(name, pending + 1);
		return {
			sent: () => {
				this.#settle(name);
				const all = [...this.#recent(name), this.#clock.nowMs()];
				this.#sentAtMs.set(name, all);
				return {
					resendsLeft: Math.max(0, maxSends - all.length),
					resendAfterSeconds: pauseMs / 1000,
				};
			},
			notSent: () => {
				this.#settle(name);
			},
		};
	}

	/** The OTP was right: whoever asked has the phone, and is nobody who must be protected from us. */
	clear(whom: string): void {
		this.#sentAtMs.delete(this.#nameless(whom));
	}

	#settle(name: string): void {
		const left = (this.#pending.get(name) ?? 0) - 1;
		if (left > 0) this.#pending.set(name, left);
		else this.#pending.delete(name);
	}

	#recent(name: string): number[] {
		const sinceMs = this.#clock.nowMs() - windowMs;
		for (const [other, sends] of this.#sentAtMs) {
			if (sends.every((atMs) => atMs <= sinceMs)) this.#sentAtMs.delete(other);
		}
		return (this.#sentAtMs.get(name) ?? []).filter((atMs) => atMs > sinceMs);
	}

	#nameless(whom: string): string {
		return createHmac('sha256', this.#key).update(whom).digest('base64');
	}

	#seconds(untilMs: number): number {
		return Math.ceil((untilMs - this.#clock.nowMs()) / 1000);
	}
}
