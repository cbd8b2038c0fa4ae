import { AppError } from '../failure.ts';

/**
 * Whether ABDM may have done what it was asked for, although no answer says so: the call was broken off,
 * by the person, the network or the clock, or the answer could not be read. A refusal is an answer.
 */
export function mayHaveBeenDone(error: unknown): boolean {
	if (!(error instanceof AppError)) return true;
	const { failure } = error;
	switch (failure.code) {
		case 'cancelled':
			return true;
		case 'abdm-timeout':
		case 'abdm-unavailable':
		case 'abdm-not-understood':
			// Without a session nothing about a patient was asked.
			return failure.details.step !== 'session';
		default:
			return false;
	}
}

/** After these no further attempt with the same OTP can succeed. */
export function endsTransaction(error: unknown): boolean {
	if (!(error instanceof AppError)) return false;
	const { failure } = error;
	if (failure.code === 'otp-expired') return true;
	// A bare 429 comes from the gateway, before the attempt was looked at.
	return failure.code === 'too-many-requests' && failure.details.abdmCode !== null;
}
