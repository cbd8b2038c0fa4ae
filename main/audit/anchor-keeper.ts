import type { Log } from '../log/log.ts';
import type { Cell } from '../vault/cell.ts';
import type { AuditAnchor } from './anchor.ts';

/**
 * Holds the anchor as it is, and lets the vault follow: one save at a time, the newest state next. A
 * vault that cannot be saved stops no entry; the log is then ahead of it, which does no harm.
 */
export class AnchorKeeper {
	readonly #cell: Cell<AuditAnchor>;
	readonly #log: Log;
	#value: AuditAnchor;
	#isSaved = true;
	#saving: Promise<boolean> | null = null;

	constructor(cell: Cell<AuditAnchor>, log: Log) {
		this.#cell = cell;
		this.#log = log;
		this.#value = cell.value;
	}

	get value(): AuditAnchor {
		return this.#value;
	}

	/** Takes effect at once; whoever needs it on the disk waits for `saved`. */
	update(change: Partial<AuditAnchor>): void {
		this.#value = { ...this.#value, ...change };
		this.#isSaved = false;
		void this.saved();
	}

	/** Resolves when all updates so far are in the vault (`true`), or cannot be now. */
	saved(): Promise<boolean> {
		if (this.#isSaved && this.#saving === null) return Promise.resolve(true);
		this.#saving ??= this.#save();
		return this.#saving;
	}

	async #save(): Promise<boolean> {
		// Changes of the same moment become one save.
		await Promise.resolve();
		try {
			while (!this.#isSaved) {
				this.#isSaved = true;
				await this.#cell.set(this.#value);
			}
			return true;
		} catch (error) {
			this.#isSaved = false;
			this.#log.warn('activity-anchor-not-saved', { error });
			return false;
		} finally {
			// Not a turn later: an update in between would wait for a save that is over.
			this.#saving = null;
		}
	}
}
