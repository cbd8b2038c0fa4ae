import type { ActivityEvent } from '../../preload/contract/administration.ts';
import { type AuditAnchor, genesisHash, type Mismatch } from './anchor.ts';
import { type Entry, follows, isSealed, type Link, missedIn, readEntry } from './entry.ts';
import type { LogFolder } from './log-folder.ts';
import { linesFromEnd } from './read-lines.ts';

/** Where the log on the disk ends, and whether that is where the vault says it should. */
export interface FoundPlace {
	/** The entry that the next one follows. */
	last: Link;
	/** Entries that the anchor did not know of yet: a power cut came before it was saved. */
	ahead: { records: number; missed: number };
	/** Files that end in what a power cut has left of lines, and where that begins. */
	torn: ReadonlyMap<string, number>;
	mismatch: Omit<Mismatch, 'number'> | null;
}

interface End {
	/** Newest first: beyond the anchor, with what is needed to judge them. */
	ahead: { entry: Entry; isSealed: boolean; missed: number }[];
	/** The newest entry that the anchor knows or should know. */
	known: Entry | null;
	torn: Map<string, number>;
	/** Lines at the end that are no entries, but for one that was only cut short. */
	strangeLines: number;
	/** Between entries, or in the shape of one, where no power cut leaves such. */
	isTampered: boolean;
}

/** What the log says of itself, rather than of the desk. */
const ofTheLogItself: ReadonlySet<string> = new Set<ActivityEvent>([
	'gap',
	'log-mended',
	'log-mismatch',
	'log-pruned',
]);

/** So many lines that are no entries leave no hope for the rest; opening may not read a whole log. */
const maxStrangeLines = 1000;

/**
 * Reads the log from its end to the entry that the vault remembers: one line as a rule. A log of
 * before this vault is taken as it is.
 */
export async function findPlace(
	folder: LogFolder,
	months: readonly string[],
	anchor: AuditAnchor,
): Promise<FoundPlace> {
	const isNew = anchor.base === null;
	const end = await readEnd(folder, months, anchor, isNew ? Infinity : anchor.count);
	const ahead = {
		records: end.ahead.filter(({ entry }) => !ofTheLogItself.has(entry.event)).length,
		missed: end.ahead.reduce((sum, { missed }) => sum + missed, 0),
	};
	const mismatch = isNew ? null : judge(end, anchor);
	if (mismatch !== null) {
		// The log goes on from where the vault says, so that the break stays in it for good.
		const last = { n: anchor.count, hash: anchor.head };
		return { last, ahead: { records: 0, missed: 0 }, torn: new Map(), mismatch };
	}
	const newest = end.ahead[0]?.entry ?? end.known;
	const last = newest ?? { n: anchor.count, hash: anchor.head };
	// What is strange in a log that nobody remembers is left for a person to look at.
	const torn =
		isNew && (end.isTampered || end.strangeLines > 0) ? new Map<string, number>() : end.torn;
	return { last: { n: last.n, hash: last.hash }, ahead, torn, mismatch };
}

async function readEnd(
	folder: LogFolder,
	months: readonly string[],
	{ sealKey }: AuditAnchor,
	upTo: number,
): Promise<End> {
	const end: End = {
		ahead: [],
		known: null,
		torn: new Map(),
		strangeLines: 0,
		isTampered: false,
	};
	for (const month of months.toReversed()) {
		const isEnough = await folder.read(month, async (file, size) => {
			for await (const { bytes, offset, isComplete } of linesFromEnd(file, size)) {
				const entry = bytes !== null && isComplete ? readEntry(bytes) : null;
				if (bytes === null || entry === null) {
					if (isComplete || (bytes?.includes(0) ?? true)) end.strangeLines += 1;
					const isHopeless = bytes === null || end.strangeLines > maxStrangeLines;
					const isTorn = end.ahead.length === 0 && !isHopeless && !(isComplete && isJson(bytes));
					if (isTorn) end.torn.set(month, offset);
					else end.isTampered = true;
					if (isHopeless) return true;
				} else if (entry.n > upTo) {
					const missed = entry.event === 'gap' ? missedIn(bytes) : 0;
					end.ahead.push({ entry, isSealed: isSealed(bytes, sealKey), missed });
				} else {
					end.known = entry;
					return true;
				}
			}
			return false;
		});
		if (isEnough) break;
	}
	return end;
}

/** What is wrong between the end of the log and the vault's memory of it; `null`: nothing. */
function judge(
	{ ahead, known, strangeLines, isTampered }: End,
	{ base, count, head }: AuditAnchor,
): FoundPlace['mismatch'] {
	const found: Link = known ?? { n: base?.number ?? 0, hash: base?.hash ?? genesisHash };
	if (found.n < count) {
		if (strangeLines > 0) return { kind: 'edited', count: null };
		if (ahead.length > 0) return { kind: 'removed', count: null };
		return { kind: 'cut-off', count: count - found.n };
	}
	if (found.hash !== head) return { kind: 'replaced', count: null };
	let last = found;
	for (const { entry, isSealed: isOurs } of ahead.toReversed()) {
		if (!isOurs || !follows(last, entry)) return { kind: 'added', count: null };
		last = entry;
	}
	return isTampered ? { kind: 'added', count: null } : null;
}

/** A whole line that is JSON was not torn by a power cut, but written by somebody. */
function isJson(bytes: Buffer): boolean {
	try {
		JSON.parse(bytes.toString('utf8'));
		return true;
	} catch {
		return false;
	}
}
