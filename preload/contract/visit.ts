/** What the screens may know of a patient: part of the contract, see contract.ts. */

/** How an OTP reaches the patient. Words for ABDM's `authMethods` (seed step 3). */
export type OtpMethod = 'mobile-otp' | 'aadhaar-otp';

/** Methods that ABDM allows for a patient but this desk does not offer. */
export type OtherMethod = 'password' | 'demographics' | 'biometric' | 'unknown';

/**
 * ABDM's `status` of an ABHA in our words. `unknown` is a status that NHA added later or left out:
 * the desk then lets ABDM decide.
 */
export type AbhaStatus =
	'active' | 'deactivated' | 'blocked' | 'locked' | 'consent-pending' | 'deleted' | 'unknown';

/**
 * A patient as ABDM describes them (seed step 3). At least one of the two identifiers is there. In the
 * kiosk main masks name, number and address until the patient is verified.
 */
export interface PatientFound {
	name: string | null;
	/** `NN-NNNN-NNNN-NNNN` */
	abhaNumber: string | null;
	/** With its suffix, e.g. `name@sbx`. */
	abhaAddress: string | null;
	status: AbhaStatus;
	/** The ways to log in that this desk offers this patient, in the order to show. */
	methods: readonly OtpMethod[];
	/** Allowed by ABDM, not offered here. */
	otherMethods: readonly OtherMethod[];
}

export interface OtpSent {
	method: OtpMethod;
	/** The end of the mobile number as ABDM masked it, e.g. `******0903`; `null` if it did not say. */
	sentTo: string | null;
	/** How often `resendOtp` may still be called in this window: 2, 1 or 0. */
	resendsLeft: number;
	/** Seconds until `resendOtp` may be called. */
	resendAfterSeconds: number;
}

/** What a right OTP leads to: the patient, or the accounts of a mobile to choose from. */
export type VerifyOutcome =
	{ next: 'verified'; verified: Verified } | { next: 'choose-account'; choice: AccountChoice };

/** The ABHA accounts of one mobile. The person chooses, even if there is one. */
export interface AccountChoice {
	accounts: readonly Account[];
}

export interface Account {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
	status: AbhaStatus;
	photo: Photo | null;
}

/** A picture as ABDM sent it, its type read from its bytes. */
export interface Photo {
	contentType: 'image/jpeg' | 'image/png';
	base64: string;
}

/** What ABDM knows of a verified patient (abdm-api.md 1.4, 2.5). Absent is `null`, never "null". */
export interface Profile {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
	/** May be a year only. */
	dateOfBirth: { year: number; month: number | null; day: number | null } | null;
	gender: 'male' | 'female' | 'other' | 'undisclosed' | null;
	/** As ABDM sent it, masked or not. */
	mobile: string | null;
	email: string | null;
	address: string | null;
	district: string | null;
	state: string | null;
	pincode: string | null;
	/** `null`: ABDM did not say, which is not "no". */
	kycVerified: boolean | null;
	photo: Photo | null;
}

/** The ABHA card: ABDM's own bytes, QR and all, never redrawn. */
export interface Card {
	contentType: 'image/png' | 'image/jpeg' | 'image/svg+xml' | 'application/pdf';
	bytes: Uint8Array;
}

/** The patient has shown that the ABHA is theirs. The profile token itself stays in main. */
export interface Verified {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
	/** Seconds until the profile token ends, from ABDM's `expiresIn`; `null` if it did not say. */
	tokenExpiresInSeconds: number | null;
	/** Kiosk only: the number to tell at the registration desk, e.g. `7`; it says nothing of anybody. */
	slip: string | null;
}
