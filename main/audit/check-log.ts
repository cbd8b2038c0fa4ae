import type { LogReport } from '../../preload/contract/administration.ts';
import type { Log } from '../log/log.ts';
import type { AuditAnchor } from './anchor.ts';
import { ChainWalk } from './chain-walk.ts';
import { isSealed, missedIn, readEntry } from './entry.ts';
import { keptMonths, type LogFolder } from './log-folder.ts';
import { lineBatches } from './read-lines.ts';

/** The log as it stood at one moment: what is written afterwards is not part of a check or export. */
export interface Snapshot {
	anchor: AuditAnchor;
	/** The kept months, oldest first, with the size of each file; `null`: not readable. */
	files: readonly { month: string; size: number | null }[];
	/** `false`: the operating system does not let us look into the folder. */
	isReadable: boolean;
}

export async function takeSnapshot(folder: LogFolder, anchor: AuditAnchor): Promise<Snapshot> {
	try {
		const files = [];
		for (const month of keptMonths(await folder.months(), anchor)) {
			const size = await folder
				.read(month, (_file, bytes) => Promise.resolve(bytes))
				.catch(() => null);
			files.push({ month, size });
		}
		return { anchor, files, isReadable: true };
	} catch {
		return { anchor, files: [], isReadable: false };
	}
}

/** Walks all kept months, a chunk at a time, so that the desk goes on meanwhile. */
export async function checkLog(
	folder: LogFolder,
	{ anchor, files, isReadable }: Snapshot,
	log: Log,
): Promise<LogReport> {
	const walk = new ChainWalk(anchor);
	let entries = 0;
	let from: string | null = null;
	let lastHash = '';
	if (!isReadable) walk.unreadable(null);
	for (const [index, { month, size }] of files.entries()) {
		const isLast = index === files.length - 1;
		try {
			if (size === null) throw new Error('not readable');
			await folder.read(month, async (file) => {
				let line = 0;
				for await (const batch of lineBatches(file, size)) {
					for (const { bytes, isComplete } of batch) {
						line += 1;
						const place = { month, line };
						const entry = bytes !== null && isComplete ? readEntry(bytes, lastHash) : null;
						lastHash = entry?.hash ?? '';
						if (bytes === null || entry === null) {
							if (isComplete || !isLast) walk.strange(place);
							else walk.piece(place, bytes?.includes(0) ?? true);
						} else if (entry.n > anchor.count && !isSealed(bytes, anchor.sealKey)) {
							// Beyond what the vault remembers, only the seal tells ours from a stranger's.
							walk.strange(place);
						} else {
							entries += 1;
							from ??= entry.at;
							walk.entry(entry, place);
							if (entry.event === 'gap') walk.gap(place, missedIn(bytes));
						}
					}
				}
			});
		} catch (error) {
			log.warn('activity-log-not-readable', { error });
			walk.unreadable(month);
		}
	}
	return { entries, from, findings: walk.end() };
}
