import type { Activity, ActivityQuery, LogReport } from '../../preload/contract/administration.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Cell } from '../vault/cell.ts';
import { readActivity } from './activity-page.ts';
import type { AuditAnchor } from './anchor.ts';
import { AnchorKeeper } from './anchor-keeper.ts';
import { AuditWriter } from './audit-writer.ts';
import { checkLog, type Snapshot, takeSnapshot } from './check-log.ts';
import type { Draft } from './entry.ts';
import { exportActivity, type ExportQuery } from './export-activity.ts';
import { type AuditFs, LogFolder } from './log-folder.ts';
import { monthOf } from './month.ts';
import { patientReference } from './patient-reference.ts';
import { prune } from './prune.ts';
import type { AuditRecord, AuditTrail } from './trail.ts';

export interface AuditLogOptions {
	/** Made when it is not there. */
	folder: string;
	anchor: Cell<AuditAnchor>;
	clock: Clock;
	log: Log;
	/** As set; empty: none. */
	who: () => { desk: string; operator: string };
	/** Fewer than 12 count as 12. */
	keepMonths: () => number;
	onWritingChange: (isWriting: boolean) => void;
	fs?: AuditFs;
}

/** A disk that does not answer holds nobody longer than this; the entry is written when it does. */
const longestWaitMs = 1000;
/** How many entries wait for such a disk. What comes after them is counted as missed. */
const maxPending = 1000;

/** A code of ours begins with a letter, as no number of a patient does. */
const word = /^[A-Za-z][A-Za-z0-9-]{0,59}$/;

/** Opens the log of a folder, whatever is in it. Takes no longer than a second, and never rejects. */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
	const audit = new AuditLog(options);
	await audit.opened();
	return audit;
}

/** The activity log: one chain of entries through a file a month, remembered in the vault. */
export class AuditLog implements AuditTrail {
	readonly #options: AuditLogOptions;
	readonly #folder: LogFolder;
	readonly #anchor: AnchorKeeper;
	readonly #writer: AuditWriter;
	#pending: { draft: Draft; done: () => void }[] = [];
	/** What touches the files comes one after the other. Never rejects. */
	#lastTask: Promise<unknown> = Promise.resolve();
	#isWriting = true;
	/** Checks and exports under way: nothing is removed under their hands. */
	#readers = 0;
	#prunedIn: string | null = null;

	/** Use `openAuditLog`. */
	constructor(options: AuditLogOptions) {
		const { folder, anchor, clock, log, who, fs } = options;
		this.#options = options;
		this.#folder = new LogFolder(folder, fs);
		this.#anchor = new AnchorKeeper(anchor, log);
		this.#writer = new AuditWriter({
			folder: this.#folder,
			anchor: this.#anchor,
			clock,
			log,
			who,
		});
	}

	/** Whether the last entry could be written. */
	get isWriting(): boolean {
		return this.#isWriting;
	}

	/** Compares the log with the vault, and removes what was kept long enough. */
	opened(): Promise<void> {
		const opening = this.#inTurn(async () => {
			if (await this.#write([])) await this.#pruneOnceAMonth();
		});
		return this.#notLong(opening, () => {
			this.#setWriting(false);
		});
	}

	/** Resolves when the entry is safe on the disk, when it cannot be, or after a second. */
	async record({ event, patient, detail }: AuditRecord): Promise<void> {
		if (this.#pending.length >= maxPending) {
			this.#writer.miss(1);
			return;
		}
		const isWord = detail === undefined || word.test(detail);
		if (!isWord) this.#options.log.error('activity-detail-not-a-word', { step: event });
		const draft = this.#writer.draft({
			event,
			patient:
				patient === undefined ? null : patientReference(patient, this.#anchor.value.patientKey),
			detail: isWord && detail !== undefined ? detail : null,
		});
		const written = new Promise<void>((resolve) => {
			this.#pending.push({ draft, done: resolve });
			// Those that come while the disk is busy are written together.
			if (this.#pending.length === 1) void this.#inTurn(() => this.#writePending());
		});
		await this.#notLong(written, () => {
			this.#setWriting(false);
		});
	}

	/** A page of one month. */
	async activity(query: ActivityQuery): Promise<Activity> {
		return this.#reading((snapshot) => readActivity(this.#folder, snapshot, query));
	}

	/** Walks the whole log and says what was changed. */
	async check(): Promise<LogReport> {
		return this.#reading((snapshot) => checkLog(this.#folder, snapshot, this.#options.log));
	}

	/** The entries as text. Reads nothing before the first chunk is asked for. */
	async *export(query: ExportQuery): AsyncGenerator<string> {
		this.#readers += 1;
		try {
			yield* exportActivity(this.#folder, await this.#snapshot(), query);
		} finally {
			this.#readers -= 1;
		}
	}

	/** Resolves when all that was recorded is on the disk and in the vault, or after a second. */
	close(): Promise<void> {
		return this.#notLong(this.#inTurn(() => this.#anchor.saved()));
	}

	async #writePending(): Promise<void> {
		const batch = this.#pending;
		this.#pending = [];
		const isWritten = await this.#write(batch.map(({ draft }) => draft));
		for (const { done } of batch) done();
		if (isWritten) await this.#pruneOnceAMonth();
	}

	async #write(drafts: readonly Draft[]): Promise<boolean> {
		try {
			await this.#writer.write(drafts);
			this.#setWriting(true);
			return true;
		} catch (error) {
			this.#options.log.warn('activity-log-not-written', { error });
			this.#setWriting(false);
			return false;
		}
	}

	async #pruneOnceAMonth(): Promise<void> {
		const { clock, log, keepMonths } = this.#options;
		const wallNowMs = clock.wallNowMs();
		const month = monthOf(wallNowMs);
		if (this.#prunedIn === month || this.#readers > 0) return;
		this.#prunedIn = month;
		await prune({
			folder: this.#folder,
			anchor: this.#anchor,
			writer: this.#writer,
			keepMonths: keepMonths(),
			wallNowMs,
			log,
		});
	}

	#setWriting(isWriting: boolean): void {
		if (this.#isWriting === isWriting) return;
		this.#isWriting = isWriting;
		this.#options.onWritingChange(isWriting);
	}

	async #reading<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
		this.#readers += 1;
		try {
			return await read(await this.#snapshot());
		} finally {
			this.#readers -= 1;
		}
	}

	#snapshot(): Promise<Snapshot> {
		return this.#inTurn(() => takeSnapshot(this.#folder, this.#anchor.value));
	}

	#inTurn<T>(task: () => Promise<T>): Promise<T> {
		const run = this.#lastTask.then(task);
		this.#lastTask = run.catch(() => undefined);
		return run;
	}

	/** Waits, but not for ever: the disk may hang. */
	#notLong(task: Promise<unknown>, whenLong: () => void = () => undefined): Promise<void> {
		return new Promise((resolve) => {
			const stopWaiting = this.#options.clock.after(longestWaitMs, () => {
				whenLong();
				resolve();
			});
			const done = () => {
				stopWaiting();
				resolve();
			};
			task.then(done, done);
		});
	}
}
