import type { Failure } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';

/** Failures that say nothing of what ABDM did: the call was broken off, or its answer unreadable. */
const unsettled: readonly Failure['code'][] = [
	'abdm-timeout',
	'abdm-unavailable',
	'abdm-not-understood',
];

/** Whether ABDM may have done what it was asked for, although no answer says so. A refusal is an answer. */
export function mayHaveBeenDone(error: unknown): boolean {
	if (!(error instanceof AppError)) return true;
	const { failure } = error;
	if (failure.code === 'cancelled') return true;
	if (!unsettled.includes(failure.code)) return false;
	// Without a session nothing about a patient was asked.
	return !('details' in failure && failure.details?.step === 'session');
}

/** After these no further attempt with the same OTP can succeed. */
export function endsTransaction(error: unknown): boolean {
	if (!(error instanceof AppError)) return false;
	const { failure } = error;
	if (failure.code === 'otp-expired') return true;
	// A bare 429 comes from the gateway, before the attempt was looked at.
	return failure.code === 'too-many-requests' && failure.details.abdmCode !== null;
}
