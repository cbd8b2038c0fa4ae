import type { Answer } from '../http-exchange.ts';
import type { Confirmed, Login } from '../otp-transactions.ts';
import { isKycVerified, type Patient } from '../patient.ts';
import { birthInOne, inStyleOf } from '../profile-fields.ts';
import {
	profileTokenSeconds,
	refreshTokenSeconds,
	transferTokenSeconds,
	type ProfileTokens,
} from '../profile-tokens.ts';
import { bearerOf } from '../route.ts';
import { abhaNumberPattern } from './login-id.ts';
import { readAuthData } from './otp-sent-back.ts';
import { isScope } from './request-otp.ts';
import type { V3Answer } from './service.ts';
import { codedError, fieldError, messageError } from './v3-error.ts';

const faults = {
	authMethods: 'Invalid Auth Method',
	txnId: 'Invalid Transaction Id',
	otpValue: 'Invalid OTP Value',
} as const;

/** `POST /v3/profile/login/verify`. A wrong OTP is a 200 (abdm-api.md 2.4). */
export const verifyOtp: V3Answer = async ({ fields }, { clock, keys, transactions, tokens }) => {
	const isMobile = isScope(fields.scope, ['abha-login', 'mobile-verify']);
	if (!isMobile && !isScope(fields.scope, ['abha-login', 'aadhaar-verify'])) {
		return fieldError(clock, 'scope', 'Invalid Scope');
	}
	const sent = await readAuthData(fields.authData, keys);
	if (typeof sent === 'string') return fieldError(clock, sent, faults[sent]);

	const { txnId } = sent;
	const method = isMobile ? 'MOBILE_OTP' : 'AADHAAR_OTP';
	const by = ['abha', 'mobile', 'aadhaar'] as const;
	const confirmed = transactions.confirm(txnId, { by, method }, sent.otp);
	if (confirmed.outcome === 'unknown') return fieldError(clock, 'txnId', faults.txnId);
	if (confirmed.outcome !== 'confirmed') return refusedOtp(confirmed.outcome, txnId, isMobile);
	return { status: 200, json: loggedIn(confirmed.login, txnId, tokens) };
};

/** The mobile's token only opens `verify/user`; that there is no refresh token says so. */
function loggedIn(login: Login, txnId: string, tokens: ProfileTokens): object {
	const verified = { txnId, authResult: 'success', message: 'OTP verified successfully' };
	const { by, accounts } = login;
	const [patient] = accounts;
	if (by === 'mobile' || patient === undefined) {
		return {
			...verified,
			token: tokens.allowTransfer({ family: 'v3-number', txnId, accounts }),
			expiresIn: transferTokenSeconds,
			accounts: accounts.map((account) => inStyleOf(account, fullAccount(account))),
		};
	}
	return {
		...verified,
		...profileTokens(tokens.logIn('v3-number', patient)),
		accounts: [inStyleOf(patient, thinAccount(patient))],
	};
}

/** `POST /v3/profile/login/verify/user`: the T-token opens one account of the mobile. */
export const verifyUser: V3Answer = ({ fields, headers }, { clock, tokens }) => {
	const transfer = tokens.readTransfer(bearerOf(headers['t-token']));
	if (transfer.state !== 'valid' || transfer.of.family !== 'v3-number') {
		return messageError(clock, 400, 'Invalid T-token');
	}
	const { ABHANumber, txnId } = fields;
	const patient = transfer.of.accounts.find(({ abhaNumber }) => abhaNumber === ABHANumber);
	if (!abhaNumberPattern.test(String(ABHANumber)) || patient === undefined) {
		return fieldError(clock, 'ABHANumber', 'Invalid ABHA Number');
	}
	if (txnId !== transfer.of.txnId) return fieldError(clock, 'txnId', faults.txnId);
	if (patient.status !== 'ACTIVE') return codedError('ABDM-1134');
	return { status: 200, json: profileTokens(tokens.logIn('v3-number', patient)) };
};

export function profileTokens({ token, refreshToken }: { token: string; refreshToken: string }) {
	return {
		token,
		expiresIn: profileTokenSeconds,
		refreshToken,
		refreshExpiresIn: refreshTokenSeconds,
	};
}

type RefusedOtp = Exclude<Confirmed['outcome'], 'confirmed' | 'unknown'>;

function refusedOtp(outcome: RefusedOtp, txnId: string, isMobile: boolean): Answer {
	const failed = (message: string) => ({
		status: 200,
		json: { txnId, authResult: 'failed', message, accounts: [] },
	});
	switch (outcome) {
		case 'wrong-otp':
			// UIDAI's own refusal comes through as an error (abdm-api.md 2.4).
			return isMobile ? failed('OTP did not match, please try again') : codedError('ABDM-1204');
		case 'expired':
			return failed('OTP expired, please try again');
		case 'out-of-attempts':
			return codedError('ABDM-1100');
	}
}

/** What a login by number or Aadhaar says (abdm-api.md 2.7, c). */
function thinAccount(patient: Patient): Readonly<Record<string, unknown>> {
	return {
		ABHANumber: patient.abhaNumber,
		preferredAbhaAddress: patient.abhaAddress,
		name: patient.name,
		status: patient.status,
		profilePhoto: patient.photo,
	};
}

/** What a login by mobile says (abdm-api.md 2.7, b). */
function fullAccount(patient: Patient): Readonly<Record<string, unknown>> {
	return {
		...thinAccount(patient),
		gender: patient.gender,
		dob: birthInOne(patient),
		verifiedStatus: 'VERIFIED',
		verificationType: isKycVerified(patient) ? 'AADHAAR' : 'CHILD_ABHA',
		kycVerified: isKycVerified(patient),
	};
}
