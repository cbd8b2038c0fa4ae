import { createHmac, randomBytes } from 'node:crypto';

import type { OtpTarget } from '../abdm/client.ts';
import { type Clock, wholeSeconds } from '../clock.ts';
import { AppError } from '../failure.ts';

/** NHA VRFY_ABHA_305: a resend is offered after 60 s, and twice at most. */
const pauseMs = 60_000;
const defaultMaxSends = 3;
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
	/** A refused send counts for nothing; one that may have gone out counts, but starts no timer. */
	failed(how: { maybeSent: boolean }): void;
}

export interface SendLimitsOptions {
	/** How many one ABHA may be sent within the window; asked each time, because Settings may change it. */
	maxSends?: () => number;
	/** How many this PC may have sent within the window, to whomever; `null`: no limit. */
	maxDeviceSends?: () => number | null;
}

/** The PC's own place in the counts. No ABHA has it: theirs are hashes. */
const thisDevice = 'this device';

/**
 * Counts the OTPs sent to one ABHA, mobile or Aadhaar, and by this PC. Outlasts visit, cancel and reload, so that
 * nobody is sent more by starting over. Whom it counts for is kept as a keyed hash, whose key dies
 * with the program: nobody can be read out of it.
 */
export class SendLimits {
	readonly #clock: Clock;
	readonly #key = randomBytes(32);
	readonly #sentAtMs = new Map<string, number[]>();
	/** Those that may have gone out: no answer says so. */
	readonly #unsure = new Map<string, number[]>();
	readonly #pending = new Map<string, number>();
	readonly #maxSends: () => number;
	readonly #maxDeviceSends: () => number | null;

	constructor(clock: Clock, options: SendLimitsOptions = {}) {
		this.#clock = clock;
		this.#maxSends = options.maxSends ?? (() => defaultMaxSends);
		this.#maxDeviceSends = options.maxDeviceSends ?? (() => null);
	}

	/**
	 * Asks for leave to have one sent. Throws `resend-not-yet`, `resend-used-up` or `device-limit` when
	 * this desk may not ask ABDM now. What is under way counts as well: it may go out after its visit
	 * has ended.
	 */
	begin(whom: readonly string[]): PendingSend {
		const names = whom.map((each) => this.#nameless(each));
		for (const name of names) this.#require(name);
		this.#requireDevice();
		const counted = [...names, thisDevice];
		for (const name of counted) this.#pending.set(name, (this.#pending.get(name) ?? 0) + 1);
		return {
			sent: () => {
				for (const name of counted) {
					this.#settle(name);
					this.#note(this.#sentAtMs, name);
				}
				const maxSends = this.#maxSends();
				// The PC's own limit is left out: it says nothing of this patient.
				const sends = names.map((name) => this.#all(name).length);
				const resendsLeft = maxSends - Math.max(0, ...sends);
				return { resendsLeft: Math.max(0, resendsLeft), resendAfterSeconds: pauseMs / 1000 };
			},
			failed: ({ maybeSent }) => {
				for (const name of counted) {
					this.#settle(name);
					if (maybeSent) this.#note(this.#unsure, name);
				}
			},
		};
	}

	#require(name: string): void {
		const usedUpSeconds = this.#secondsUntilBelow(this.#maxSends(), name);
		if (usedUpSeconds !== null) {
			throw new AppError({ code: 'resend-used-up', waitSeconds: usedUpSeconds });
		}
		const latest = this.#recent(this.#sentAtMs, name).at(-1);
		if (latest !== undefined && this.#clock.nowMs() < latest + pauseMs) {
			throw new AppError({ code: 'resend-not-yet', waitSeconds: this.#seconds(latest + pauseMs) });
		}
	}

	#requireDevice(): void {
		const max = this.#maxDeviceSends();
		const waitSeconds = max === null ? null : this.#secondsUntilBelow(max, thisDevice);
		if (waitSeconds !== null) throw new AppError({ code: 'device-limit', waitSeconds });
	}

	/** Until enough of them are older than the window; `null`: they are fewer than `max` now. */
	#secondsUntilBelow(max: number, name: string): number | null {
		const all = this.#all(name);
		const tooMany = all.length + (this.#pending.get(name) ?? 0) - max;
		if (tooMany < 0) return null;
		const fromMs = all[tooMany] ?? this.#clock.nowMs();
		return this.#seconds(fromMs + windowMs);
	}

	/** The OTP was right: whoever asked has the phone, and is nobody who must be protected from us. */
	clear(whom: readonly string[]): void {
		for (const name of whom.map((each) => this.#nameless(each))) {
			this.#sentAtMs.delete(name);
			this.#unsure.delete(name);
		}
	}

	/** Sent or perhaps sent within the window, oldest first. */
	#all(name: string): number[] {
		const sends = [...this.#recent(this.#sentAtMs, name), ...this.#recent(this.#unsure, name)];
		return sends.sort((a, b) => a - b);
	}

	#note(times: Map<string, number[]>, name: string): void {
		times.set(name, [...this.#recent(times, name), this.#clock.nowMs()]);
	}

	#settle(name: string): void {
		const left = (this.#pending.get(name) ?? 0) - 1;
		if (left > 0) this.#pending.set(name, left);
		else this.#pending.delete(name);
	}

	#recent(times: Map<string, number[]>, name: string): number[] {
		const sinceMs = this.#clock.nowMs() - windowMs;
		for (const [other, sends] of times) {
			if (sends.every((atMs) => atMs <= sinceMs)) times.delete(other);
		}
		return (times.get(name) ?? []).filter((atMs) => atMs > sinceMs);
	}

	#nameless(whom: string): string {
		return createHmac('sha256', this.#key).update(whom).digest('base64');
	}

	#seconds(untilMs: number): number {
		return wholeSeconds(untilMs - this.#clock.nowMs());
	}
}

/**
 * Whose phone rings, by every name that ABDM has for them: who was found by number must not be sent
 * more by address. A masked number is many people's, and nobody's limit.
 */
export function whomOf(target: OtpTarget): readonly string[] {
	if (target.kind !== 'record') return [`${target.kind}:${target.number.reveal()}`];
	const { abhaNumber, abhaAddress } = target.record;
	const isWhole = abhaNumber !== null && /^[\d-]+$/.test(abhaNumber);
	const names = [isWhole ? abhaNumber : null, abhaAddress?.toLowerCase() ?? null];
	return names.filter((name) => name !== null).map((name) => `abha:${name}`);
}
