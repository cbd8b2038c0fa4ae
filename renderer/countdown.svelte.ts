/** The seconds until something may be done, or ends. */
export class Countdown {
	/** Rounded up, so that `0:00` is shown only when it is over. */
	secondsLeft = $state(0);
	/** False until the first second has passed: a live region must be there before its words. */
	started = $state(false);

	readonly #now: () => number;
	readonly #endsAtMs: number;

	constructor(now: () => number, startedAtMs: number, seconds: number) {
		this.#now = now;
		this.#endsAtMs = startedAtMs + seconds * 1000;
		this.#measure();
	}

	get over(): boolean {
		return this.secondsLeft === 0;
	}

	/** `m:ss`; the minutes may go beyond 59. */
	get text(): string {
		const seconds = String(this.secondsLeft % 60).padStart(2, '0');
		return `${Math.floor(this.secondsLeft / 60)}:${seconds}`;
	}

	/** Counts until it is over. Returns the function that stops it. */
	run(): () => void {
		if (this.over) return () => undefined;
		const timer = setInterval(() => {
			this.started = true;
			this.#measure();
			if (this.over) clearInterval(timer);
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}

	/** Measured against the clock each time: an interval loses count while the computer sleeps. */
	#measure(): void {
		this.secondsLeft = Math.max(0, Math.ceil((this.#endsAtMs - this.#now()) / 1000));
	}
}
