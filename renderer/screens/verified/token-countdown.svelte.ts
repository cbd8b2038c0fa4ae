/** How long the profile token of a verified visit still holds. */
export class TokenCountdown {
	/** Rounded up, so that `00:00` is shown only when it is over. */
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

	get expired(): boolean {
		return this.secondsLeft === 0;
	}

	/** `mm:ss`; the minutes may go beyond 59. */
	get text(): string {
		const minutes = String(Math.floor(this.secondsLeft / 60)).padStart(2, '0');
		return `${minutes}:${String(this.secondsLeft % 60).padStart(2, '0')}`;
	}

	/** Counts until it is over. Returns the function that stops it. */
	run(): () => void {
		const timer = setInterval(() => {
			this.started = true;
			this.#measure();
			if (this.expired) clearInterval(timer);
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
