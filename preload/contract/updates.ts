/** Updates of the program, as the administrator sees them: part of the contract, see contract.ts. */

/** Why there is no update, or not now. Closed, so that each has words of its own on the screen. */
export type UpdateRefusal =
	/** No source is set: that is how the program comes. */
	| 'off'
	/** This build knows nobody whose updates it could take. */
	| 'no-pinned-keys'
	/** The record of what was seen and installed cannot be read: nothing is safe to compare with. */
	| 'record-unreadable'
	/** The version of the running program is none that could be compared. */
	| 'unknown-running-version'
	/** Another check, download or installation is under way. */
	| 'already-at-it'

	// The source
	| 'nothing-there'
	| 'source-unreachable'
	| 'redirected'
	| 'too-slow'
	/** A link, a folder, a pipe. */
	| 'not-a-file'
	| 'too-large'
	/** It ended before it was whole. */
	| 'truncated'
	| 'wrong-hash'

	// The manifest, in the order of the checks
	| 'unsigned'
	/** Signed by a key that is not pinned: a forger's, or one newer than this program. */
	| 'wrong-key'
	/** The signature of a pinned key, under something else. */
	| 'altered'
	| 'newer-format'
	| 'not-a-manifest'
	/** The name of a file is more than a name. */
	| 'bad-file-name'
	| 'other-product'
	| 'other-channel'
	| 'issued-in-future'
	/** Also what a source that hides newer manifests comes to, sooner or later. */
	| 'expired'
	| 'older-counter'
	/** Two manifests under one counter. */
	| 'same-counter'
	| 'older-version'
	/** This PC has tried it, and it did not reach its first screen. */
	| 'failed-before'
	| 'not-for-this-pc'

	// The installation
	| 'nothing-fetched'
	| 'changed-since-check'
	/** A patient is being served. */
	| 'busy'
	/** Only the administrator starts one here. */
	| 'not-at-closing'
	| 'not-saved'
	| 'not-started';

/** Where updates come from. `off`: nothing is ever asked, and so it is until an administrator says else. */
export interface UpdateSettings {
	source: 'off' | 'https' | 'folder';
	/** The address of an https folder, or the whole path of one on a stick or a share; `off`: empty. */
	place: string;
}

/** What the source has for this PC. */
export type UpdateOffer =
	| { state: 'up-to-date' }
	/** `issuedAt`: ISO 8601, as it was signed. */
	| { state: 'offered'; version: string; sizeBytes: number; issuedAt: string };

export interface UpdateState {
	runningVersion: string;
	/** `false`: this build knows nobody whose updates it could take, and refuses each. */
	hasPinnedKeys: boolean;
	/** `false`: started from sources or unpacked by hand; nothing here could be replaced. */
	isInstalled: boolean;
	/** The version that was fetched and waits to be installed; `null`: none. */
	waiting: string | null;
}
