import type { NumberKind } from '../preload/contract/desk.ts';
import type { Failure } from '../preload/contract/failure.ts';
import type { OtpMethod } from '../preload/contract/visit.ts';

/** What the journey asks ABDM for, one at a time. */
export type JourneyPurpose = 'search' | 'send-otp' | 'resend-otp' | 'verify-otp' | 'choose-account';

/** What the desk was asking for: waits and failures are worded by it. */
export type Purpose = JourneyPurpose | 'profile' | 'card' | 'connection' | 'administration';

/** A failure together with what its words need to know. */
export interface FailedAttempt {
	failure: Failure;
	purpose: Purpose;
	/** What was searched for, as typed; `null` if the attempt was no search. */
	query: string | null;
	/** What the visit began with, if it was a number. The number itself is never kept here. */
	number?: NumberKind | null;
	/** How the OTP was to travel, where that was asked for. */
	method?: OtpMethod;
}
