import { type Clock, wholeSeconds } from '../clock.ts';

/** How long before the end a person is warned (WCAG 2.2.1: time enough to say "still here"). */
export const warningMs = 30_000;

/** The limit may change without a touch: an OTP goes out, or was right. */
const lookEveryMs = 5_000;

export interface IdleWatchOptions {
	clock: Clock;
	/** Asked each time, because it changes with what is going on; `null`: nobody is there to wait for. */
	limitMs: () => number | null;
	/** Whether there is a patient to warn about; without one the end needs no warning. */
	isVisitOpen: () => boolean;
	/** `null`: a person has come back. */
	onWarning: (secondsLeft: number | null) => void;
	onIdle: () => void;
}

/** Ends the visit of a desk that its receptionist has left. One timer, however busy the desk is. */
export class IdleWatch {
	readonly #options: IdleWatchOptions;
	#touchedAtMs: number;
	#isWarning = false;
	#callOff: () => void = () => undefined;

	constructor(options: IdleWatchOptions) {
		this.#options = options;
		this.#touchedAtMs = options.clock.nowMs();
		this.#wait();
	}

	/** A person is here. */
	touch(): void {
		this.#touchedAtMs = this.#options.clock.nowMs();
		this.#takeBack();
	}

	/** The limit has changed, and counts from now. */
	restart(): void {
		this.touch();
		this.#wait();
	}

	stop(): void {
		this.#callOff();
	}

	#wait(): void {
		const leftMs = this.#leftMs();
		const untilNextMs = leftMs > warningMs ? leftMs - warningMs : leftMs;
		this.#callOff();
		this.#callOff = this.#options.clock.after(Math.min(untilNextMs, lookEveryMs), () => {
			this.#look();
		});
	}

	#look(): void {
		const { clock, isVisitOpen, onWarning, onIdle } = this.#options;
		const leftMs = this.#leftMs();
		if (leftMs > warningMs) {
			// Who comes is not to be blamed for the time before, even when no touch tells of them.
			if (leftMs === Infinity) this.#touchedAtMs = clock.nowMs();
			this.#takeBack();
		} else if (leftMs > 0) {
			if (isVisitOpen() && !this.#isWarning) {
				this.#isWarning = true;
				onWarning(wholeSeconds(leftMs));
			}
		} else {
			this.#isWarning = false;
			this.#touchedAtMs = clock.nowMs();
			this.#wait();
			onIdle();
			return;
		}
		this.#wait();
	}

	#leftMs(): number {
		const limitMs = this.#options.limitMs();
		if (limitMs === null) return Infinity;
		return this.#touchedAtMs + limitMs - this.#options.clock.nowMs();
	}

	#takeBack(): void {
		if (!this.#isWarning) return;
		this.#isWarning = false;
		this.#options.onWarning(null);
	}
}
