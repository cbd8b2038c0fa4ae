import { homedir } from 'node:os';

import type { Secret } from '../secret.ts';
import { createLogFile } from './log-file.ts';
import { createLog, type Log } from './log.ts';
import { createRecentLines, type DeskFacts } from './recent-lines.ts';
import type { Redact } from './redact.ts';
import { createRedactor } from './redactor.ts';

export interface DiaryOptions {
	folder: string;
	version: string;
	/** Asked for each line, since it is not there from the first; and its secrets change. */
	desk: () => KnownDesk | undefined;
}

/** What the log has to know of the desk: what to say of it, and what never to write. */
interface KnownDesk {
	secrets: readonly Secret[];
	facts: Pick<DeskFacts, 'environment' | 'protection'>;
}

export interface Diary {
	log: Log;
	/** The text of `Copy details`; `null`: this run's log has nothing of the incident. */
	detailsFor: (incident: string) => string | null;
	/** This run's last warnings and errors, oldest first. */
	problems: () => readonly string[];
	/** The redactor of both places, for what else leaves the program as text. */
	redact: Redact;
}

/** The log with its two places, the file and the last lines, behind one redactor. */
export function openDiary({ folder, version, desk }: DiaryOptions): Diary {
	const redact = createRedactor({
		secrets: () => desk()?.secrets ?? [],
		homeFolder: homedir(),
	});
	const writeToFile = createLogFile(folder);
	const unknown = { environment: 'unknown', protection: 'unknown' };
	const recent = createRecentLines(
		() => ({ version, platform: process.platform, ...(desk()?.facts ?? unknown) }),
		redact,
	);
	const log = createLog(
		(level, line) => {
			recent.keep(level, line);
			writeToFile(level, line);
		},
		undefined,
		redact,
	);
	return { log, detailsFor: recent.detailsFor, problems: recent.problems, redact };
}
