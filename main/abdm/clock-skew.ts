/** ABDM's servers and a desk in order differ by less; TIMESTAMP of V3 is refused somewhere above. */
const toleratedSeconds = 30;

/**
 * How far this computer's clock is ahead of the server's, in seconds; negative: behind. `null` when
 * the server did not say what time it has.
 */
export function clockAheadSeconds(serverTimeMs: number | null, wallNowMs: number): number | null {
	// `+ 0`: a half second behind would otherwise round to -0.
	return serverTimeMs === null ? null : Math.round((wallNowMs - serverTimeMs) / 1000) + 0;
}

/** Whether a clock is so wrong that ABDM may refuse a call for it. */
export function isClockWrong(aheadSeconds: number): boolean {
	return Math.abs(aheadSeconds) > toleratedSeconds;
}
