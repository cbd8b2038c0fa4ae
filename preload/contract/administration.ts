/**
 * The administrator's side of the border: how the secret is kept, set-up, settings, provisioning and
 * the activity log. Types only, like contract.ts, of which this is a part. Secrets travel one way
 * here, from the screen to main: what comes back says that and since when one is set, never which.
 */
import type { Desk, Generation } from './desk.ts';
import type { KioskSettings, Language } from './kiosk.ts';
import type { UpdateSettings } from './updates.ts';

/** What the desk is when it starts, and after everything that changes it. */
export type Situation =
	/** A visit may begin, with ABDM or in training. */
	| { state: 'ready'; desk: Desk }
	/** The vault waits for its passphrase. */
	| { state: 'locked' }
	/** There is a vault, and it cannot be read. Nothing of it was deleted. */
	| { state: 'unreadable'; reason: UnreadableReason };

export type UnreadableReason =
	/** Neither the vault nor its previous generation is whole. */
	| 'damaged'
	/** Whole, but its key is not this user's, this PC's or this keyring's. */
	| 'key-unreadable'
	/** The keyring is locked or does not answer now; trying again may help. */
	| 'keyring-unavailable'
	/** A newer version of this program wrote it. */
	| 'newer-version'
	/** The operating system refuses to read the file. */
	| 'not-permitted'
	/** It is for production, and this package is for tests: it could be read, and was not opened. */
	| 'not-in-this-package';

/** Which keyring of the operating system holds the key. */
export type KeyringName = 'windows' | 'macos' | 'gnome' | 'kde' | 'other';

/** How the facility's secret is kept on this PC. */
export type Protection =
	| { method: 'keyring'; keyring: KeyringName }
	/** A passphrase is asked for at each start. */
	| { method: 'passphrase' }
	/** Nothing is stored: the next start begins with nothing. */
	| { method: 'memory' };

/** `keyring` fails with `keyring-not-strong` where there is none that protects. */
export type ProtectionChoice =
	{ method: 'keyring' } | { method: 'passphrase'; passphrase: string } | { method: 'memory' };

export type Environment = 'sandbox' | 'production' | 'custom';

/** The facility as it is typed. Empty text is "missing"; main says so beside the field. */
export interface FacilityForm {
	environment: Environment;
	generation: Generation;
	/** Used with `custom` alone; `phr` and `cmId` with V3 alone. */
	urls: { sessions: string; abha: string; phr: string };
	cmId: string;
	clientId: string;
	/** `null`: the stored one stays. */
	clientSecret: string | null;
	hipId: string;
	facilityName: string;
	network: NetworkForm;
}

/** The hospital's network; empty text is "none". */
export interface NetworkForm {
	proxyUrl: string;
	proxyUser: string;
	/** `null`: the stored one stays. */
	proxyPassword: string | null;
	/** The path of a PEM file, read once; `null`: the certificates that are stored stay. */
	extraCaFile: string | null;
	ipv4Only: boolean;
}

/** The facility as it is stored, without its secrets. */
export type FacilityShown = Omit<FacilityForm, 'clientSecret' | 'network'> & {
	/** ISO 8601, by this computer's clock. */
	clientSecretSetOn: string;
	network: Omit<NetworkForm, 'proxyPassword' | 'extraCaFile'> & {
		hasProxyPassword: boolean;
		/** How many extra CA certificates are stored. */
		extraCaCount: number;
	};
};

export interface SetUpForm {
	facility: FacilityForm;
	/** Empty: none. */
	deskName: string;
	/** 6 to 12 digits. */
	pin: string;
	protection: ProtectionChoice;
}

/** What this PC can offer for its set-up. */
export interface SetUpOptions {
	/** The keyring that was tried and found strong; `null`: none. */
	keyring: KeyringName | null;
	/** Whether a vault stands already, so that its protection need not be chosen. */
	protection: Protection | null;
	/** A vault stands that was not opened: setting up puts it aside, and no key can be made before. */
	hasUnopenedVault: boolean;
	/** The facility that is stored, to begin with; `null`: none, or not readable. */
	facility: FacilityShown | null;
}

/** What is not secret: kept by electron-store. */
export interface DeskSettings {
	/** Shown at the top and written into the activity log; empty: none. At most 60 characters. */
	deskName: string;
	/** Written into the activity log; empty: none. At most 60 characters. */
	operatorName: string;
	/** Whole minutes, 1 to 15. */
	idleEndsVisitAfterMinutes: number;
	/** Whole months, 12 to 120 (DPDP Rules 2025: one year at least). */
	keepActivityMonths: number;
	/** What the screens begin in. */
	language: Language;
}

export interface Settings {
	desk: DeskSettings;
	kiosk: KioskSettings;
	facility: FacilityShown;
	protection: Protection;
	keyring: KeyringName | null;
	/** ISO 8601. */
	pinSetOn: string;
	updates: UpdateSettings;
}

/** A provisioning file that waits for a person's word. */
export interface PendingProvision {
	kind: 'plain' | 'sealed';
	facilityName: string;
	environment: Environment;
	generation: Generation;
	/** Who sealed it: the fingerprint of the signing key, to compare; `null` for a plain file. */
	signer: string | null;
	/** `false`: no file of this signer was ever accepted here, so a person has to compare. */
	isSignerKnown: boolean;
	/** This PC is provisioned already: the administrator's PIN is needed. */
	needsPin: boolean;
}

export interface SealedFile {
	/** Grows with each file, so that an older one is refused once a newer was taken. */
	serial: number;
	/** ISO 8601. */
	expiresOn: string;
	/** The fingerprint that the other PC will show. */
	signer: string;
}

/** What an entry of the activity log says has happened. */
export type ActivityEvent =
	| 'started'
	| 'unlocked'
	| 'set-up'
	| 'settings-changed'
	| 'pin-right'
	| 'pin-wrong'
	| 'found'
	| 'otp-sent'
	| 'otp-resent'
	| 'verified'
	| 'failed'
	| 'profile-read'
	| 'card-read'
	| 'card-printed'
	| 'card-saved'
	| 'visit-ended'
	/** Kiosk: the detail is the version of the text. */
	| 'consent-given'
	| 'consent-declined'
	| 'log-exported'
	| 'log-pruned'
	/** The administrator has an update installed; the detail is its version, as `v1-2-3`. */
	| 'update-begun'
	/** Entries could not be written for a while; the entry says how many. */
	| 'gap'
	/** A line that a power cut had torn was taken off before the next was written. */
	| 'log-mended'
	/** At opening the log was shorter or other than the vault remembers. */
	| 'log-mismatch';

/** Groups of events: the columns of the chart and the choices of the filter. */
export type ActivityGroup =
	| 'found'
	| 'otp'
	| 'verified'
	| 'failed'
	/** What a verified patient's visit went on with: profile, card, and its end. */
	| 'visit'
	| 'administration';

export interface ActivityQuery {
	/** `YYYY-MM`; `null`: the newest. */
	month: string | null;
	/** `null`: all. */
	group: ActivityGroup | null;
	/** How many of the newest entries to leave out: for the pages after the first. */
	offset: number;
}

export interface Activity {
	/** Newest first. */
	months: readonly string[];
	/** The month that the rest is about; `null`: there is none. */
	month: string | null;
	/** Each day of the month that has entries, in order, with counts of all groups. */
	days: readonly ActivityDay[];
	/** Newest first, at most 50. */
	entries: readonly ActivityEntry[];
	/** How many entries the month has that pass the filter. */
	total: number;
}

export interface ActivityDay {
	/** `YYYY-MM-DD` */
	day: string;
	counts: Readonly<Record<ActivityGroup, number>>;
}

export interface ActivityEntry {
	/** Counts all entries of this PC from 1. */
	number: number;
	/** ISO 8601, UTC. */
	at: string;
	event: ActivityEvent;
	group: ActivityGroup;
	/** The last four digits of the patient's ABHA number; never more. */
	patientLastFour: string | null;
	/** A failure's code, the reason of an end, or a count: one word of ours. */
	detail: string | null;
	operator: string | null;
	desk: string | null;
}

/** What walking the whole log found. No finding: nothing was changed. */
export interface LogReport {
	entries: number;
	/** ISO 8601; `null`: the log is empty. */
	from: string | null;
	findings: readonly LogFinding[];
}

export interface LogFinding {
	kind:
		/** A line is not what was written. */
		| 'edited'
		/** Lines are missing between two others, or a month's file is. */
		| 'removed'
		/** Lines stand in another order. */
		| 'reordered'
		/** Lines that were not written by this program, or once more. */
		| 'added'
		/** The end is missing: the vault remembers more than the log holds. */
		| 'cut-off'
		/** The last line is incomplete, as a power cut leaves it. Harmless. */
		| 'torn'
		/** The log is sound in itself but is not the one that the vault remembers. */
		| 'replaced'
		/** A file that the operating system does not let us read. */
		| 'not-readable'
		/** The log could not be written for a while, and says so itself. */
		| 'gap'
		/** The vault holds no memory of entries before this run (memory only, or a new vault). */
		| 'not-anchored';
	/** `YYYY-MM` of the file; `null`: not about one file. */
	month: string | null;
	/** The line in that file, from 1; `null`: not about one line. */
	line: number | null;
	/** How many entries are concerned; `null`: not known. */
	count: number | null;
}
