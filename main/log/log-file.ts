import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

import electronLog from 'electron-log/node';

import type { LogSink } from './log.ts';

/** Two files of this size a day at most: the log must never fill a reception PC's disk. */
const maxFileBytes = 1024 * 1024;

/** A file is kept until its day is longer ago than this. */
const keptDays = 14;

/** Ours, and nothing else in the folder, may be deleted: `abha-desk-2026-11-23.log`, `….old.log`. */
const ownName = /^abha-desk-(\d{4}-\d{2}-\d{2})(?:\.old)?\.log$/;

/**
 * Writes finished lines to a file a day in `folder`. The day is UTC's, as the times in the lines
 * are. A log that cannot be written stops nothing.
 */
export function createLogFile(folder: string, now: () => Date = () => new Date()): LogSink {
	const logger = electronLog.create({ logId: 'abha-desk' });
	let today = '';
	logger.transports.console.level = false;
	// electron-log asks at each line, and this is where a new day is seen.
	logger.transports.file.resolvePathFn = () => join(folder, `abha-desk-${today}.log`);
	logger.transports.file.maxSize = maxFileBytes;
	logger.transports.file.format = '{text}';

	const turnTo = (time: Date) => {
		if (dayOf(time) === today) return;
		today = dayOf(time);
		deleteOldFiles(folder, time);
	};
	turnTo(now());
	return (level, line) => {
		turnTo(now());
		logger[level](line);
	};
}

function dayOf(time: Date): string {
	return time.toISOString().slice(0, '2026-11-23'.length);
}

function deleteOldFiles(folder: string, now: Date): void {
	const oldestKept = new Date(now);
	oldestKept.setUTCDate(now.getUTCDate() - keptDays);
	for (const name of namesIn(folder)) {
		const day = ownName.exec(name)?.[1];
		if (day === undefined || day >= dayOf(oldestKept)) continue;
		try {
			unlinkSync(join(folder, name));
		} catch {
			// In use, or not ours to delete: the next day tries again.
		}
	}
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		// No folder yet, or none that may be read: then nothing can be deleted either.
		return [];
	}
}
