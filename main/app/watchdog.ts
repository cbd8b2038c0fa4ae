import type { Clock } from '../clock.ts';

/**
 * The page says that it is alive every second. So many missed ones are no accident, and leave a second
 * of the five within which a kiosk has to be back at its start.
 */
const silenceMs = 4_000;
const lookEveryMs = 1_000;
/** A look this late says that the whole PC is busy, and then the page cannot be blamed. */
const lateMs = 250;

export interface WatchdogOptions {
	clock: Clock;
	onSilent: () => void;
}

/**
 * Hears whether the page is alive. Counts its own looks instead of the time: after a sleep of the PC,
 * or while main itself was busy, the page had no way to be heard.
 */
export class Watchdog {
	readonly #options: WatchdogOptions;
	#isArmed = false;
	#silentMs = 0;
	#callOff: () => void = () => undefined;

	constructor(options: WatchdogOptions) {
		this.#options = options;
	}

	/** The page is alive. From its first beat on it is expected to go on. */
	beat(): void {
		this.#silentMs = 0;
		if (this.#isArmed) return;
		this.#isArmed = true;
		this.#wait();
	}

	/** The page goes; the next one has not been heard yet. */
	disarm(): void {
		this.#isArmed = false;
		this.#callOff();
	}

	#wait(): void {
		const { clock, onSilent } = this.#options;
		const dueAtMs = clock.nowMs() + lookEveryMs;
		this.#callOff = clock.after(lookEveryMs, () => {
			const isLate = clock.nowMs() - dueAtMs > lateMs;
			this.#silentMs = isLate ? 0 : this.#silentMs + lookEveryMs;
			if (this.#silentMs < silenceMs) {
				this.#wait();
				return;
			}
			this.disarm();
			onSilent();
		});
	}
}
