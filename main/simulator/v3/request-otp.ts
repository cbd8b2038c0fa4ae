import type { Answer } from '../http-exchange.ts';
import type { Opened, OtpTransactions } from '../otp-transactions.ts';
import { findByAadhaar, findByMobile, findPatient } from '../patient-lookup.ts';
import type { AuthMethod, Patient } from '../patient.ts';
import type { Fields } from '../route.ts';
import { aadhaarOf, abhaNumberPattern, mobileOf } from './login-id.ts';
import type { V3Answer, V3Service } from './service.ts';
import { codedError, fieldError } from './v3-error.ts';

/** Begins a login with what was decrypted; `undefined` when it is no such thing. */
type Begin = (
	plain: string,
	method: AuthMethod,
	fields: Fields,
	service: V3Service,
) => Answer | undefined;

interface Flow {
	/** In any order. */
	readonly scope: readonly string[];
	readonly loginHint: string;
	readonly otpSystem: 'abdm' | 'aadhaar';
	readonly begin: Begin;
}

const byAbhaNumber: Begin = (plain, method, _fields, { transactions }) => {
	if (!abhaNumberPattern.test(plain)) return undefined;
	return openFor(findPatient(plain), method, transactions);
};

const byMobile: Begin = (plain, _method, _fields, { transactions }) => {
	const mobile = mobileOf(plain);
	if (mobile === undefined) return undefined;
	const accounts = findByMobile(mobile);
	if (accounts.length === 0) return codedError('ABDM-1114');
	return openedAnswer(transactions.openForMobile(mobile, accounts), sentTo('MOBILE_OTP', mobile));
};

const byAadhaar: Begin = (plain, method, _fields, { transactions }) => {
	const aadhaar = aadhaarOf(plain);
	if (aadhaar === undefined) return undefined;
	return openFor(findByAadhaar(aadhaar), method, transactions, 'aadhaar');
};

const byIndex: Begin = (plain, method, { txnId }, { transactions, searches }) => {
	const patient = searches.account(txnId, plain);
	return patient === undefined ? undefined : openFor(patient, method, transactions);
};

/** No practice patient has an enrolment number, which comes before an ABHA number. */
const byEnrolment: Begin = (plain) =>
	mobileOf(plain) === undefined ? undefined : codedError('ABDM-1115');

const [login, search] = ['abha-login', 'search-abha'];
const [mobileVerify, aadhaarVerify] = ['mobile-verify', 'aadhaar-verify'];

/** The table of abdm-api.md 2.4, row for row. */
const flows: readonly Flow[] = [
	flow([login, mobileVerify], 'abha-number', 'abdm', byAbhaNumber),
	flow([login, aadhaarVerify], 'abha-number', 'aadhaar', byAbhaNumber),
	flow([login, mobileVerify], 'mobile', 'abdm', byMobile),
	flow([login, aadhaarVerify], 'aadhaar', 'aadhaar', byAadhaar),
	flow([login, search, mobileVerify], 'index', 'abdm', byIndex),
	flow([login, search, aadhaarVerify], 'index', 'aadhaar', byIndex),
	flow([login, mobileVerify, 'retrieval'], 'mobile', 'abdm', byEnrolment),
];

/** `POST /v3/profile/login/request/otp`. There is no resend: another request is one. */
export const requestOtp: V3Answer = async ({ fields }, service) => {
	const { clock, keys } = service;
	const ofScope = flows.filter(({ scope }) => isScope(fields.scope, scope));
	if (ofScope.length === 0) return fieldError(clock, 'scope', 'Invalid Scope');
	const ofHint = ofScope.filter(({ loginHint }) => loginHint === fields.loginHint);
	if (ofHint.length === 0) return fieldError(clock, 'loginHint', 'Invalid Login Hint');
	const asked = ofHint.find(({ otpSystem }) => otpSystem === fields.otpSystem);
	if (asked === undefined) return fieldError(clock, 'otpSystem', 'Invalid OTP System');

	const plain = await keys.decryptOaep(fields.loginId);
	if (plain === undefined) return fieldError(clock, 'loginId', 'Invalid LoginId');
	const method = asked.otpSystem === 'abdm' ? 'MOBILE_OTP' : 'AADHAAR_OTP';
	const answer = asked.begin(plain, method, fields, service);
	// Seen on the wire of a number without its dashes; the others are worded like one undecryptable.
	const message = asked.loginHint === 'abha-number' ? 'LoginId is invalid' : 'Invalid LoginId';
	return answer ?? fieldError(clock, 'loginId', message);
};

export function isScope(sent: unknown, scope: readonly string[]): boolean {
	if (!Array.isArray(sent) || sent.length !== scope.length) return false;
	return scope.every((word) => sent.includes(word));
}

/** What an OTP that could not be sent, or was, is answered with; in both families. */
export function openedAnswer(opened: Opened, message: string): Answer {
	switch (opened.outcome) {
		case 'opened':
			return { status: 200, json: { txnId: opened.txnId, message } };
		case 'not-active':
			return codedError('ABDM-1134');
		case 'method-not-allowed':
			return codedError('ABDM-1119');
		case 'too-soon':
			return codedError('ABDM-1100', 'Please wait for 30 seconds before the next OTP.');
		case 'too-many':
			return codedError('ABDM-1100');
	}
}

export function sentTo(method: AuthMethod, mobile: string): string {
	const to = method === 'MOBILE_OTP' ? 'mobile number' : 'Aadhaar registered mobile number';
	return `OTP sent to ${to} ending with ******${mobile.slice(-4)}`;
}

function openFor(
	patient: Patient | undefined,
	method: AuthMethod,
	transactions: OtpTransactions,
	by: 'abha' | 'aadhaar' = 'abha',
): Answer {
	if (patient === undefined) return codedError('ABDM-1114');
	return openedAnswer(transactions.open(patient, method, by), sentTo(method, patient.mobile));
}

function flow(
	scope: Flow['scope'],
	loginHint: string,
	otpSystem: Flow['otpSystem'],
	begin: Begin,
): Flow {
	return { scope, loginHint, otpSystem, begin };
}
