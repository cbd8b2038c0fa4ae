/**
 * The border between the renderer and main: every call, every event, every failure.
 *
 * Types, and two lists of names. Nothing here runs but the lists, so that all three processes may
 * import it. A change of the border starts here, and the compiler names every place that must
 * follow. What is not in this file cannot be said across the border: in particular no token and no
 * transaction id has a name here, and a secret goes only from the screen where it is typed to main.
 * The administrator's side (set-up, settings, activity log) has its types in administration.ts.
 */
import type { KioskSettings, Language } from './contract/kiosk.ts';
import type {
	Activity,
	ActivityGroup,
	ActivityQuery,
	DeskSettings,
	FacilityForm,
	LogReport,
	ProtectionChoice,
	SealedFile,
	SetUpForm,
	SetUpOptions,
	Settings,
	Situation,
} from './contract/administration.ts';
import type {
	ConnectionReport,
	GatewayState,
	Generation,
	NumberKind,
	ProblemFiled,
	ProblemReport,
	TrainingMessage,
} from './contract/desk.ts';
import type { Diagnostics, ResetReport } from './contract/diagnostics.ts';
import type { Failure } from './contract/failure.ts';
import type {
	Card,
	OtpMethod,
	OtpSent,
	PatientFound,
	Profile,
	Verified,
	VerifyOutcome,
} from './contract/visit.ts';

/** What the renderer may ask of main. Each call is checked in `main/ipc/register.ts`. */
export interface Calls {
	/** What this desk is. Asked once when the renderer starts, after it listens to the events. */
	getSituation(): Situation;

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
	setTrainingGeneration(input: { generation: Generation }): Situation;

	/**
	 * Stops waiting for ABDM. The calls of the visit under way, if any, fail with `cancelled`;
	 * `checkConnection` goes on.
	 */
	cancelWaiting(): void;

	/** Forgets the patient: found data, transaction and token. Also stops the call under way. */
	endVisit(input: { reason: 'finished' | 'cancelled' | 'without-abha' }): void;

	/** A person is at the desk: pointer or keys. Said at most every few seconds; puts off `visitEnded`. */
	stillHere(): void;

	/**
	 * Kiosk only: what the person answered. Without consent nothing is asked of ABDM
	 * (`consent-needed`); it lasts until the visit ends.
	 */
	recordConsent(input: { agreed: boolean; language: Language }): void;

	/** Kiosk only: ends the visit, and has main replace this page's process with a clean one. */
	startOver(): void;

	/** Whether the scan screen is open: only then may the page have the camera. */
	setScanning(input: { isOn: boolean }): void;

	/** The page is alive. Said every two seconds; a page that falls silent is replaced. */
	heartbeat(): void;

	/**
	 * Leaves the kiosk, for who knows the PIN: to the desk until the next start, or out of the program
	 * (exit code 0). Fails with `wrong-pin`, `pin-wait`, `vault-not-saved`.
	 */
	leaveKiosk(input: { pin: string; to: 'desk' | 'quit' }): Situation;

	/** Files a fault of the renderer in main's log, without personal data. */
	reportProblem(input: ProblemReport): ProblemFiled;

	/**
	 * Puts the log's lines of this incident, redacted, with version and environment, on the clipboard.
	 * `false`: the log has none, or the clipboard refused.
	 */
	copyDetails(input: { incident: string }): { copied: boolean };

	/**
	 * Opens the vault with its passphrase. Takes as long as the key takes to derive. Fails with
	 * `wrong-passphrase`, and with `busy` while another try is under way.
	 */
	unlock(input: { passphrase: string }): Situation;

	/** Reads the vault once more: the keyring may be unlocked by now. Never deletes anything. */
	tryVaultAgain(): Situation;

	/** What this PC can offer. With a facility stored: fails with `pin-required` outside Settings. */
	getSetUpOptions(): SetUpOptions;

	/**
	 * Goes through the steps of `checkConnection` with what is typed, and stores nothing. Fails with
	 * `invalid-input`; with `pin-required` where a facility is stored and Settings are not open.
	 */
	checkFacility(input: FacilityForm): ConnectionReport;

	/**
	 * Sets up a PC that has no readable facility: makes the vault, sets PIN and desk. A vault that
	 * cannot be read is set aside, never deleted. Fails with `invalid-input`, `keyring-not-strong`,
	 * `vault-not-saved`, or `pin-required` where a facility is stored.
	 */
	setUp(input: SetUpForm): Situation;

	/** Training was chosen at the first run: the choice is not offered again. */
	chooseTraining(): Situation;

	/**
	 * Opens Settings for a person with the administrator's PIN. Every wrong PIN is counted, on the disk
	 * too, before it is answered. Fails with `wrong-pin`, `pin-wait`, `pin-not-set`, `vault-not-saved`.
	 */
	openSettings(input: { pin: string }): Settings;

	/**
	 * Sets the PIN where it was never set or is forgotten, for who knows the facility's client secret;
	 * counted as PINs are. Fails with `wrong-client-secret`, `pin-wait`, `invalid-input`.
	 */
	choosePin(input: { clientSecret: string; pin: string }): Settings;

	/** Ends the administrator's session; it also ends by itself, see `settingsClosed`. */
	closeSettings(): void;

	/** All of these fail with `pin-required` when Settings are not open, then with `invalid-input`. */
	changeSettings(input: DeskSettings): Settings;
	changePin(input: { pin: string }): Settings;
	/** Switches the kiosk on with `isOn`, which takes effect when Settings are closed. */
	changeKiosk(input: KioskSettings): Settings;
	/** Wraps the vault's key anew; what it protects is not touched. Fails with `keyring-not-strong`. */
	changeProtection(input: { protection: ProtectionChoice }): Settings;
	/** Ends the visit and opens the desk with the new facility. */
	replaceFacility(input: FacilityForm): Situation;
	/** Deletes client ID, secret and PIN from this PC. The activity log stays. */
	deleteFacility(): Situation;

	/** Takes the provisioning file that waits. Fails with `wrong-pin`, `pin-wait`, `vault-not-saved`. */
	acceptProvision(input: { pin: string | null }): Situation;
	dismissProvision(): Situation;
	/**
	 * Lets the person choose a sealed file; a good one is then `Desk.provision`. Fails with
	 * `sealed-file-refused`.
	 */
	openSealedFile(): Situation;
	/**
	 * This PC's public key for sealed files, made when first asked for. `protection` counts only where
	 * no vault stands yet.
	 */
	getPcKey(input: { protection: ProtectionChoice }): { key: string };
	/**
	 * Seals this facility for another PC and saves the file where the person chooses; `null`: nowhere.
	 * Needs Settings open. Fails with `invalid-input` (field `pc-key`), `file-not-saved`.
	 */
	sealForPc(input: { key: string }): { sealed: SealedFile | null };

	/** A page of the activity log. Needs Settings open, as the two after it do. */
	getActivity(input: ActivityQuery): Activity;
	/** Walks the whole log and says what was changed. */
	checkLog(): LogReport;
	/** Saves the entries of a month (`null`: all) where the person chooses. Fails with `file-not-saved`. */
	exportActivity(input: {
		format: 'csv' | 'json-lines';
		month: string | null;
		group: ActivityGroup | null;
	}): { saved: boolean };

	/** What this PC says of itself, redacted. Open to all: who needs it may have no PIN that works. */
	getDiagnostics(): Diagnostics;

	/** Makes the diagnostics anew and puts their text on the clipboard; `false`: it refused. */
	copyDiagnostics(): { copied: boolean };

	/**
	 * Removes every trace of this program from this PC: orders it, ends, and starts again as on the
	 * first day. Needs Settings open. Fails with `invalid-input`, `reset-refused`.
	 */
	resetThisPc(input: { typed: string }): void;

	/** What the reset that this start began with has removed; `null`: it began with none. */
	getResetReport(): ResetReport | null;
}

/** What main tells the renderer without being asked. */
export interface Events {
	/** Training only: the simulator's SMS has "arrived". Real OTPs reach the patient's phone alone. */
	trainingMessageArrived: TrainingMessage;
	/** The profile token of this visit was renewed and lasts this long from now; `null`: not said. */
	tokenRenewed: { expiresInSeconds: number | null };
	/** The gateway has begun or ended to refuse this facility. The whole state, not a change of it. */
	gatewayChanged: GatewayState;
	/** The visit will end for want of a person in so many seconds; `null`: no longer. */
	idleWarning: { secondsLeft: number | null };
	/** Main has ended the visit: nobody was there, or the PC was locked or sent to sleep. */
	visitEnded: { reason: 'idle' | 'screen-locked' };
	/** The administrator's session has ended by itself; what it showed has to go. */
	settingsClosed: null;
	/** The activity log can, or again cannot, be written. Registration goes on either way. */
	activityLogChanged: { isWriting: boolean };
	/** Diagnostics were chosen in the window's menu. */
	diagnosticsAsked: null;
}

// `satisfies Record<keyof …>` makes a call or event that is declared but not listed a compile error.
export const calls = {
	getSituation: true,
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
	stillHere: true,
	recordConsent: true,
	startOver: true,
	setScanning: true,
	heartbeat: true,
	leaveKiosk: true,
	reportProblem: true,
	copyDetails: true,
	unlock: true,
	tryVaultAgain: true,
	getSetUpOptions: true,
	checkFacility: true,
	setUp: true,
	chooseTraining: true,
	openSettings: true,
	choosePin: true,
	closeSettings: true,
	changeSettings: true,
	changePin: true,
	changeKiosk: true,
	changeProtection: true,
	replaceFacility: true,
	deleteFacility: true,
	acceptProvision: true,
	dismissProvision: true,
	openSealedFile: true,
	getPcKey: true,
	sealForPc: true,
	getActivity: true,
	checkLog: true,
	exportActivity: true,
	getDiagnostics: true,
	copyDiagnostics: true,
	resetThisPc: true,
	getResetReport: true,
} as const satisfies Record<keyof Calls, true>;

export const events = {
	trainingMessageArrived: true,
	tokenRenewed: true,
	gatewayChanged: true,
	idleWarning: true,
	visitEnded: true,
	settingsClosed: true,
	activityLogChanged: true,
	diagnosticsAsked: true,
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
