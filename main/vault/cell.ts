/**
 * One section of what the vault keeps: the PIN, the activity log's anchor, the facility. Whoever owns
 * a section gets its cell and knows nothing of the vault.
 */
export interface Cell<T> {
	/** As last set, also when it could not be saved. */
	readonly value: T;
	/** Resolves once the value would survive a power cut; rejects with `vault-not-saved`. */
	set(value: T): Promise<void>;
}
