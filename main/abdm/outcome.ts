import type { AbdmStep } from '../../preload/contract.ts';
import type { AbdmError } from './error-body.ts';

/** Our word for a refusal of ABDM's; `perform.ts` adds the details. */
export type Outcome =
	| { code: 'too-many-requests'; waitSeconds: number | null }
	| {
			code:
				| 'abha-not-found'
				| 'abha-not-active'
				| 'method-not-available'
				| 'wrong-otp'
				| 'otp-expired'
				| 'credentials-refused'
				| 'not-subscribed'
				| 'abdm-unavailable'
				| 'abdm-refused';
	  };

/** A refusal as it came: which step, which status, which code. */
export interface Refusal {
	step: AbdmStep;
	httpStatus: number;
	error: AbdmError;
	retryAfterSeconds: number | null;
}

interface Row {
	steps: readonly AbdmStep[];
	/** Codes of ABDM's; codes are reused with other meanings, hence the step beside them. */
	codes: readonly string[];
	outcome: Outcome;
}

const minutes = 60;
const hours = 60 * minutes;

/** The codes of V1/V2 (abdm-api.md 1.5) and of the gateway (2.9), in the order they are tried. */
const table: readonly Row[] = [
	{
		steps: ['session', 'certificate', 'search', 'send-otp', 'verify-otp'],
		codes: ['900908'],
		outcome: { code: 'not-subscribed' },
	},
	{ steps: ['search', 'send-otp'], codes: ['HIS-1008'], outcome: { code: 'abha-not-found' } },
	{ steps: ['search', 'send-otp'], codes: ['HIS-1007'], outcome: { code: 'abha-not-active' } },
	{ steps: ['send-otp'], codes: ['HIS-3005'], outcome: { code: 'method-not-available' } },
	{
		steps: ['send-otp', 'verify-otp'],
		codes: ['HIS-2017'],
		outcome: { code: 'too-many-requests', waitSeconds: 30 * minutes },
	},
	{
		steps: ['send-otp', 'verify-otp'],
		codes: ['HIS-1039'],
		outcome: { code: 'too-many-requests', waitSeconds: 12 * hours },
	},
	{
		// 30 seconds in one list and 30 minutes in another: only the message tells (see waitOf).
		steps: ['send-otp', 'verify-otp'],
		codes: ['HIS-1023', 'HIS-1041'],
		outcome: { code: 'too-many-requests', waitSeconds: null },
	},
	{ steps: ['verify-otp'], codes: ['HIS-1013', 'HIS-2022'], outcome: { code: 'wrong-otp' } },
	{
		// 1012 and 1026: the transaction is not one, or was used up. To a person: a new OTP is needed.
		steps: ['verify-otp'],
		codes: ['HIS-1056', 'HIS-1060', 'HIS-1012', 'HIS-1026'],
		outcome: { code: 'otp-expired' },
	},
];

/** What a refusal means. What no row and no status explains is `abdm-refused`, with its code kept. */
export function outcomeOf(refusal: Refusal): Outcome {
	const { step, httpStatus, error } = refusal;
	const row = table.find(
		({ steps, codes }) => error.code !== null && steps.includes(step) && codes.includes(error.code),
	);
	if (row !== undefined) return withWait(row.outcome, refusal);
	if (httpStatus === 429) {
		return { code: 'too-many-requests', waitSeconds: refusal.retryAfterSeconds };
	}
	if (httpStatus >= 500) return { code: 'abdm-unavailable' };
	// A 403 without a code is a proxy's or a CDN's, and says nothing of the facility.
	if (step === 'session' && (httpStatus === 400 || error.code !== null)) {
		return { code: 'credentials-refused' };
	}
	// Seed swagger: the 422 of the search is "No Details Found", with no code of its own.
	if (step === 'search' && httpStatus === 422 && (error.code ?? 'HIS-422') === 'HIS-422') {
		return { code: 'abha-not-found' };
	}
	// The renewed session was refused again: it is the facility that ABDM does not accept.
	if (httpStatus === 401) return { code: 'credentials-refused' };
	return { code: 'abdm-refused' };
}

function withWait(outcome: Outcome, refusal: Refusal): Outcome {
	if (outcome.code !== 'too-many-requests') return outcome;
	return { ...outcome, waitSeconds: waitOf(refusal) ?? outcome.waitSeconds };
}

const unitSeconds: Readonly<Record<string, number>> = { second: 1, minute: minutes, hour: hours };

/** ABDM's own word on the wait, from the header or from its message ("… 30 minutes …"). */
function waitOf({ retryAfterSeconds, error }: Refusal): number | null {
	if (retryAfterSeconds !== null) return retryAfterSeconds;
	const [, amount, unit] = /\b(\d{1,3})\s*(second|minute|hour)s?\b/i.exec(error.message) ?? [];
	const seconds = unitSeconds[unit?.toLowerCase() ?? ''];
	return seconds === undefined ? null : Number(amount) * seconds;
}
