import type { OtpMethod } from '../../../preload/contract/visit.ts';
import { Secret } from '../../secret.ts';
import type { AbhaFamily, OtpTarget } from '../client.ts';

/** How V3 wants a login begun (the table of abdm-api.md 2.4, and 2.6). */
export interface Login {
	family: AbhaFamily;
	method: OtpMethod;
	loginHint: 'abha-number' | 'abha-address' | 'mobile' | 'aadhaar';
	/** Sent encrypted. An ABHA number with its dashes: ABDM refuses 14 bare digits. */
	loginId: Secret;
}

export function loginOf(target: OtpTarget, method: OtpMethod): Login {
	switch (target.kind) {
		case 'mobile':
			return login('number', 'mobile-otp', 'mobile', target.number);
		case 'aadhaar':
			return login('number', 'aadhaar-otp', 'aadhaar', target.number);
		case 'record': {
			const { abhaNumber, abhaAddress, family } = target.record;
			return family === 'number'
				? login('number', method, 'abha-number', new Secret(abhaNumber ?? ''))
				: login('address', method, 'abha-address', new Secret(abhaAddress ?? ''));
		}
	}
}

function login(
	family: AbhaFamily,
	method: OtpMethod,
	loginHint: Login['loginHint'],
	loginId: Secret,
): Login {
	return { family, method, loginHint, loginId };
}

/** The second word of the scope; `request/otp` and `verify` must say the same. */
export const verifyScopes: Readonly<Record<OtpMethod, string>> = {
	'mobile-otp': 'mobile-verify',
	'aadhaar-otp': 'aadhaar-verify',
};

export const otpSystems: Readonly<Record<OtpMethod, string>> = {
	'mobile-otp': 'abdm',
	'aadhaar-otp': 'aadhaar',
};
