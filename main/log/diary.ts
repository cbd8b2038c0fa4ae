import { createLogFile } from './log-file.ts';
import { createLog, type Log } from './log.ts';
import { createRecentLines, type DeskFacts } from './recent-lines.ts';
import { createRedactor, type KnownValues } from './redactor.ts';

export interface DiaryOptions extends KnownValues {
	folder: string;
	facts: () => DeskFacts;
}

export interface Diary {
	log: Log;
	/** The text of `Copy details`; `null`: this run's log has nothing of the incident. */
	detailsFor: (incident: string) => string | null;
}

/** The log with its two places, the file and the last lines, behind one redactor. */
export function openDiary({ folder, facts, ...known }: DiaryOptions): Diary {
	const redact = createRedactor(known);
	const writeToFile = createLogFile(folder);
	const recent = createRecentLines(facts, redact);
	const log = createLog(
		(level, line) => {
			recent.keep(level, line);
			writeToFile(level, line);
		},
		undefined,
		redact,
	);
	return { log, detailsFor: recent.detailsFor };
}
