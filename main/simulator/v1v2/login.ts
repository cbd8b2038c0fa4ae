import type { Answer } from '../http-exchange.ts';
import type { Confirmed, Expected, OtpTransactions, Resent } from '../otp-transactions.ts';
import { findPatient } from '../patient-lookup.ts';
import { authMethods } from '../patient.ts';
import { profileTokenSeconds } from '../profile-tokens.ts';
import { isFilled, uuid, type Asked, type Fields } from '../route.ts';
import type { AbhaService } from './abha-routes.ts';
import { hisError, hisFieldError } from './his-error.ts';

export const required = 'is required';
const authMethod = 'authMethod';

/** Seed step 3. */
export function searchByHealthId({ fields: { healthId } }: Asked): Answer {
	if (!isFilled(healthId)) return hisFieldError(400, 'healthId', required);
	const patient = findPatient(healthId);
	if (patient === undefined) return hisError('HIS-1008');
	const blocked = patient.blockedAuthMethods ?? [];
	return {
		status: 200,
		json: {
			healthId: patient.abhaAddress ?? null,
			healthIdNumber: patient.abhaNumber ?? null,
			name: patient.name,
			status: patient.status,
			// There is no field for the blocked ones here.
			authMethods: patient.authMethods.filter((method) => !blocked.includes(method)),
			tags: null,
		},
	};
}

/** Seed step 4. `healthid` is in lower case here, and here only (abdm-api.md 1.2, row 5). */
export function initAuth({ fields }: Asked, { transactions }: AbhaService): Answer {
	const { healthid } = fields;
	if (!isFilled(healthid)) return hisFieldError(400, 'healthid', required);
	if (!isFilled(fields.authMethod)) return hisFieldError(400, authMethod, required);
	const method = authMethods.find((known) => known === fields.authMethod);
	if (method === undefined) return hisFieldError(400, authMethod, 'is not a known method');

	const patient = findPatient(healthid);
	if (patient === undefined) return hisError('HIS-1008');
	const opened = transactions.open(patient, method);
	switch (opened.outcome) {
		case 'opened':
			return { status: 200, json: { txnId: opened.txnId } };
		case 'not-active':
			return hisError('HIS-1007');
		case 'method-not-allowed':
			// No inner code of its own is known.
			return hisFieldError(422, authMethod, 'is not available for this ABHA');
		case 'too-soon':
			return hisError('HIS-1023');
		case 'too-many':
			return hisError('HIS-2017');
	}
}

/** `POST /v1/auth/resendAuthOTP` (abdm-api.md 1.2, row 9). */
export function resendAuthOtp({ fields }: Asked, { transactions }: AbhaService): Answer {
	const method = authMethods.find((known) => known === fields.authMethod);
	if (method === undefined) return hisFieldError(400, authMethod, 'is not a known method');
	return resend(fields, { by: ['abha'], method }, transactions);
}

export function resend(
	{ txnId }: Fields,
	expected: Expected,
	transactions: OtpTransactions,
): Answer {
	if (!isFilled(txnId)) return hisFieldError(400, 'txnId', required);
	if (!uuid.test(txnId)) return hisError('HIS-1012');
	return resentAnswer(transactions.resend(txnId.toLowerCase(), expected));
}

/** Seed step 5, and its twin for Aadhaar: the OTP is plain in v1 (abdm-api.md 1.3). */
export function confirmOtp(method: 'MOBILE_OTP' | 'AADHAAR_OTP') {
	return ({ fields: { otp, txnId } }: Asked, { transactions, tokens }: AbhaService): Answer => {
		if (!isFilled(txnId)) return hisFieldError(400, 'txnId', required);
		if (!isFilled(otp)) return hisFieldError(400, 'otp', required);
		if (!uuid.test(txnId)) return hisError('HIS-1012');
		if (!/^\d{6}$/.test(otp)) return hisError('HIS-2022');
		const confirmed = transactions.confirm(txnId.toLowerCase(), { by: ['abha'], method }, otp);
		if (confirmed.outcome !== 'confirmed') return refusedOtp(confirmed);

		const [patient] = confirmed.login.accounts;
		if (patient === undefined) return hisError('HIS-1008');
		const json = {
			expiresIn: profileTokenSeconds,
			// Official sources differ; this is the Swagger's (abdm-api.md 1.2).
			refreshExpiresIn: 86_400,
			...tokens.logIn('v1v2', patient),
		};
		return { status: 200, json };
	};
}

export function refusedOtp({ outcome }: Exclude<Confirmed, { outcome: 'confirmed' }>): Answer {
	switch (outcome) {
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

function resentAnswer({ outcome }: Resent): Answer {
	switch (outcome) {
		case 'resent':
			return { status: 200, json: true };
		case 'unknown':
			return hisError('HIS-1026');
		case 'expired':
			return hisError('HIS-1056');
		case 'too-soon':
			return hisError('HIS-1023');
		case 'too-many':
			return hisError('HIS-2017');
	}
}
