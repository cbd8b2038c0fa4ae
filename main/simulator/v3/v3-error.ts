import type { Clock } from '../../clock.ts';
import type { Answer } from '../http-exchange.ts';

/** V3 refuses in many shapes (abdm-api.md 2.9); which call has which is in 2.4 to 2.6. */

/** The codes of V3 that the simulator has use for. The text is ours, but for its key words. */
const coded = {
	'ABDM-1016: ': [404, 'Invalid Timestamp'],
	'ABDM-1030: ': [404, 'Invalid request ID'],
	'ABDM-1100': [422, 'You have requested multiple OTPs. Please try again in 30 minutes.'],
	'ABDM-1114': [404, 'User not found.'],
	'ABDM-1115': [404, 'The mobile number does not match any record.'],
	'ABDM-1119': [400, 'This login method is not allowed for this ABHA.'],
	'ABDM-1134': [422, 'This ABHA account is deactivated.'],
	'ABDM-1204': [422, 'UIDAI Error code : 400 : Invalid Aadhaar OTP value.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type V3Code = keyof typeof coded;

/** `{"error":{"code","message"}}`, where some codes end in a colon and a space. */
export function codedError(code: V3Code, message: string = coded[code][1]): Answer {
	return { status: coded[code][0], json: { error: { code, message } } };
}

/** `{"<field>":"Invalid …","timestamp"}` */
export function fieldError(clock: Clock, field: string, message: string): Answer {
	return { status: 400, json: { [field]: message, timestamp: timestampOf(clock) } };
}

/** `{"message":"Invalid X-token","timestamp"}` */
export function messageError(clock: Clock, status: 400 | 401, message: string): Answer {
	return { status, json: { message, timestamp: timestampOf(clock) } };
}

/** `{"code","message"}`, without a frame. */
export function flatError(status: 400 | 401, code: string, message: string): Answer {
	return { status, json: { code, message } };
}

/** The address family's array (abdm-api.md 2.6). */
export function listError(code: 'ABDM-1006' | 'ABDM-9999', message: string): Answer {
	return { status: 400, json: [{ code: `${code}: `, message }] };
}

/** The session's, and what has no code of its own. */
export function unknownError(status: 400 | 401 | 413 | 500, message: string): Answer {
	return { status, json: { error: { code: 'ABDM-9999: ', message } } };
}

export function bodyError(status: 400 | 413 | 415): Answer {
	if (status === 415) return unknownError(400, '415 UNSUPPORTED_MEDIA_TYPE');
	return unknownError(status, 'The body is no JSON object of an allowed size');
}

/** Headers that are missing: the gateway says no more than this (abdm-api.md 2.2). */
export const accessDenied: Answer = { status: 403, text: 'Access Denied' };

/** `2025-01-31 20:03:49` */
export function timestampOf(clock: Clock): string {
	return new Date(clock.wallNowMs()).toISOString().slice(0, 19).replace('T', ' ');
}
