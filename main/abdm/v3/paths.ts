import type { AbhaFamily } from '../client.ts';

/** The bases of V3. Production is no host swap of the sandbox, so each is its own (abdm-api.md 2.1). */
export interface V3Urls {
	/** Without `/v3`: `…/abha/api` in the sandbox, `…/api/abha` in production. */
	abha: string;
	/** Whole: `…/v3/phr/web` in the sandbox, `…/phr/web/v3` in production. */
	phr: string;
}

/** Where one family of calls is, and what it calls its login. */
export interface FamilyPaths {
	scope: 'abha-login' | 'abha-address-login';
	search: string;
	requestOtp: string;
	verify: string;
	profile: string;
	card: string;
}

/** Numbers, mobiles and Aadhaar in one family, addresses in the other; a token is good in its own only. */
export function familyPaths({ abha, phr }: V3Urls): Readonly<Record<AbhaFamily, FamilyPaths>> {
	return {
		number: {
			scope: 'abha-login',
			search: `${abha}/v3/profile/login/search`,
			requestOtp: `${abha}/v3/profile/login/request/otp`,
			verify: `${abha}/v3/profile/login/verify`,
			profile: `${abha}/v3/profile/account`,
			card: `${abha}/v3/profile/account/abha-card`,
		},
		address: {
			scope: 'abha-address-login',
			search: `${phr}/login/abha/search`,
			requestOtp: `${phr}/login/abha/request/otp`,
			verify: `${phr}/login/abha/verify`,
			profile: `${phr}/login/profile/abha-profile`,
			card: `${phr}/login/profile/abha/phr-card`,
		},
	};
}
