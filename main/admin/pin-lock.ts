import { z } from 'zod';

import type { Failure } from '../../preload/contract/failure.ts';
import { type Clock, wholeSeconds } from '../clock.ts';
import { AppError } from '../failure.ts';
import type { Cell } from '../vault/cell.ts';
import { hashPin, matchesPin, type PinRecord } from './pin-hash.ts';
import { checkPin, pinDigits } from './pin-rules.ts';

/** How long the next try has to wait after the first wrong one, the second, and so on. */
const delaysSeconds = [0, 0, 0, 30, 60, 5 * 60, 15 * 60];

/** The tries that have not been right since the last that was, kept in the vault. */
export const pinAttempts = z.strictObject({
	failures: z.int().min(0),
	/** When the last of them was made, by this computer's clock. */
	lastWallMs: z.number(),
});

export type PinAttempts = z.infer<typeof pinAttempts>;

export const noAttempts: PinAttempts = { failures: 0, lastWallMs: 0 };

interface PinLockParts {
	attempts: Cell<PinAttempts>;
	/** `null`: no PIN was ever set. */
	record: Cell<PinRecord | null>;
	clock: Clock;
}

/**
 * Slows whoever guesses the administrator's PIN. Within a run the wait is measured by a clock that
 * only grows. Across a restart there is only the computer's own: it shortens the wait by the time
 * that it says has passed, and if it says that none has, the whole wait begins anew. A clock set
 * forward across a restart therefore buys a guess; who may set it has the PC anyway.
 */
export class PinLock {
	readonly #attempts: Cell<PinAttempts>;
	readonly #record: Cell<PinRecord | null>;
	readonly #clock: Clock;
	/** When the last try was made, on the clock that only grows: perhaps before this run. */
	#lastMs: number;
	#isTrying = false;

	constructor({ attempts, record, clock }: PinLockParts) {
		this.#attempts = attempts;
		this.#record = record;
		this.#clock = clock;
		const passedMs = clock.wallNowMs() - attempts.value.lastWallMs;
		this.#lastMs = clock.nowMs() - Math.max(0, passedMs);
	}

	/** When the PIN was set, in ISO 8601; `null`: none is. */
	get setOn(): string | null {
		return this.#record.value?.setOn ?? null;
	}

	/** Throws `pin-not-set`, `wrong-pin`, and what `try` throws. What is no PIN at all is a wrong one. */
	async tryPin(typed: string): Promise<void> {
		const record = this.#record.value;
		if (record === null) throw new AppError({ code: 'pin-not-set' });
		const check = () => matchesPin(pinDigits(typed), record);
		await this.try(check, (waitSeconds) => ({ code: 'wrong-pin', waitSeconds }));
	}

	/**
	 * One try at whatever opens Settings; all kinds are counted together. Resolves if `check` says that
	 * it was right, and throws what `wrong` makes if not. Throws `busy`, `pin-wait` and
	 * `vault-not-saved` without checking.
	 */
	async try(check: () => Promise<boolean>, wrong: (waitSeconds: number) => Failure): Promise<void> {
		if (this.#isTrying) throw new AppError({ code: 'busy' });
		this.#isTrying = true;
		try {
			const waitSeconds = this.#waitSeconds();
			if (waitSeconds > 0) throw new AppError({ code: 'pin-wait', waitSeconds });
			// Counted before it is looked at: who ends the program in between has not guessed for nothing.
			await this.#count();
			if (!(await check())) throw new AppError(wrong(this.#waitSeconds()));
			await this.#startOver();
		} finally {
			this.#isTrying = false;
		}
	}

	/** Sets the PIN. Throws `invalid-input` for one that is weak, and `vault-not-saved`. */
	async setPin(typed: string): Promise<void> {
		const pin = checkPin(typed);
		const setOn = new Date(this.#clock.wallNowMs()).toISOString();
		await this.#record.set(await hashPin(pin.reveal(), setOn));
	}

	async #count(): Promise<void> {
		const before = this.#attempts.value;
		const lastWallMs = this.#clock.wallNowMs();
		try {
			await this.#attempts.set({ failures: before.failures + 1, lastWallMs });
		} catch (error) {
			// Nothing will be checked, so nothing was guessed: a full disk must not cost a wait as well.
			await this.#attempts.set(before).catch(() => undefined);
			throw error;
		}
		this.#lastMs = this.#clock.nowMs();
	}

	async #startOver(): Promise<void> {
		try {
			await this.#attempts.set({ ...this.#attempts.value, failures: 0 });
		} catch (error) {
			// It was right. That the vault remembers one wrong try too many makes only the next wait longer.
			if (!(error instanceof AppError)) throw error;
		}
	}

	#waitSeconds(): number {
		const { failures } = this.#attempts.value;
		const delay = delaysSeconds[Math.min(failures, delaysSeconds.length) - 1] ?? 0;
		const leftMs = this.#lastMs + delay * 1000 - this.#clock.nowMs();
		return wholeSeconds(leftMs);
	}
}
