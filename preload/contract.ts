/**
 * The border between the renderer and main: every call, every event, every failure.
 *
 * Types, and two lists of names. Nothing here runs but the lists, so that all three processes may
 * import it. A change of the border starts here, and the compiler names every place that must
 * follow. What is not in this file or below contract/ cannot be said across the border: in particular
 * no token and no transaction id has a name here, and a secret goes only from the screen where it is
 * typed to main. What each call means, and how it fails, stands in contract/calls/.
 */
import type { DeskCalls } from './contract/calls/desk.ts';
import type { DiagnosticsCalls } from './contract/calls/diagnostics.ts';
import type { KioskCalls } from './contract/calls/kiosk.ts';
import type { SetUpCalls } from './contract/calls/set-up.ts';
import type { SettingsCalls } from './contract/calls/settings.ts';
import type { UpdateCalls } from './contract/calls/updates.ts';
import type { VisitCalls } from './contract/calls/visit.ts';
import type { GatewayState, TrainingMessage } from './contract/desk.ts';
import type { Failure } from './contract/failure.ts';

/** What the renderer may ask of main. Each call is checked in `main/ipc/register.ts`. */
export interface Calls
	extends
		DeskCalls,
		VisitCalls,
		KioskCalls,
		SetUpCalls,
		SettingsCalls,
		UpdateCalls,
		DiagnosticsCalls {}

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
	/** So much of an update has come, at most twice a second. */
	updateProgress: { receivedBytes: number };
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
	changeUpdates: true,
	chooseUpdateFolder: true,
	getUpdateState: true,
	checkForUpdates: true,
	fetchUpdate: true,
	installUpdate: true,
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
	updateProgress: true,
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
