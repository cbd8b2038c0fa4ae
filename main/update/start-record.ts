import type { Copy, UpdateRecord } from './update-record.ts';

/** So often a new version may fail to reach its first screen. A person may end one start; not two. */
const attemptsAllowed = 2;

/** Enough to remember; a version that is older than the running one is refused anyway. */
const failuresKept = 16;

type Record = UpdateRecord;

/**
 * What a start of `running` is. To be saved before anything else happens, so that an end of the
 * program at any later moment counts as a failed start. `rollBackTo` is what to install instead:
 * only the version that this one replaced, and never one that is merely older.
 */
export function beginStart(
	record: Record,
	running: string,
): { record: Record; rollBackTo: Copy | null } {
	const { start, staged, kept } = record;
	if (start?.version !== running) {
		const first = { version: running, attempts: 1, reachedFirstScreen: false };
		return { record: { ...record, start: first }, rollBackTo: null };
	}
	// Once it has shown its screen here, a failed start is not the version's fault.
	if (start.reachedFirstScreen) return { record, rollBackTo: null };
	const isOurs = staged?.copy.version === running && staged.installedFrom !== null;
	if (start.attempts < attemptsAllowed || !isOurs || kept?.version !== staged.installedFrom) {
		const counted = { ...start, attempts: Math.min(start.attempts + 1, attemptsAllowed) };
		return { record: { ...record, start: counted }, rollBackTo: null };
	}
	const failure = { version: running, counter: staged.copy.counter };
	const others = record.failed.filter(({ version }) => version !== running);
	const failed = [...others, failure].slice(-failuresKept);
	return { record: { ...record, failed }, rollBackTo: kept };
}

/** The running version shows its first screen: from now on it is one that can be gone back to. */
export function reachFirstScreen(record: Record, running: string): Record {
	const { start, staged, kept, failed } = record;
	if (start?.version === running && start.reachedFirstScreen) return record;
	const reached = { version: running, attempts: start?.attempts ?? 1, reachedFirstScreen: true };
	const isArrived = staged?.copy.version === running;
	const isGivenUp = failed.some(({ version }) => version === staged?.copy.version);
	return {
		...record,
		start: reached,
		staged: isArrived || isGivenUp ? null : staged,
		kept: isArrived ? staged.copy : kept,
		// It came up after all.
		failed: failed.filter(({ version }) => version !== running),
	};
}

/** `copy` lies verified in our folder. */
export function stage(record: Record, copy: Copy, expiresAt: string): Record {
	return { ...record, staged: { copy, expiresAt, installedFrom: null } };
}

/** What was staged is no longer what was verified, or is no longer wanted. */
export function unstage(record: Record): Record {
	return { ...record, staged: null };
}

/** The running program's own file was copied: the way back where no installer of it is kept. */
export function keep(record: Record, copy: Copy): Record {
	return { ...record, kept: copy };
}

/** To be saved before the installer starts, which may end this program at once. */
export function handOver(record: Record, running: string): Record {
	const { staged } = record;
	return staged === null ? record : { ...record, staged: { ...staged, installedFrom: running } };
}
