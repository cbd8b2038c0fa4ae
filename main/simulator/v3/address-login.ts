import type { Answer } from '../http-exchange.ts';
import type { Confirmed } from '../otp-transactions.ts';
import { findPatient } from '../patient-lookup.ts';
import { isKycVerified, type Patient } from '../patient.ts';
import { inStyleOf, masked } from '../profile-fields.ts';
import { abhaAddressPattern } from './login-id.ts';
import { readAuthData } from './otp-sent-back.ts';
import { isScope, openedAnswer, sentTo } from './request-otp.ts';
import type { V3Answer } from './service.ts';
import { codedError, flatError, listError } from './v3-error.ts';
import { profileTokens } from './verify.ts';

/** The ABHA address has a family of calls of its own, with arrays for errors (abdm-api.md 2.6). */
const invalidAddress = listError('ABDM-1006', 'Invalid Abha Address');
const userNotFound = flatError(400, 'ABDM-1211', 'User not found.');
const faults = {
	scope: listError('ABDM-9999', 'Invalid Scope'),
	authMethods: listError('ABDM-9999', 'Invalid Auth Methods'),
	txnId: listError('ABDM-9999', 'Invalid Transaction Id'),
	otpValue: listError('ABDM-9999', 'Invalid OTP Value'),
	loginHint: listError('ABDM-9999', 'Invalid Login Hint'),
	otpSystem: listError('ABDM-9999', 'Invalid OTP System'),
} as const;

export const searchByAddress: V3Answer = ({ fields: { abhaAddress } }) => {
	if (!isAddress(abhaAddress)) return invalidAddress;
	const patient = findPatient(abhaAddress);
	if (patient === undefined) return userNotFound;
	return {
		status: 200,
		json: inStyleOf(patient, {
			healthIdNumber: patient.abhaNumber,
			abhaAddress: patient.abhaAddress,
			authMethods: patient.authMethods,
			blockedAuthMethods: patient.blockedAuthMethods ?? [],
			status: patient.status,
			message: undefined,
			fullName: patient.name,
			mobile: masked.head(patient),
		}),
	};
};

export const requestAddressOtp: V3Answer = async ({ fields }, { keys, transactions }) => {
	const method = methodOf(fields.scope);
	if (method === undefined) return faults.scope;
	if (fields.loginHint !== 'abha-address') return faults.loginHint;
	const otpSystem = method === 'MOBILE_OTP' ? 'abdm' : 'aadhaar';
	if (fields.otpSystem !== otpSystem) return faults.otpSystem;

	const abhaAddress = await keys.decryptOaep(fields.loginId);
	if (!isAddress(abhaAddress)) return invalidAddress;
	const patient = findPatient(abhaAddress);
	if (patient === undefined) return userNotFound;
	// The mobile's message has other words than in the number family (fixtures 4 and 21).
	const message =
		method === 'MOBILE_OTP'
			? `OTP is sent to Mobile number ending with ${masked.tail(patient)}`
			: sentTo(method, patient.mobile);
	return openedAnswer(transactions.open(patient, method, 'address'), message);
};

export const verifyAddressOtp: V3Answer = async ({ fields }, { keys, transactions, tokens }) => {
	const method = methodOf(fields.scope);
	if (method === undefined) return faults.scope;
	const sent = await readAuthData(fields.authData, keys);
	if (typeof sent === 'string') return faults[sent];

	const confirmed = transactions.confirm(sent.txnId, { by: ['address'], method }, sent.otp);
	if (confirmed.outcome !== 'confirmed') return refusedOtp(confirmed.outcome);
	const [patient] = confirmed.login.accounts;
	if (patient === undefined) return userNotFound;
	return {
		status: 200,
		json: {
			message: 'OTP verified successfully',
			authResult: 'success',
			users: [inStyleOf(patient, userOf(patient))],
			tokens: profileTokens(tokens.logIn('v3-address', patient)),
		},
	};
};

function refusedOtp(outcome: Exclude<Confirmed['outcome'], 'confirmed'>): Answer {
	const failed = (message: string) => ({
		status: 200,
		json: { message, authResult: 'failed', users: [] },
	});
	switch (outcome) {
		case 'unknown':
			return faults.txnId;
		case 'wrong-otp':
			return failed('OTP did not match, please try again');
		case 'expired':
			return failed('OTP expired, please try again');
		case 'out-of-attempts':
			return codedError('ABDM-1100');
	}
}

function methodOf(scope: unknown): 'MOBILE_OTP' | 'AADHAAR_OTP' | undefined {
	if (isScope(scope, ['abha-address-login', 'mobile-verify'])) return 'MOBILE_OTP';
	if (isScope(scope, ['abha-address-login', 'aadhaar-verify'])) return 'AADHAAR_OTP';
	return undefined;
}

function isAddress(sent: unknown): sent is string {
	return typeof sent === 'string' && abhaAddressPattern.test(sent);
}

function userOf(patient: Patient): Readonly<Record<string, unknown>> {
	return {
		abhaAddress: patient.abhaAddress,
		fullName: patient.name,
		profilePhoto: patient.photo,
		abhaNumber: patient.abhaNumber,
		status: patient.status,
		kycStatus: isKycVerified(patient) ? 'VERIFIED' : 'PENDING',
	};
}
