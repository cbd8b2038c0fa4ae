import type { Failure } from '../preload/contract.ts';

/** What the desk was asking ABDM for: waits and failures are worded by it. */
export type Purpose = 'search' | 'send-otp' | 'verify-otp';

/** A failure together with what its words need to know. */
export interface FailedAttempt {
	failure: Failure;
	purpose: Purpose;
	/** What was searched for, as typed; `null` if the attempt was no search. */
	query: string | null;
}
