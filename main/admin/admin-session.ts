import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';

/** Long enough to read a screen, short enough for a person who was called away. */
const idleMs = 2 * 60_000;

/** However busy the desk is: somebody else may have sat down at it. */
const longestMs = 15 * 60_000;

/** The time for which Settings are open to the person who gave the administrator's PIN. */
export class AdminSession {
	readonly #clock: Clock;
	readonly #onEnd: () => void;
	#endsAtMs = -Infinity;
	#openedAtMs = -Infinity;
	#callOff: () => void = () => undefined;

	/** `onEnd`: the session has ended by itself. Not called by `close`, which somebody has asked for. */
	constructor(clock: Clock, onEnd: () => void) {
		this.#clock = clock;
		this.#onEnd = onEnd;
	}

	get isOpen(): boolean {
		// Asked of the clock as well: a timer may come late.
		return this.#clock.nowMs() < this.#endsAtMs;
	}

	/** Only after the PIN, or the client secret, was found right. */
	open(): void {
		this.#openedAtMs = this.#clock.nowMs();
		this.#prolong();
	}

	/** The administrator is still there: typing, or reading. */
	touch(): void {
		if (this.isOpen) this.#prolong();
	}

	/** Every call for administrators begins with this. Throws `pin-required`; puts the end off. */
	require(): void {
		if (!this.isOpen) throw new AppError({ code: 'pin-required' });
		this.#prolong();
	}

	/** Ends it for a reason that its person has not given. */
	end(): void {
		if (!this.isOpen) return;
		this.close();
		this.#onEnd();
	}

	close(): void {
		this.#callOff();
		this.#endsAtMs = -Infinity;
	}

	#prolong(): void {
		this.#callOff();
		const nowMs = this.#clock.nowMs();
		this.#endsAtMs = Math.min(nowMs + idleMs, this.#openedAtMs + longestMs);
		this.#callOff = this.#clock.after(this.#endsAtMs - nowMs, () => {
			this.close();
			this.#onEnd();
		});
	}
}
