/** What the screens may know of the desk: part of the contract, see contract.ts. */
import type { PendingProvision, Protection } from './administration.ts';
import type { Kiosk, Language } from './kiosk.ts';
import type { Failure } from './failure.ts';

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
	/** As set; `null`: none. */
	deskName: string | null;
	/** How the secret is kept; `null` in training, where there is none. */
	protection: Protection | null;
	/** Nobody has chosen between training and set-up on this PC yet. */
	isFirstRun: boolean;
	/** Whether an administrator's PIN is set. */
	hasPin: boolean;
	/** A provisioning file that waits for a person's word. */
	provision: PendingProvision | null;
	/** Why the file of this start, or the one just chosen, was not taken. */
	provisionRefused: Failure | null;
	warnings: readonly DeskWarning[];
	/** The language that this PC begins in; a person may change it on the screen. */
	language: Language;
	/** `null`: a receptionist operates it, and it is no kiosk. */
	kiosk: Kiosk | null;
}

/** What went wrong at the start without stopping it; each has a sentence of its own. */
export type DeskWarning =
	/** Settings were damaged, set aside, and begin anew. */
	| 'settings-damaged'
	/** A newer version wrote the settings: they are left alone, and cannot be changed here. */
	| 'settings-newer'
	/** Settings cannot be stored. */
	| 'settings-not-writable'
	/** The vault was damaged, and its previous generation is in use. */
	| 'vault-restored'
	/** The old vault could not be read and was set aside. */
	| 'vault-set-aside'
	/** The activity log cannot be written. */
	| 'activity-log-not-writing';

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
