import type { Clock } from '../../main/clock.ts';

/** Lets nobody wait: whatever is asked for happens at once, and is counted. */
export class ImpatientClock implements Clock {
	readonly waitedMs: number[] = [];

	nowMs(): number {
		return 0;
	}

	wallNowMs(): number {
		return Date.UTC(2026, 10, 23, 8, 30);
	}

	after(delayMs: number, action: () => void): () => void {
		this.waitedMs.push(delayMs);
		queueMicrotask(action);
		return () => undefined;
	}
}
