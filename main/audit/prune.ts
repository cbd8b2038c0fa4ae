import type { Log } from '../log/log.ts';
import { genesisHash } from './anchor.ts';
import type { AnchorKeeper } from './anchor-keeper.ts';
import type { AuditWriter } from './audit-writer.ts';
import { type Entry, readEntry } from './entry.ts';
import { keptMonths, type LogFolder } from './log-folder.ts';
import { monthOf, monthsBetween } from './month.ts';
import { linesFromEnd } from './read-lines.ts';

/** DPDP Rules 2025: at least a year, whatever the settings say. */
const leastMonths = 12;

export interface PruneOptions {
	folder: LogFolder;
	anchor: AnchorKeeper;
	writer: AuditWriter;
	keepMonths: number;
	wallNowMs: number;
	log: Log;
}

/**
 * Removes the months that have been kept long enough, and records each. The vault learns of it first:
 * a power cut in between leaves files that wait, never a log that looks cut.
 */
export async function prune(options: PruneOptions): Promise<void> {
	const { folder, anchor, writer, log } = options;
	try {
		const months = await folder.months();
		const old = keptMonths(months, anchor.value).filter((month) => isOld(month, months, options));
		if (old.length > 0 && !(await moveBase(options, months, old))) return;
		const kept = new Set(keptMonths(months, anchor.value));
		for (const month of months.filter((each) => !kept.has(each))) {
			await writer.write([writer.draft({ event: 'log-pruned', detail: month })]);
			await folder.remove(month);
		}
	} catch (error) {
		log.warn('activity-log-not-pruned', { error });
	}
}

/**
 * By the clock, and by the log itself: a clock that is years ahead for a day must not take the log with
 * it, so as many newer months must be there as are to be kept.
 */
function isOld(
	month: string,
	months: readonly string[],
	{ keepMonths, wallNowMs }: PruneOptions,
): boolean {
	const keep = keepMonths >= leastMonths ? keepMonths : leastMonths;
	const newer = months.filter((other) => other > month).length;
	return newer >= keep && monthsBetween(month, monthOf(wallNowMs)) > keep;
}

/** The log begins after the old months from now on; `false`: the vault could not be saved. */
async function moveBase(
	{ folder, anchor }: PruneOptions,
	months: readonly string[],
	old: readonly string[],
): Promise<boolean> {
	const before = anchor.value.base;
	const newestOld = old.at(-1) ?? '';
	const last = await lastEntry(folder, newestOld);
	const number = last?.n ?? before?.number ?? 0;
	const hash = last?.hash ?? before?.hash ?? genesisHash;
	const month = months.find((each) => each > newestOld) ?? null;
	anchor.update({ base: { number, hash, month } });
	if (await anchor.saved()) return true;
	anchor.update({ base: before });
	return false;
}

function lastEntry(folder: LogFolder, month: string): Promise<Entry | null> {
	return folder.read(month, async (file, size) => {
		for await (const { bytes } of linesFromEnd(file, size)) {
			const entry = bytes === null ? null : readEntry(bytes);
			if (entry !== null) return entry;
		}
		return null;
	});
}
