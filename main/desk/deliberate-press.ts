import { createHmac, randomBytes } from 'node:crypto';

import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';

/** The longest time between two clicks that Windows takes for one double click. */
const doubleClickMs = 500;

/**
 * Tells a press from the second click of a double click and from a held key, even when the first has
 * failed already: it would send a second OTP, or spend a second attempt with the same wrong one.
 */
export class DeliberatePress {
	readonly #clock: Clock;
	/** What was pressed may be an OTP or an Aadhaar number: only a keyed hash of it is kept. */
	readonly #key = randomBytes(32);
	#last: { hash: string; atMs: number } | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Throws `busy` when `what` was pressed a moment ago. Each refused press counts as one, too. */
	require(what: string): void {
		const before = this.#last;
		const atMs = this.#clock.nowMs();
		const hash = createHmac('sha256', this.#key).update(what).digest('base64');
		this.#last = { hash, atMs };
		if (before?.hash === hash && atMs - before.atMs < doubleClickMs) {
			throw new AppError({ code: 'busy' });
		}
	}
}
