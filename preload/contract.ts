/**
 * The border between the renderer and main: every call, every event, every failure.
 *
 * Types, and two lists of names. Nothing here runs but the lists, so that all three processes may
 * import it. A change of the border starts here, and the compiler names every place that must
 * follow. What is not in this file cannot be said across the border: in particular no secret, no
 * token and no transaction id has a name here.
 */

/** What the renderer may ask of main. Each call is checked in `main/ipc/register.ts`. */
export interface Calls {
	/** What this desk is. Asked once when the renderer starts, after it listens to the events. */
	getDesk(): Desk;

	/**
	 * Looks a patient up by ABHA number, ABHA address or the JSON of an ABHA QR (seed step 3).
	 * Ends the visit before it, whatever comes of the search.
	 * Fails with `invalid-input` (nothing was sent), `abha-not-found`, or any ABDM failure.
	 */
	findPatient(input: { query: string }): PatientFound;

	/**
	 * Has ABDM send an OTP to the patient found (seed step 4). Never repeated by main: one press,
	 * one request. Main keeps the transaction id.
	 * Fails with `visit-ended`, `busy`, `method-not-available`, `resend-not-yet`, `resend-used-up`,
	 * `too-many-requests`, or any ABDM failure; after a failure the patient is still found and may be
	 * asked again.
	 */
	sendOtp(input: { method: OtpMethod }): OtpSent;

	/**
	 * Starts a visit without a search: has ABDM send an OTP to a mobile number (NHA VRFY_ABHA_303), or
	 * to the mobile of an Aadhaar number (VRFY_ABHA_401, V3 only; the number is never kept nor echoed).
	 * Ends the visit before it. Fails as `sendOtp` does, with `invalid-input` (nothing was sent), and
	 * with `abha-not-found` when ABDM knows no ABHA for it.
	 */
	sendOtpToNumber(input: { kind: NumberKind; number: string }): OtpSent;

	/**
	 * Has ABDM send another OTP; the newest transaction counts from then on. Off for 60 s after a
	 * successful send, at most twice (NHA VRFY_ABHA_305), counted for each ABHA within a window that
	 * outlasts cancel and reload. Fails with `resend-not-yet`, `resend-used-up`, `visit-ended`, `busy`,
	 * or any ABDM failure.
	 */
	resendOtp(): OtpSent;

	/**
	 * Spends one attempt of the newest OTP (seed step 5). Never repeated by main.
	 * Fails with `invalid-input` (no attempt was spent), `wrong-otp` (the same OTP may be tried
	 * again), `otp-expired` (it may not), `visit-ended`, `busy`, or any ABDM failure.
	 */
	verifyOtp(input: { otp: string }): VerifyOutcome;

	/**
	 * Chooses one of the accounts that a verified mobile has, by its place in `AccountChoice.accounts`.
	 * Fails with `visit-ended`, `busy`, `invalid-input`, or any ABDM failure.
	 */
	chooseAccount(input: { index: number }): Verified;

	/**
	 * What ABDM says of the verified patient (X-Token). Fails with `visit-ended` before that, with
	 * `token-expired` when ABDM no longer takes the token and gives no other, or any ABDM failure.
	 */
	getProfile(): Profile;

	/** The ABHA card as ABDM made it, its type checked against its bytes. Fails as `getProfile` does. */
	getCard(): Card;

	/**
	 * Prints the card that the window shows, through the system's own dialog. `false`: the person chose
	 * not to, the printer refused, or the card is a PDF, which the window cannot show.
	 */
	printCard(): { printed: boolean };

	/** Saves the card to a place that the person chooses in the system's own dialog; `false`: none. */
	saveCard(): { saved: boolean };

	/** Goes through DNS, TLS, clock, session and certificate, and says which step fails. */
	checkConnection(): ConnectionReport;

	/** Ends the pause after refused credentials (see `GatewayState`); the next call asks again. */
	tryGatewayNow(): void;

	/** Training only: which generation of ABDM's API to practise with. Ends the visit. */
	setTrainingGeneration(input: { generation: Generation }): Desk;

	/**
	 * Stops waiting for ABDM. The calls of the visit under way, if any, fail with `cancelled`;
	 * `checkConnection` goes on.
	 */
	cancelWaiting(): void;

	/** Forgets the patient: found data, transaction and token. Also stops the call under way. */
	endVisit(): void;

	/** Files a fault of the renderer in main's log, without personal data. */
	reportProblem(input: ProblemReport): ProblemFiled;
}

/** What main tells the renderer without being asked. */
export interface Events {
	/** Training only: the simulator's SMS has "arrived". Real OTPs reach the patient's phone alone. */
	trainingMessageArrived: TrainingMessage;
	/** The profile token of this visit was renewed and lasts this long from now; `null`: not said. */
	tokenRenewed: { expiresInSeconds: number | null };
	/** The gateway has begun or ended to refuse this facility. The whole state, not a change of it. */
	gatewayChanged: GatewayState;
}

// `satisfies Record<keyof …>` makes a call or event that is declared but not listed a compile error.
export const calls = {
	getDesk: true,
	findPatient: true,
	sendOtp: true,
	sendOtpToNumber: true,
	resendOtp: true,
	verifyOtp: true,
	chooseAccount: true,
	getProfile: true,
	getCard: true,
	printCard: true,
	saveCard: true,
	checkConnection: true,
	tryGatewayNow: true,
	setTrainingGeneration: true,
	cancelWaiting: true,
	endVisit: true,
	reportProblem: true,
} as const satisfies Record<keyof Calls, true>;

export const events = {
	trainingMessageArrived: true,
	tokenRenewed: true,
	gatewayChanged: true,
} as const satisfies Record<keyof Events, true>;

export type Call = keyof Calls;
export type Input<C extends Call> = Parameters<Calls[C]>;
export type Output<C extends Call> = ReturnType<Calls[C]>;

/**
 * Every answer. Plain data, because a thrown error loses all but its message at IPC, and the rest
 * of it at the context bridge.
 */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What the renderer sees as `window.bridge`. */
export type Bridge = {
	readonly [C in Call]: (...input: Input<C>) => Promise<Reply<Output<C>>>;
} & {
	/** Listens to an event. Returns the function that stops listening. */
	on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void;
};

/** The facility and the mode that this program runs in. */
export interface Desk {
	/** As provisioned; `null` in training. */
	facilityName: string | null;
	/** Which ABDM the desk talks to. `training` is the simulator in this program. */
	environment: 'sandbox' | 'production' | 'custom' | 'training';
	generation: Generation;
	/** Which numbers the desk may start a visit with, beside ABHA number and ABHA address. */
	numbers: readonly NumberKind[];
	/** Whether the gateway takes this facility, when the renderer started. */
	gateway: GatewayState;
	/** The invented patients to practise with; empty outside training. */
	practicePatients: readonly PracticePatient[];
}

/** The two APIs of ABDM: the one that the seed documents, and today's. */
export type Generation = 'v1v2' | 'v3';

/** What else a visit can start with: a mobile of up to six ABHA accounts, or an Aadhaar number. */
export type NumberKind = 'mobile' | 'aadhaar';

/** NHA locks a client after repeated refusals, so the desk pauses instead of asking at every press. */
export type GatewayState =
	| { state: 'open' }
	/** Credentials were refused; nothing is asked until then, but for `tryGatewayNow`. */
	| { state: 'paused'; nextTryInSeconds: number };

/** An invented patient of the simulator, and what looking them up teaches. */
export interface PracticePatient {
	/** What to type: an ABHA address without suffix, or an ABHA number. */
	query: string;
	/** The mobile to practise "find by mobile" with; invented. */
	mobile: string;
	/** The Aadhaar number to practise with; invented. */
	aadhaar: string;
	shows: PracticeCase;
}

export type PracticeCase =
	| 'active'
	| 'deactivated'
	| 'locked'
	| 'no-mobile-otp'
	| 'shared-phone'
	| 'no-address'
	| 'no-number'
	| 'long-name'
	| 'slow-sms'
	| 'otp-limit';

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

/** A patient as ABDM describes them (seed step 3). At least one of the two identifiers is there. */
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

/** The steps of a call to ABDM, in their order; the first that fails is the last that was tried. */
export interface ConnectionReport {
	steps: readonly ConnectionStep[];
}

export interface ConnectionStep {
	step: 'dns' | 'tls' | 'clock' | 'session' | 'certificate';
	/** `not-tried`: a step before it failed, or the URL needs no such step. */
	result: 'ok' | 'failed' | 'not-tried';
	/** Why, when it failed. */
	failure: Failure | null;
	/** Of the clock: how far this computer is ahead of ABDM, in seconds; `null` elsewhere. */
	clockAheadSeconds: number | null;
}

/** The patient has shown that the ABHA is theirs. The profile token itself stays in main. */
export interface Verified {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
	/** Seconds until the profile token ends, from ABDM's `expiresIn`; `null` if it did not say. */
	tokenExpiresInSeconds: number | null;
}

/** An SMS as the training panel shows it. All of it is invented. */
export interface TrainingMessage {
	/** Masked mobile number, e.g. `******0903`. */
	to: string;
	otp: string;
}

/** Where and in what the renderer failed. No message: it could carry a patient's data. */
export interface ProblemReport {
	kind: 'error' | 'unhandled-rejection' | 'screen';
	/** The error's class name, e.g. `TypeError`. */
	errorName: string;
	/** The top frame of the stack as `file:line:column` of our own code; empty if unknown. */
	location: string;
}

export interface ProblemFiled {
	/** The reference to give to the administrator: the id of the log line. */
	incident: string;
}

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
	/** Another call of this visit is under way; this one was not made. */
	| { code: 'busy' }
	/** The visit that the call belongs to has ended, or never came this far. */
	| { code: 'visit-ended' }
	/** A bug of ours. `incident` is the id of the log line that has the details. */
	| { code: 'internal'; incident: string };
