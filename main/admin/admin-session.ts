import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';

/** Long enough to read a screen, short enough for a person who was called away. */
const idleMs = 2 * 60_000;

/** The time for which Settings are open to the person who gave the administrator's PIN. */
export class AdminSession {
	readonly #clock: Clock;
	readonly #onEnd: () => void;
	#endsAtMs = -Infinity;
	#callOff: () => void = () => undefined;

	/** `onEnd`: the session has ended by itself. Not called by `close`, which somebody has asked for. */
	constructor(clock: Clock, onEnd: () => void) {
		this.#clock = clock;
		this.#onEnd = onEnd;
	}

	get isOpen(): boolean {
		// Asked of the clock as well: a timer may come late, after the PC has slept.
		return this.#clock.nowMs() < this.#endsAtMs;
	}

	/** Only after the PIN, or the client secret, was found right. */
	open(): void {
		this.#callOff();
		this.#endsAtMs = this.#clock.nowMs() + idleMs;
		this.#callOff = this.#clock.after(idleMs, () => {
			this.close();
			this.#onEnd();
		});
	}

	/** Every call for administrators begins with this. Throws `pin-required`; puts the end off. */
	require(): void {
		if (!this.isOpen) throw new AppError({ code: 'pin-required' });
		this.open();
	}

	close(): void {
		this.#callOff();
		this.#endsAtMs = -Infinity;
	}
}
