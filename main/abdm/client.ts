import type { AbhaStatus, OtherMethod, OtpMethod } from '../../preload/contract.ts';
import type { PatientIdentifier } from '../desk/identity.ts';
import type { Secret } from '../secret.ts';

/**
 * ABDM as the desk sees it, in our words. Each generation of its API implements this. Every
 * member throws only AppError, and stops when `signal` does.
 */
export interface AbdmClient {
	/** Looks a patient up. Throws `abha-not-found` when ABDM knows nobody. */
	find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord>;

	/** Has ABDM send an OTP. Never repeated by itself: each call is one SMS. */
	sendOtp(record: AbhaRecord, method: OtpMethod, signal: AbortSignal): Promise<OtpTransaction>;

	/** Spends one attempt. Never repeated by itself. Throws `wrong-otp` or `otp-expired` as well. */
	verifyOtp(transaction: OtpTransaction, otp: Secret, signal: AbortSignal): Promise<ProfileToken>;
}

/** A patient as ABDM describes them. At least one of number and address is there. */
export interface AbhaRecord {
	name: string | null;
	/** `NN-NNNN-NNNN-NNNN` */
	abhaNumber: string | null;
	abhaAddress: string | null;
	status: AbhaStatus;
	/** What ABDM allows for this patient, split by what the desk can do. */
	methods: readonly OtpMethod[];
	otherMethods: readonly OtherMethod[];
}

export interface OtpTransaction {
	/** Names the OTP to ABDM. Whoever has it may spend attempts: never leaves main. */
	id: Secret;
	/** Masked mobile, if ABDM said it. */
	sentTo: string | null;
}

/** The patient's profile token (X-Token), for as long as the visit lasts. */
export interface ProfileToken {
	token: Secret;
	/** Seconds from now; `null` if ABDM did not say. */
	expiresInSeconds: number | null;
}
