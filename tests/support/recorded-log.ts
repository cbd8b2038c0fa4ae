import { createLog, type Log } from '../../main/log/log.ts';

/** A log that keeps its lines for a test to read. */
export function recordedLog(): { log: Log; lines: string[] } {
	const lines: string[] = [];
	return { log: createLog((_level, line) => lines.push(line)), lines };
}
