/** The one place that tells the time, so that tests can. */
export interface Clock {
	/** Milliseconds that only grow: for durations, never for dates. */
	nowMs(): number;
	/** Milliseconds since 1970 by this computer's clock, which may be wrong: for dates only. */
	wallNowMs(): number;
	/** Runs `action` once after `delayMs`. Returns the function that calls it off. */
	after(delayMs: number, action: () => void): () => void;
}

/** Monotonic, so that a clock set back by hand cannot prolong a token or an OTP. */
export const systemClock: Clock = {
	nowMs: () => performance.now(),
	wallNowMs: () => Date.now(),
	after: (delayMs, action) => {
		const timer = setTimeout(action, delayMs);
		return () => {
			clearTimeout(timer);
		};
	},
};
