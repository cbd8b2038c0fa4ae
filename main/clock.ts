/** The one place that tells the time, so that tests can. */
export interface Clock {
	/** Milliseconds that only grow: for durations, never for dates. */
	nowMs(): number;
	/** Milliseconds since 1970 by this computer's clock, which may be wrong: for dates only. */
	wallNowMs(): number;
	/** Runs `action` once after `delayMs`. Returns the function that calls it off. */
	after(delayMs: number, action: () => void): () => void;
}

/** What Node's timers can wait: with more they fire at once. ABDM's tokens may live longer. */
const longestTimerMs = 2 ** 31 - 1;

/** Monotonic, so that a clock set back by hand cannot prolong a token or an OTP. */
export const systemClock: Clock = {
	nowMs: () => performance.now(),
	wallNowMs: () => Date.now(),
	after: (delayMs, action) => {
		const endsAtMs = performance.now() + delayMs;
		let timer: NodeJS.Timeout;
		const wait = () => {
			const leftMs = endsAtMs - performance.now();
			timer = setTimeout(leftMs > longestTimerMs ? wait : action, Math.min(leftMs, longestTimerMs));
		};
		wait();
		return () => {
			clearTimeout(timer);
		};
	},
};

/** Less than any clock tells apart, and more than sums of its times are off by. */
const roundingErrorSeconds = 1e-6;

/**
 * What is left of a wait as a person is told it: whole seconds, never too few. A sum of times may be a
 * hair more than it should be, and `Math.ceil` alone then says 31 for 30.
 */
export function wholeSeconds(leftMs: number): number {
	return Math.max(0, Math.ceil(leftMs / 1000 - roundingErrorSeconds));
}
