import type { Generation } from '../../preload/contract/desk.ts';
import type { AbdmStep } from '../../preload/contract/failure.ts';
import { attemptsLeftIn, waitSecondsIn } from './message-numbers.ts';
import type { AbdmError } from './error-body.ts';

/** Our word for a refusal of ABDM's; `perform.ts` adds the details. */
export type Outcome =
	| { code: 'too-many-requests'; waitSeconds: number | null }
	| { code: 'wrong-otp'; attemptsLeft: number | null }
	| {
			code:
				| 'abha-not-found'
				| 'abha-not-active'
				| 'method-not-available'
				| 'method-blocked'
				| 'otp-expired'
				| 'token-expired'
				| 'credentials-refused'
				| 'not-subscribed'
				| 'abdm-unavailable'
				| 'abdm-not-understood'
				| 'abdm-refused';
	  };

/** A refusal as it came: which generation and step, which status, which code. */
export interface Refusal {
	generation: Generation;
	step: AbdmStep;
	httpStatus: number;
	error: AbdmError;
	retryAfterSeconds: number | null;
	/** Not one byte beside the status: that is how the gateway alone says 401 (abdm-api.md 2.9). */
	emptyBody: boolean;
}

/** What a refusal means, and how sure that is. */
export interface Verdict {
	outcome: Outcome;
	/** Concluded from the status alone: a wrong clock, for one, could be behind it as well. */
	generic: boolean;
	/** The gateway did not take the bearer token, so the call was not processed. */
	gatewayTokenRefused: boolean;
	/** The token may not have been taken, or it was the patient's OTP: nothing may be sent again. */
	gatewayTokenDoubted: boolean;
}

interface Row {
	/** All of what a row names must hold; codes are reused with other meanings, hence so much. */
	generation?: Generation;
	steps?: readonly AbdmStep[];
	statuses?: readonly number[];
	codes?: readonly (string | null)[];
	/** Where ABDM reuses a code, or sends none. */
	says?: RegExp;
	outcome: Outcome;
}

const minutes = 60;
const hours = 60 * minutes;

const sending: readonly AbdmStep[] = ['send-otp', 'resend-otp'];
const login: readonly AbdmStep[] = [...sending, 'verify-otp'];
/** The steps that say whom they are about. */
export const lookup: readonly AbdmStep[] = ['search', ...login];
const verifying: readonly AbdmStep[] = ['verify-otp'];
/** Steps that cost an SMS or an attempt when they are processed twice. */
const spending: readonly AbdmStep[] = [...login, 'choose-account'];
/** Steps that need an OTP's transaction to live. */
const inTransaction: readonly AbdmStep[] = ['resend-otp', 'verify-otp', 'choose-account'];
/** Steps that carry a token of the patient's (X-token, T-token, R-token) beside the gateway's. */
const withPatientToken: readonly AbdmStep[] = [
	'choose-account',
	'profile',
	'card',
	'refresh',
	'log-out',
];

const wait = (waitSeconds: number | null): Outcome => ({ code: 'too-many-requests', waitSeconds });
const wrongOtp: Outcome = { code: 'wrong-otp', attemptsLeft: null };

/** The refusals that we know (abdm-api.md 1.5, 2.4 to 2.6, 2.9), in the order they are tried. */
const table: readonly Row[] = [
	// The gateway.
	{ codes: ['900908'], outcome: { code: 'not-subscribed' } },
	{
		codes: ['HIS-403'],
		says: /not allowed to access this api/i,
		outcome: { code: 'not-subscribed' },
	},
	{
		steps: ['session'],
		says: /invalid (?:user|client)|unauthorized_client|invalid_client/i,
		outcome: { code: 'credentials-refused' },
	},

	// The patient's tokens. 1094 also means a token of the other family.
	{ steps: withPatientToken, codes: ['ABDM-1094'], outcome: { code: 'token-expired' } },
	{ steps: withPatientToken, says: /\b[XTR]-?token\b/i, outcome: { code: 'token-expired' } },

	// The ABHA. 1114 once also says that the way to log in is not allowed.
	{
		steps: lookup,
		codes: ['ABDM-1114'],
		says: /not allowed/i,
		outcome: { code: 'method-not-available' },
	},
	{
		steps: lookup,
		codes: ['ABDM-1114', 'ABDM-1115', 'ABDM-1211'],
		outcome: { code: 'abha-not-found' },
	},
	{ steps: ['search', ...sending], codes: ['HIS-1008'], outcome: { code: 'abha-not-found' } },
	{
		generation: 'v3',
		steps: ['search', ...sending],
		says: /^user not found/i,
		outcome: { code: 'abha-not-found' },
	},
	{
		generation: 'v3',
		steps: ['search'],
		codes: ['ABDM-1006'],
		says: /^invalid abha address/i,
		outcome: { code: 'abha-not-found' },
	},
	{
		// A mobile number without an ABHA (abdm-api.md 2.4).
		generation: 'v3',
		steps: ['send-otp'],
		says: /^invalid mobile number/i,
		outcome: { code: 'abha-not-found' },
	},
	{
		// Seed swagger: the 422 of the search is "No Details Found", with no code of its own.
		generation: 'v1v2',
		steps: ['search'],
		statuses: [422],
		codes: [null, 'HIS-422'],
		outcome: { code: 'abha-not-found' },
	},
	{
		steps: ['search', 'choose-account', ...sending],
		codes: ['HIS-1007'],
		outcome: { code: 'abha-not-active' },
	},
	{
		steps: [...lookup, 'choose-account'],
		codes: ['ABDM-1134'],
		outcome: { code: 'abha-not-active' },
	},

	// The way to log in.
	{ steps: sending, codes: ['HIS-3005'], outcome: { code: 'method-not-available' } },
	{ steps: login, codes: ['ABDM-1118', 'ABDM-1119'], outcome: { code: 'method-not-available' } },

	// Waits. 1023 is 30 seconds in one list and 30 minutes in another: only the message tells.
	{ steps: login, codes: ['HIS-2017'], outcome: wait(30 * minutes) },
	{ steps: login, codes: ['HIS-1039'], outcome: wait(12 * hours) },
	{ steps: login, codes: ['HIS-1023', 'HIS-1041'], outcome: wait(null) },
	{ steps: lookup, codes: ['ABDM-1100'], outcome: wait(30 * minutes) },
	{ steps: lookup, codes: ['ABDM-1027'], outcome: wait(24 * hours) },
	{ steps: lookup, codes: ['ABDM-1022'], outcome: wait(null) },
	{ steps: login, codes: ['ABDM-1204'], says: /flood/i, outcome: wait(null) },
	// After the waits: "You are blocked … 24 hours" is one of them.
	{
		steps: login,
		says: /\b(?:method|mode)\b.{0,60}\bblocked\b|\bblocked\b.{0,60}\b(?:method|mode)\b/i,
		outcome: { code: 'method-blocked' },
	},

	// The transaction. To a person all of these say: a new OTP is needed.
	{
		steps: inTransaction,
		codes: ['HIS-1056', 'HIS-1060', 'HIS-1012', 'HIS-1026', 'ABDM-1017'],
		outcome: { code: 'otp-expired' },
	},
	{
		steps: inTransaction,
		says: /\binvalid transaction\b|\botp\b.{0,20}\bexpired\b|\bgenerate a fresh otp\b/i,
		outcome: { code: 'otp-expired' },
	},

	// The OTP. 1035 is an invalid HIP ID in another list; 1204 is whatever UIDAI has to say.
	{ steps: verifying, codes: ['HIS-1013', 'HIS-2022'], outcome: wrongOtp },
	{ steps: verifying, codes: ['ABDM-1035'], says: /^(?!.*\bhip\b)/i, outcome: wrongOtp },
	{ steps: verifying, codes: ['ABDM-1204'], says: /\botp\b/i, outcome: wrongOtp },
	{
		steps: verifying,
		says: /\botp (?:is incorrect|did ?n.?t match|did not match|does not match)\b/i,
		outcome: wrongOtp,
	},
];

/** What a refusal means. What no row and no status explains is `abdm-refused`, with its code kept. */
export function outcomeOf(refusal: Refusal): Outcome {
	return judgeRefusal(refusal).outcome;
}

export function judgeRefusal(refusal: Refusal): Verdict {
	const row = table.find((candidate) => matches(candidate, refusal));
	if (row !== undefined) {
		const outcome = withWhatItSays(row.outcome, refusal);
		return { outcome, generic: false, gatewayTokenRefused: false, gatewayTokenDoubted: false };
	}
	const gatewayTokenRefused = isGatewayTokenRefusal(refusal);
	return {
		outcome: outcomeOfStatus(refusal),
		generic: true,
		gatewayTokenRefused,
		gatewayTokenDoubted: !gatewayTokenRefused && isTokenDoubtful(refusal),
	};
}

function matches(row: Row, { generation, step, httpStatus, error }: Refusal): boolean {
	return (
		(row.generation === undefined || row.generation === generation) &&
		(row.steps === undefined || row.steps.includes(step)) &&
		(row.statuses === undefined || row.statuses.includes(httpStatus)) &&
		(row.codes === undefined || row.codes.includes(error.code)) &&
		(row.says === undefined || row.says.test(error.message))
	);
}

function outcomeOfStatus(refusal: Refusal): Outcome {
	const { step, httpStatus, error } = refusal;
	if (httpStatus === 429) return wait(waitOf(refusal));
	const carriesPatientToken = withPatientToken.includes(step);
	if (isGatewayTokenRefusal(refusal)) {
		// Without a code it is tried with a new gateway token first; then it was the patient's token.
		const certain = error.code?.startsWith('9009') === true || !carriesPatientToken;
		return { code: certain ? 'credentials-refused' : 'token-expired' };
	}
	if (carriesPatientToken && isCodeless401(refusal)) return { code: 'token-expired' };
	if (httpStatus >= 500) return { code: 'abdm-unavailable' };
	if (step === 'session' && isAboutCredentials(refusal)) return { code: 'credentials-refused' };
	if (step === 'refresh' && httpStatus >= 400) return { code: 'token-expired' };
	return { code: 'abdm-refused' };
}

/** A page of a CDN or a wrong header is no word on the client ID, and must not start a pause. */
function isAboutCredentials({ httpStatus, error }: Refusal): boolean {
	const aboutTheRequest = /media.?type|timestamp|request.?id/i;
	if (error.field !== null || aboutTheRequest.test(error.message)) return false;
	return [400, 401].includes(httpStatus) || (httpStatus === 403 && error.code !== null);
}

/** The gateway's own refusals (abdm-api.md 2.9), told apart from those about the patient's login. */
function isGatewayTokenRefusal(refusal: Refusal): boolean {
	const { step, httpStatus, error, emptyBody } = refusal;
	if (step === 'session') return false;
	const { code } = error;
	if (spending.includes(step)) {
		// A wrong OTP may come as a 401 too. What the gateway did not sign is not sent again.
		const own = code !== null && ['900901', '900902', 'HIS-401'].includes(code);
		return httpStatus === 401 && (own || emptyBody);
	}
	if (code === '900901' || code === '900902') return true;
	return (
		httpStatus === 401 && (['900900', 'HIS-401'].includes(code ?? '') || isCodeless401(refusal))
	);
}

/** Not sure enough to send the call again, but a new token does no harm to the next one. */
function isTokenDoubtful(refusal: Refusal): boolean {
	const { step, error } = refusal;
	const isGateways =
		step !== 'session' && ['900900', '900901', '900902'].includes(error.code ?? '');
	return isGateways || isCodeless401(refusal);
}

/** A 401 that says neither whose token is meant, nor which field. */
function isCodeless401({ step, httpStatus, error }: Refusal): boolean {
	if (step === 'session' || httpStatus !== 401) return false;
	return error.code === null && error.field === null;
}

/** ABDM's own numbers, where it gives them. */
function withWhatItSays(outcome: Outcome, refusal: Refusal): Outcome {
	if (outcome.code === 'wrong-otp') {
		return { ...outcome, attemptsLeft: attemptsLeftIn(refusal.error.message) };
	}
	if (outcome.code !== 'too-many-requests') return outcome;
	return { ...outcome, waitSeconds: waitOf(refusal) ?? outcome.waitSeconds };
}

/** ABDM's own word on the wait, from the header or from its message. */
function waitOf({ retryAfterSeconds, error }: Refusal): number | null {
	return retryAfterSeconds ?? waitSecondsIn(error.message);
}
