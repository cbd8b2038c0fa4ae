import { randomToken } from '../gateway-access.ts';
import type { Answer } from '../http-exchange.ts';
import type { Confirmed, Opened, OtpTransactions } from '../otp-transactions.ts';
import { findPatient } from '../patient-lookup.ts';
import { authMethods } from '../patients.ts';
import { hisError, hisFieldError } from './his-error.ts';

type Fields = Readonly<Record<string, unknown>>;

const required = 'is required';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Seed step 3. */
export function searchByHealthId({ healthId }: Fields): Answer {
	if (!isFilled(healthId)) return hisFieldError(400, 'healthId', required);
	const patient = findPatient(healthId);
	if (patient === undefined) return hisError('HIS-1008');
	return {
		status: 200,
		json: {
			healthId: patient.abhaAddress ?? null,
			healthIdNumber: patient.abhaNumber ?? null,
			name: patient.name,
			status: patient.status,
			authMethods: patient.authMethods,
			tags: null,
		},
	};
}

/** Seed step 4. `healthid` is in lower case here, and here only (abdm-api.md 1.2, row 5). */
export function initAuth({ authMethod, healthid }: Fields, transactions: OtpTransactions): Answer {
	if (!isFilled(healthid)) return hisFieldError(400, 'healthid', required);
	if (!isFilled(authMethod)) return hisFieldError(400, 'authMethod', required);
	const method = authMethods.find((known) => known === authMethod);
	if (method === undefined) return hisFieldError(400, 'authMethod', 'is not a known method');

	const patient = findPatient(healthid);
	if (patient === undefined) return hisError('HIS-1008');
	return openedAnswer(transactions.open(patient, method));
}

/** Seed step 5: the OTP is plain in v1 (abdm-api.md 1.3). */
export function confirmWithMobileOtp(
	{ otp, txnId }: Fields,
	transactions: OtpTransactions,
): Answer {
	if (!isFilled(txnId)) return hisFieldError(400, 'txnId', required);
	if (!isFilled(otp)) return hisFieldError(400, 'otp', required);
	if (!uuid.test(txnId)) return hisError('HIS-1012');
	if (!/^\d{6}$/.test(otp)) return hisError('HIS-2022');
	return confirmedAnswer(transactions.confirm(txnId.toLowerCase(), 'MOBILE_OTP', otp));
}

function openedAnswer(opened: Opened): Answer {
	switch (opened.outcome) {
		case 'opened':
			return { status: 200, json: { txnId: opened.txnId } };
		case 'not-active':
			return hisError('HIS-1007');
		case 'method-not-allowed':
			// No inner code of its own is known.
			return hisFieldError(422, 'authMethod', 'is not available for this ABHA');
		case 'too-soon':
			return hisError('HIS-1023');
		case 'too-many':
			return hisError('HIS-2017');
	}
}

function confirmedAnswer(confirmed: Confirmed): Answer {
	switch (confirmed.outcome) {
		case 'confirmed':
			return {
				status: 200,
				json: {
					token: randomToken(),
					expiresIn: 1800,
					refreshToken: randomToken(),
					// Official sources differ; this is the Swagger's (abdm-api.md 1.2).
					refreshExpiresIn: 86_400,
				},
			};
		case 'unknown':
			return hisError('HIS-1026');
		case 'expired':
			return hisError('HIS-1056');
		case 'wrong-otp':
			return hisError('HIS-1013');
		case 'out-of-attempts':
			return hisError('HIS-1039');
	}
}

function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
