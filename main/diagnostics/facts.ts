import type { KeyringName, UnreadableReason } from '../../preload/contract/administration.ts';
import type { Desk, Generation } from '../../preload/contract/desk.ts';
import type { Flavour } from '../flavour.ts';
import type { Fuses } from './fuses.ts';

/** What is known of the vault without asking anybody for anything. */
export type VaultState =
	| 'none'
	/** Nobody has asked for it in this run yet. */
	| 'not-opened'
	| 'keyring'
	| 'passphrase'
	| 'memory'
	/** Waits for its passphrase. */
	| 'locked'
	/** The newest write is damaged, and the one before it is whole. */
	| 'previous'
	| UnreadableReason;

/** `not-asked`: only trying it would tell, which may open a window or make an entry. */
export type KeyringState = 'open' | 'locked' | 'absent' | 'not-asked';

/** The folder of the profile, looked at without following a link at its end. */
export interface FolderFacts {
	path: string;
	isAbsent: boolean;
	isLink: boolean;
	/** Other users of this computer may read or write in it; `null`: not known on this system. */
	isOpenToOthers: boolean | null;
	/** `null`: not tried, because there is no folder. Otherwise `ok`, or the system's code. */
	writing: string | null;
	/** On its disk, for this user; `null`: the system does not say. */
	freeBytes: number | null;
}

/** What is known of the facility; `null`: its vault is not open. */
export interface FacilityFacts {
	environment: Desk['environment'];
	generation: Generation;
	/** Masked already; `null` in training. */
	clientId: string | null;
	hipId: string | null;
}

/** Which way leads out of this computer: what kind it is, never where it leads. */
export type ProxyFacts = 'direct' | 'system' | 'facility' | 'unusable' | 'unknown';

/** All that the diagnostics are made of. */
export interface Facts {
	flavour: Flavour;
	versions: { app: string; electron: string; chromium: string; node: string };
	system: { name: string; version: string; architecture: string };
	fuses: Fuses;
	platform: NodeJS.Platform;
	isSandboxed: boolean;
	/** Whether this user could put another program in its place. */
	canChangeProgram: boolean;
	vault: VaultState;
	keyring: { state: KeyringState; name: KeyringName };
	clock: {
		/** Ahead of ABDM's, when it was last compared in this run. */
		aheadSeconds: number | null;
		/** By how much wall time has gone further than the time that only grows; negative: set back. */
		jumpedMs: number;
	};
	folder: FolderFacts;
	proxy: ProxyFacts;
	facility: FacilityFacts | null;
	/** The last warnings and errors of the log. */
	problems: readonly string[];
	logFolder: string;
	updatesAreOn: boolean | null;
}
