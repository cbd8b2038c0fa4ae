import type { PracticeCase } from '../../preload/contract/desk.ts';

/** ABDM's own words, the same in both generations of its API (abdm-api.md 1.2). */
export const authMethods = [
	'AADHAAR_BIO',
	'AADHAAR_OTP',
	'DEMOGRAPHICS',
	'PASSWORD',
	'MOBILE_OTP',
] as const;
export type AuthMethod = (typeof authMethods)[number];

export interface Patient {
	readonly name: string;
	/** `NN-NNNN-NNNN-NNNN`, or `undefined` for an ABHA that is an address only. */
	readonly abhaNumber: string | undefined;
	/** With its suffix, in lower case. */
	readonly abhaAddress: string | undefined;
	readonly mobile: string;
	/** Twelve digits. All begin with 9999 0000, as no one's does. */
	readonly aadhaar: string;
	readonly status: 'ACTIVE' | 'DEACTIVATED' | 'LOCKED';
	readonly authMethods: readonly AuthMethod[];
	/** Still listed among `authMethods`, but refused; only V3 can say so (abdm-api.md 2.4). */
	readonly blockedAuthMethods?: readonly AuthMethod[];
	readonly gender: 'M' | 'F' | 'O';
	/** Of many older people ABDM knows the year only. */
	readonly born: { readonly year: number; readonly month?: number; readonly day?: number };
	readonly email?: string;
	readonly home: Home;
	/** JPEG or PNG, in base64. */
	readonly photo?: string;
	readonly shows: PracticeCase;
	/** How long this patient's SMS takes, when it is not what everyone's takes. */
	readonly smsDelayMs?: number;
	/** Has asked for too many OTPs already, whoever asks now. */
	readonly otpLimitReached?: true;
}

/** An invented street in a real place, whose codes are those of the Local Government Directory. */
export interface Home {
	readonly street: string;
	readonly district: string;
	readonly districtCode: string;
	readonly state: string;
	readonly stateCode: string;
	readonly pincode: string;
}

/** An ABHA with Aadhaar behind it is verified; one without, like a child's, is not. */
export function isKycVerified(patient: Patient): boolean {
	return patient.authMethods.includes('AADHAAR_OTP');
}
