import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { type AuditAnchor, genesisHash, maxMismatches, type Mismatch } from './anchor.ts';
import type { AnchorKeeper } from './anchor-keeper.ts';
import { type Draft, type Entry, formatLine, type Link, readEntry } from './entry.ts';
import { findPlace } from './find-place.ts';
import { keptMonths, type LogFolder } from './log-folder.ts';
import { monthOf, timeOf } from './month.ts';
import { lineBatches } from './read-lines.ts';

export interface AuditWriterOptions {
	folder: LogFolder;
	anchor: AnchorKeeper;
	clock: Clock;
	log: Log;
	who: () => { desk: string; operator: string };
}

/** Appends to the log, and tells in the log itself what it could not write. One call at a time. */
export class AuditWriter {
	readonly #options: AuditWriterOptions;
	/** Whether the end of the log is what the anchor says. Not before it was read, nor after a fault. */
	#isPlaced = false;
	/** The newest month with a file: an older one is never gone back to, whatever the clock says. */
	#newest = '';
	#mismatch: Omit<Mismatch, 'number'> | null = null;
	#wasMended = false;

	constructor(options: AuditWriterOptions) {
		this.#options = options;
	}

	get newest(): string {
		return this.#newest;
	}

	/** An entry as of now. What is said of who and where is the desk's own, and short. */
	draft(entry: Pick<Draft, 'event'> & Partial<Pick<Draft, 'patient' | 'detail'>>): Draft {
		const { operator, desk } = this.#options.who();
		const named = (name: string) => (name === '' ? null : name.slice(0, 60));
		return {
			at: timeOf(this.#options.clock.wallNowMs()),
			event: entry.event,
			patient: entry.patient ?? null,
			detail: entry.detail ?? null,
			operator: named(operator),
			desk: named(desk),
		};
	}

	/** Resolves once the entries would survive a power cut. On failure they are counted as missed. */
	async write(drafts: readonly Draft[]): Promise<void> {
		const { anchor } = this.#options;
		try {
			if (!this.#isPlaced) await this.#takePlace();
			await this.#append(drafts);
		} catch (error) {
			const { missed, unsure } = anchor.value;
			const missedNow = missed + drafts.length;
			const unsureNow = this.#isPlaced ? unsure + drafts.length : unsure;
			if (drafts.length > 0) anchor.update({ missed: missedNow, unsure: unsureNow });
			this.#isPlaced = false;
			throw error;
		}
	}

	/** Remembered in the vault as well: the gap is told even if the program ends before it can be. */
	miss(count: number): void {
		const { anchor } = this.#options;
		anchor.update({ missed: anchor.value.missed + count });
	}

	async #append(recorded: readonly Draft[]): Promise<void> {
		const { folder, anchor, clock } = this.#options;
		const { count, head, sealKey, base, mismatches, missed } = anchor.value;
		const drafts = [...this.#ownDrafts(missed), ...recorded];
		if (drafts.length === 0) return;
		const now = monthOf(clock.wallNowMs());
		const month = now > this.#newest ? now : this.#newest;
		let last: Link = { n: count, hash: head };
		let lines = '';
		for (const draft of drafts) {
			const next = formatLine(draft, last, sealKey);
			lines += next.line;
			last = next;
		}
		await folder.append(month, lines);
		this.#newest = month;
		const mismatch = this.#mismatch === null ? [] : [{ number: count + 1, ...this.#mismatch }];
		anchor.update({
			count: last.n,
			head: last.hash,
			// Others may have been missed meanwhile.
			missed: anchor.value.missed - missed,
			base: base && { ...base, month: base.month ?? month },
			mismatches: [...mismatches, ...mismatch].slice(-maxMismatches),
		});
		this.#mismatch = null;
		this.#wasMended = false;
	}

	/** What the log has to say of itself before anything else. A mismatch comes first: it begins anew. */
	#ownDrafts(missed: number): Draft[] {
		const drafts: Draft[] = [];
		if (this.#mismatch !== null) {
			drafts.push(this.draft({ event: 'log-mismatch', detail: this.#mismatch.kind }));
		}
		if (this.#wasMended) drafts.push(this.draft({ event: 'log-mended' }));
		if (missed > 0) drafts.push(this.draft({ event: 'gap', detail: String(missed) }));
		return drafts;
	}

	/** Reads where the log ends, and takes off what a power cut has left of a line. */
	async #takePlace(): Promise<void> {
		const { folder, anchor, log } = this.#options;
		await folder.make();
		const all = await folder.months();
		const months = keptMonths(all, anchor.value);
		const place = await findPlace(folder, months, anchor.value);
		for (const [month, size] of place.torn) await folder.cut(month, size);
		this.#wasMended ||= place.torn.size > 0;
		if (place.mismatch !== null) log.warn('activity-log-mismatch', { reason: place.mismatch.kind });
		this.#mismatch = place.mismatch;
		this.#newest = all.at(-1) ?? '';
		const { base } = anchor.value;
		const begin = base ?? (await findBase(folder, months[0]));
		const { missed, unsure } = anchor.value;
		const landed = Math.min(unsure, place.ahead.records) + place.ahead.missed;
		anchor.update({
			count: place.last.n,
			head: place.last.hash,
			missed: Math.max(0, missed - landed),
			unsure: 0,
			// A new vault takes a log that it finds as it is, and says so from then on.
			...(base === null && { unanchored: place.last.n }),
			base: { ...begin, month: begin.month ?? months[0] ?? null },
		});
		this.#isPlaced = true;
	}
}

/** Where a log that this vault has not seen before begins. */
async function findBase(
	folder: LogFolder,
	month: string | undefined,
): Promise<NonNullable<AuditAnchor['base']>> {
	const first = month === undefined ? null : await firstEntry(folder, month);
	return { number: (first?.n ?? 1) - 1, hash: first?.prev ?? genesisHash, month: null };
}

function firstEntry(folder: LogFolder, month: string): Promise<Entry | null> {
	return folder.read(month, async (file, size) => {
		for await (const batch of lineBatches(file, size)) {
			for (const { bytes } of batch) {
				const entry = bytes === null ? null : readEntry(bytes);
				if (entry !== null) return entry;
			}
			// Further in, it would no longer be the beginning.
			break;
		}
		return null;
	});
}
