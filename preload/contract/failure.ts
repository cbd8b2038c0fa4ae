/** Why a call did not do what was asked: part of the contract, see contract.ts. */
import type { UpdateRefusal } from './updates.ts';

/** The call to ABDM in which something failed. */
export type AbdmStep =
	| 'session'
	| 'certificate'
	| 'search'
	| 'send-otp'
	| 'resend-otp'
	| 'verify-otp'
	| 'choose-account'
	| 'profile'
	| 'card'
	| 'refresh'
	| 'log-out';

/** What an administrator needs to follow a failure up. Holds no text from the server. */
export interface AbdmDetails {
	/** The id of the log line that has the details. */
	incident: string;
	step: AbdmStep;
	/** HTTP status; `null` if no answer came. */
	httpStatus: number | null;
	/** ABDM's error code, e.g. `HIS-1008`; `null` if it sent none that looks like a code. */
	abdmCode: string | null;
}

/** What is wrong with a value that was typed. Each has a sentence of its own beside the field. */
export type InputProblem =
	| { field: 'query'; problem: 'missing' | 'too-long' | 'not-an-abha' | 'not-an-abha-qr' }
	/** Digits only, but not 14 of them. */
	| { field: 'query'; problem: 'wrong-digit-count'; digits: number }
	| { field: 'otp'; problem: 'missing' | 'not-digits' }
	| { field: 'otp'; problem: 'wrong-digit-count'; digits: number }
	/** Ten digits, with or without +91 or 0 before them (NHA VRFY_ABHA_301). */
	| { field: 'mobile'; problem: 'missing' | 'not-a-mobile' }
	/** Twelve digits that pass Verhoeff (NHA VRFY_ABHA_401). */
	| { field: 'aadhaar'; problem: 'missing' | 'not-an-aadhaar' }
	/** A field of set-up. `not-printable`: it travels in an HTTP header, without spaces or other scripts. */
	| {
			field:
				| 'clientId'
				| 'clientSecret'
				| 'hipId'
				| 'cmId'
				| 'facilityName'
				| 'deskName'
				| 'operatorName';
			problem: 'missing' | 'too-long' | 'not-printable';
	  }
	/** Production, or an address of it, in a package that is for tests only. */
	| { field: 'environment'; problem: 'not-in-this-package' }
	/** https, without a query; plain http on this computer only. */
	| { field: 'sessionsUrl' | 'abhaUrl' | 'phrUrl'; problem: 'missing' | 'not-a-url' }
	| { field: 'proxyUrl'; problem: 'not-a-proxy' }
	| { field: 'proxyUser' | 'proxyPassword'; problem: 'not-usable' | 'needs-the-one-before' }
	| { field: 'extraCaFile'; problem: 'not-readable' | 'no-certificate' }
	/** 6 to 12 digits, and not one that everybody tries first. */
	| { field: 'pin'; problem: 'missing' | 'not-digits' | 'wrong-length' | 'weak' }
	/** 10 to 200 characters. */
	| { field: 'passphrase'; problem: 'missing' | 'too-short' | 'too-long' }
	| { field: 'idleEndsVisitAfterMinutes' | 'keepActivityMonths'; problem: 'out-of-range' }
	| {
			field: 'idleAfterSeconds' | 'sendsPerAbha' | 'sendsPerDevice';
			problem: 'out-of-range';
	  }
	| { field: 'updatePlace'; problem: 'missing' | 'not-https' | 'not-a-folder' }
	| { field: 'pc-key'; problem: 'missing' | 'not-a-pc-key' }
	/** The call itself was malformed. Only a bug or an attack sends that. */
	| { field: 'call'; problem: 'malformed' };

/** Why a call did not do what was asked: what a person can be told, and nothing else. */
export type Failure =
	/** Nothing was sent to ABDM. */
	| { code: 'invalid-input'; problem: InputProblem }
	/** ABDM knows no such ABHA. A result rather than a fault (HIS-1008). */
	| { code: 'abha-not-found'; details: AbdmDetails }
	/** ABDM refuses to log in with this ABHA as it is (HIS-1007). */
	| { code: 'abha-not-active'; details: AbdmDetails }
	/** ABDM, or the search answer, does not allow this method for this patient. */
	| { code: 'method-not-available'; details: AbdmDetails | null }
	/** The OTP did not match; the transaction lives on. `null` attempts: ABDM did not say. */
	| { code: 'wrong-otp'; attemptsLeft: number | null; details: AbdmDetails }
	/** The OTP or its transaction has ended; a new OTP is needed. Without details: main knew it already. */
	| { code: 'otp-expired'; details: AbdmDetails | null }
	/** Our own limit: 60 s after a successful send. Nothing was sent. */
	| { code: 'resend-not-yet'; waitSeconds: number }
	/** Our own limit: the first OTP and two more for this ABHA within the window. Nothing was sent. */
	| { code: 'resend-used-up'; waitSeconds: number }
	/** ABDM has blocked this method for this ABHA, others may work. */
	| { code: 'method-blocked'; details: AbdmDetails }
	/** ABDM wants a pause before another OTP or attempt; `null` seconds: it did not say how long. */
	| { code: 'too-many-requests'; waitSeconds: number | null; details: AbdmDetails }
	/** The gateway refuses the client ID or secret of this facility. */
	| { code: 'credentials-refused'; details: AbdmDetails }
	/** Credentials were refused before, and nothing was asked; see `GatewayState`. */
	| { code: 'gateway-paused'; nextTryInSeconds: number }
	/** This computer's clock is off by more than 30 s, by ABDM's `Date` header; positive: ahead. */
	| { code: 'clock-wrong'; aheadSeconds: number; details: AbdmDetails }
	/** The client ID is not subscribed to this API on NHA's portal (900908). */
	| { code: 'not-subscribed'; details: AbdmDetails }
	/** This computer has no way to ABDM: no network, no name resolution. */
	| { code: 'offline'; details: AbdmDetails }
	/** A proxy stands between this computer and ABDM and refuses. */
	| { code: 'proxy-refused'; details: AbdmDetails }
	/** ABDM's certificate is not trusted: expired, of another name, or signed by a stranger. */
	| { code: 'tls-not-trusted'; details: AbdmDetails }
	/**
	 * ABDM no longer takes the profile token, and gives no other. Without details: its time has passed.
	 */
	| { code: 'token-expired'; details: AbdmDetails | null }
	/** The place that was chosen for the card cannot be written to. */
	| { code: 'card-not-saved' }
	/** ABDM refused the connection, broke it off, or answered 5xx. */
	| { code: 'abdm-unavailable'; details: AbdmDetails }
	/** No complete answer within the deadline. What was asked may have been done all the same. */
	| { code: 'abdm-timeout'; details: AbdmDetails }
	/** The answer was no answer: HTML, empty, too large, the wrong type. */
	| { code: 'abdm-not-understood'; details: AbdmDetails }
	/** A refusal that we have no words for; its code is in the details. */
	| { code: 'abdm-refused'; details: AbdmDetails }
	/** The person stopped waiting. What was asked may have been done all the same. */
	| { code: 'cancelled' }
	/** Kiosk only: the person has not agreed yet, so nothing was asked of ABDM. */
	| { code: 'consent-needed' }
	/** Kiosk only: as many OTPs went out from here as may within half an hour. Nothing was sent. */
	| { code: 'device-limit'; waitSeconds: number }
	/** The vault is locked or cannot be read: there is no desk yet. */
	| { code: 'not-ready' }
	/** The passphrase does not open the vault. Nothing more is known, or said. */
	| { code: 'wrong-passphrase' }
	/** There is no keyring here that protects. */
	| { code: 'keyring-not-strong' }
	/** The vault cannot be written: disk full or read-only. What was stored before is still there. */
	| { code: 'vault-not-saved' }
	/** The settings cannot be written, or were written by a newer version. */
	| { code: 'settings-not-saved' }
	/** The PIN did not match; `waitSeconds` until the next one is taken, 0: now. */
	| { code: 'wrong-pin'; waitSeconds: number }
	/** The client secret did not match; as `wrong-pin`. */
	| { code: 'wrong-client-secret'; waitSeconds: number }
	/** Too many wrong ones: none is taken until then. */
	| { code: 'pin-wait'; waitSeconds: number }
	/** No PIN was ever set on this PC; see `choosePin`. */
	| { code: 'pin-not-set' }
	/** Only for an administrator: Settings are not open, or not any more. */
	| { code: 'pin-required' }
	/** The sealed file is not taken. */
	| {
			code: 'sealed-file-refused';
			reason:
				| 'not-a-sealed-file'
				| 'not-for-this-pc'
				| 'damaged'
				| 'expired'
				/** A file as new or newer was taken before. */
				| 'replayed'
				/** Signed by another key than the files taken before. */
				| 'other-signer'
				/** What it holds is not a facility that this version knows. */
				| 'not-a-facility';
	  }
	/** The place that was chosen cannot be written to. */
	| { code: 'file-not-saved' }
	/** No update, or not now. No text of the source is in it. */
	| { code: 'update-refused'; reason: UpdateRefusal }
	/** This PC cannot be reset. Nothing was removed. */
	| {
			code: 'reset-refused';
			reason:
				/** The profile's folder is a link to another place. */
				| 'link'
				/** The folder holds a person's own files, or was never a profile. */
				| 'not-ours'
				/** The order for the next start cannot be written. */
				| 'not-writable';
	  }
	/** Another call of this visit is under way; this one was not made. */
	| { code: 'busy' }
	/** The visit that the call belongs to has ended, or never came this far. */
	| { code: 'visit-ended' }
	/** A bug of ours. `incident` is the id of the log line that has the details. */
	| { code: 'internal'; incident: string };
