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

/** An update, or a step towards one, was refused. No text of the source is ever in it. */
export class UpdateRefused extends Error {
	override readonly name = 'UpdateRefused';
	readonly reason: UpdateRefusal;

	constructor(reason: UpdateRefusal, options?: ErrorOptions) {
		super(reason, options);
		this.reason = reason;
	}
}
