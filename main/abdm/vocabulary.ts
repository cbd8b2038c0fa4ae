import type { AbhaStatus, OtherMethod, OtpMethod, Profile } from '../../preload/contract/visit.ts';

/** ABDM's words for what the contract has words for. Both generations use the same. */

const statuses: ReadonlyMap<string, AbhaStatus> = new Map([
	['ACTIVE', 'active'],
	['DEACTIVATED', 'deactivated'],
	['BLOCKED', 'blocked'],
	['LOCKED', 'locked'],
	['CONSENTPENDING', 'consent-pending'],
	['DELETED', 'deleted'],
]);

export function readStatus(word: string | null): AbhaStatus {
	return statuses.get(word?.toUpperCase() ?? '') ?? 'unknown';
}

/** In the order in which the desk shows them. */
export const authMethods: Readonly<Record<OtpMethod, string>> = {
	'mobile-otp': 'MOBILE_OTP',
	'aadhaar-otp': 'AADHAAR_OTP',
};

const otherMethods: ReadonlyMap<string, OtherMethod> = new Map([
	['PASSWORD', 'password'],
	['DEMOGRAPHICS', 'demographics'],
	['AADHAAR_BIO', 'biometric'],
]);

/** Splits what ABDM allows, less what it has blocked, by what the desk can do. */
export function readMethods(
	allowed: readonly string[],
	blocked: readonly string[],
): { methods: OtpMethod[]; otherMethods: OtherMethod[] } {
	const open = allowed.filter((method) => !blocked.includes(method));
	const offered = (Object.keys(authMethods) as OtpMethod[]).filter((method) =>
		open.includes(authMethods[method]),
	);
	const others = open
		.filter((method) => !Object.values(authMethods).includes(method))
		.map((method) => otherMethods.get(method) ?? 'unknown');
	return { methods: offered, otherMethods: [...new Set(others)] };
}

const genders: ReadonlyMap<string, NonNullable<Profile['gender']>> = new Map([
	['M', 'male'],
	['MALE', 'male'],
	['F', 'female'],
	['FEMALE', 'female'],
	['O', 'other'],
	['OTHER', 'other'],
	['T', 'other'],
	['TRANSGENDER', 'other'],
	['U', 'undisclosed'],
	['UNDISCLOSED', 'undisclosed'],
]);

/** The Swagger's example says "Male", the servers say `M`. */
export function readGender(word: string | null): Profile['gender'] {
	return genders.get(word?.toUpperCase() ?? '') ?? null;
}
