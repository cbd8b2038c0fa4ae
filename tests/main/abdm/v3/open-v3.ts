import type { AbhaFamily, OtpTarget } from '../../../../main/abdm/client.ts';
import { Secret } from '../../../../main/secret.ts';
import { type Answers, ScriptedAbdm } from '../scripted-abdm.ts';

/** A person whom V3 finds by number and by address, and how to ask for them. All invented. */
export const number = '91-0000-0000-1016';
export const byNumber = { kind: 'abha-number', value: number } as const;
export const byAddress = { kind: 'abha-address', value: 'test.person@sbx' } as const;
export const mobile: OtpTarget = { kind: 'mobile', number: new Secret('9000000903') };
export const aadhaar: OtpTarget = { kind: 'aadhaar', number: new Secret('999941057058') };

export const inNumberFamily = 'POST /abha/api/v3/profile/login';
export const inAddressFamily = 'POST /abha/api/v3/phr/web/login/abha';

export const tokens = { token: 'x-token', expiresIn: 1800, refreshToken: 'r-token' };

const search = {
	[`${inNumberFamily}/search`]: {
		ABHANumber: number,
		preferredAbhaAddress: 'test.person@sbx',
		authMethods: ['MOBILE_OTP', 'AADHAAR_OTP', 'PASSWORD'],
		blockedAuthMethods: [],
		status: 'ACTIVE',
	},
	[`${inAddressFamily}/search`]: {
		healthIdNumber: number,
		abhaAddress: 'test.person@sbx',
		authMethods: ['MOBILE_OTP', 'AADHAAR_OTP'],
		blockedAuthMethods: [],
		status: 'ACTIVE',
		fullName: 'Test Person',
	},
};

/** Finds that person, and sends an OTP to whoever it is. */
export async function openV3(answers: Answers, keyName?: () => string): Promise<ScriptedAbdm> {
	const otp = { txnId: 'txn-1', message: 'OTP sent to mobile number ending with ******0903' };
	const sent = {
		[`${inNumberFamily}/request/otp`]: otp,
		[`${inAddressFamily}/request/otp`]: otp,
	};
	return ScriptedAbdm.start('v3', { ...search, ...sent, ...answers }, keyName);
}

/** The person as a search of that family found them. */
export function ofRecord(family: AbhaFamily): OtpTarget {
	return {
		kind: 'record',
		record: {
			name: null,
			abhaNumber: number,
			abhaAddress: 'test.person@sbx',
			status: 'active',
			methods: ['mobile-otp', 'aadhaar-otp'],
			otherMethods: [],
			family,
		},
	};
}
