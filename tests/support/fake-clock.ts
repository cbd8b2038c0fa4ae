import type { Clock } from '../../main/clock.ts';

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
	#nowMs = 0;
	#waiting: { atMs: number; delayMs: number; action: () => void }[] = [];

	nowMs(): number {
		return this.#nowMs;
	}

	/** What this computer believes; a test may set it wrong. */
	wallOffsetMs = Date.UTC(2026, 10, 23);

	wallNowMs(): number {
		return this.wallOffsetMs + this.#nowMs;
	}

	after(delayMs: number, action: () => void): () => void {
		const entry = { atMs: this.#nowMs + delayMs, delayMs, action };
		this.#waiting.push(entry);
		return () => {
			this.#waiting = this.#waiting.filter((other) => other !== entry);
		};
	}

	/** Moves time on and runs what has become due, in order. */
	advance(byMs: number): void {
		const untilMs = this.#nowMs + byMs;
		for (;;) {
			const due = this.#waiting
				.filter((entry) => entry.atMs <= untilMs)
				.sort((a, b) => a.atMs - b.atMs)[0];
			if (due === undefined) break;
			this.#waiting = this.#waiting.filter((entry) => entry !== due);
			this.#nowMs = due.atMs;
			due.action();
		}
		this.#nowMs = untilMs;
	}

	/** How many timers are still waiting: a leak shows here. */
	get waiting(): number {
		return this.#waiting.length;
	}

	/** How long each of them waits in all: one that is set again and again shows its period. */
	get delaysMs(): number[] {
		return this.#waiting.map(({ delayMs }) => delayMs);
	}
}
