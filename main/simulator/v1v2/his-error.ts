import type { Answer } from '../http-exchange.ts';

/**
 * The inner codes of the ABHA service with their HTTP status (abdm-api.md 1.5). The text is ours:
 * a client that matches on it would break here, and should.
 */
const details = {
	'HIS-1007': [422, 'This ABHA cannot log in: it is deactivated or locked.'],
	'HIS-1008': [422, 'There is no account with this ABHA.'],
	'HIS-1011': [400, 'Please enter a mobile number of ten digits.'],
	'HIS-1012': [400, 'The transaction ID is no valid UUID.'],
	'HIS-1013': [422, 'That is the wrong OTP.'],
	'HIS-1023': [422, 'Please wait for 30 seconds before the next OTP for this ABHA.'],
	'HIS-1026': [422, 'There is no open transaction with this UUID.'],
	'HIS-1039': [422, 'Too many wrong OTPs. Log in another way, or try again in 12 hours.'],
	'HIS-1047': [422, 'The OTP must be encrypted with the public key of this service.'],
	'HIS-1056': [422, 'The OTP has expired. Ask for a new one.'],
	'HIS-2017': [422, 'Too many OTPs were requested. Try again in 30 minutes.'],
	'HIS-2022': [422, 'The OTP value is not valid: it has six digits.'],
} as const satisfies Record<string, readonly [status: 400 | 422, message: string]>;

const classes = {
	400: 'The request is not valid. Please correct the data.',
	401: 'The patient is not logged in.',
	413: 'The request is too large.',
	415: 'The request is not JSON.',
	422: 'The request cannot be processed with the data entered.',
	500: 'The service has failed.',
} as const;

type HisStatus = keyof typeof classes;

export function hisError(code: keyof typeof details): Answer {
	const [status, message] = details[code];
	return hisAnswer(status, { code, message, attribute: null });
}

/** A field or header that is missing or that this request cannot have. Never holds the value sent. */
export function hisFieldError(status: 400 | 401 | 422, field: string, message: string): Answer {
	const attribute = { key: field, value: message };
	return hisAnswer(status, { code: `HIS-${status}`, message: `${field}: ${message}`, attribute });
}

/** A refusal of the request as a whole. */
export function hisRequestError(status: HisStatus): Answer {
	return hisAnswer(status, {
		code: hisClass(status),
		message: classes[status],
		attribute: null,
	});
}

/** The useful code is the inner one; the outer only names the class (abdm-api.md 1.5). */
function hisAnswer(status: HisStatus, detail: object): Answer {
	return {
		status,
		json: { code: hisClass(status), message: classes[status], details: [detail] },
	};
}

/** The service has no class of its own for 413 and 415. */
function hisClass(status: HisStatus): string {
	return status === 413 || status === 415 ? 'HIS-400' : `HIS-${status}`;
}
