import type { Generation, NumberKind } from '../../preload/contract/desk.ts';
import type {
	AbhaStatus,
	Account,
	Card,
	OtherMethod,
	OtpMethod,
	Profile,
} from '../../preload/contract/visit.ts';
import type { PatientIdentifier } from '../desk/identity.ts';
import type { Secret } from '../secret.ts';

/**
 * ABDM as the desk sees it, in our words. Each generation of its API implements this. Every
 * member throws only AppError, and stops when `signal` does.
 */
export interface AbdmClient {
	readonly generation: Generation;
	/** Which numbers a login can start with, beside ABHA number and ABHA address. */
	readonly numbers: readonly NumberKind[];

	/** Whether another OTP is another transaction (V3), which is lost when its answer is. */
	readonly resendsAnew: boolean;

	/** Looks a patient up. Throws `abha-not-found` when ABDM knows nobody. */
	find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord>;

	/** Has ABDM send an OTP. Never repeated by itself: each call is one SMS. */
	sendOtp(target: OtpTarget, method: OtpMethod, signal: AbortSignal): Promise<OtpTransaction>;

	/** Has ABDM send another OTP for the same login. The transaction returned is the one that counts. */
	resendOtp(transaction: OtpTransaction, signal: AbortSignal): Promise<OtpTransaction>;

	/** Spends one attempt. Never repeated by itself. Throws `wrong-otp` or `otp-expired` as well. */
	verifyOtp(transaction: OtpTransaction, otp: Secret, signal: AbortSignal): Promise<LoginOutcome>;

	/** Logs in with one account of a verified mobile. Never repeated by itself. */
	chooseAccount(
		choice: PendingChoice,
		account: Account,
		signal: AbortSignal,
	): Promise<ProfileSession>;

	/** Throws `token-expired` when ABDM no longer takes the token. */
	profile(session: ProfileSession, signal: AbortSignal): Promise<Profile>;

	/** The card, its content type checked against its bytes. */
	card(session: ProfileSession, signal: AbortSignal): Promise<Card>;

	/** A new profile token for the same visit. Throws `token-expired` when it cannot be had. */
	refresh(session: ProfileSession, signal: AbortSignal): Promise<ProfileSession>;

	/** Tells ABDM that the visit is over. Best effort. */
	logOut(session: ProfileSession, signal: AbortSignal): Promise<void>;
}

/** A patient as ABDM describes them. At least one of number and address is there. */
export interface AbhaRecord {
	name: string | null;
	/** `NN-NNNN-NNNN-NNNN` */
	abhaNumber: string | null;
	abhaAddress: string | null;
	status: AbhaStatus;
	/** What ABDM allows for this patient, less what it has blocked, split by what the desk can do. */
	methods: readonly OtpMethod[];
	otherMethods: readonly OtherMethod[];
	/** V3 keeps numbers and addresses in two families of calls; the login stays in the one it began in. */
	family: AbhaFamily;
}

/** V3: `profile/login` for numbers, mobiles and Aadhaar; `phr/web/login/abha` for addresses. */
export type AbhaFamily = 'number' | 'address';

/** Whom an OTP is for. */
export type OtpTarget =
	| { kind: 'record'; record: AbhaRecord }
	/** Ten digits. */
	| { kind: 'mobile'; number: Secret }
	/** Twelve digits; forgotten with the transaction. */
	| { kind: 'aadhaar'; number: Secret };

export interface OtpTransaction {
	/** Names the OTP to ABDM. Whoever has it may spend attempts: never leaves main. */
	id: Secret;
	/** Masked mobile, if ABDM said it. */
	sentTo: string | null;
	target: OtpTarget;
	method: OtpMethod;
}

export type LoginOutcome =
	/** `account`: what the answer says of the patient; fields that it left out are `null`. */
	| { kind: 'logged-in'; session: ProfileSession; account: Account | null }
	| { kind: 'choose'; choice: PendingChoice };

/** A verified mobile whose account is still to be chosen. */
export interface PendingChoice {
	accounts: readonly Account[];
	transactionId: Secret;
	/** T-Token: good for five minutes and for choosing only. */
	transferToken: Secret;
}

/** The patient's profile token (X-Token), for as long as the visit lasts. */
export interface ProfileSession {
	token: Secret;
	/** Seconds from now; `null` if ABDM did not say. */
	expiresInSeconds: number | null;
	refreshToken: Secret | null;
	family: AbhaFamily;
}
