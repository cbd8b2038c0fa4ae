import type { Clock } from '../clock.ts';

/** How long before the end a person is warned (WCAG 2.2.1: time enough to say "still here"). */
const warningMs = 30_000;

export interface IdleWatchOptions {
	clock: Clock;
	/** Asked each time, because Settings may change it. */
	limitMs: () => number;
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
		this.#wait(options.limitMs() - warningMs);
	}

	/** A person is here. */
	touch(): void {
		this.#touchedAtMs = this.#options.clock.nowMs();
		if (!this.#isWarning) return;
		this.#isWarning = false;
		this.#options.onWarning(null);
		this.#wait(this.#options.limitMs() - warningMs);
	}

	/** The limit has changed, and counts from now. */
	restart(): void {
		this.touch();
		this.#wait(this.#options.limitMs() - warningMs);
	}

	stop(): void {
		this.#callOff();
	}

	#wait(delayMs: number): void {
		this.#callOff();
		this.#callOff = this.#options.clock.after(delayMs, () => {
			this.#look();
		});
	}

	#look(): void {
		const { clock, limitMs, isVisitOpen, onWarning, onIdle } = this.#options;
		const leftMs = this.#touchedAtMs + limitMs() - clock.nowMs();
		if (leftMs > warningMs) {
			this.#wait(leftMs - warningMs);
		} else if (leftMs > 0) {
			if (isVisitOpen()) {
				this.#isWarning = true;
				onWarning(Math.ceil(leftMs / 1000));
			}
			this.#wait(leftMs);
		} else {
			this.#isWarning = false;
			this.#touchedAtMs = clock.nowMs();
			this.#wait(limitMs() - warningMs);
			onIdle();
		}
	}
}
