import type { ActivityGroup } from '../../preload/contract/administration.ts';
import type { Snapshot } from './check-log.ts';
import { glanceAt, readContent } from './entry.ts';
import { groupOf, isActivityEvent } from './event-group.ts';
import type { LogFolder } from './log-folder.ts';
import { type Line, lineBatches } from './read-lines.ts';

export interface ExportQuery {
	/** `json-lines`: the lines as they are, so that an auditor can walk the chain. */
	format: 'csv' | 'json-lines';
	/** `YYYY-MM`; `null`: all. */
	month: string | null;
	/** `null`: all. */
	group: ActivityGroup | null;
}

/** The entries as text, a chunk at a time. Ends with an error if a month cannot be read. */
export async function* exportActivity(
	folder: LogFolder,
	{ files, isReadable }: Snapshot,
	query: ExportQuery,
): AsyncGenerator<string> {
	if (!isReadable) throw new Error('the folder of the activity log cannot be read');
	if (query.format === 'csv') yield csvHeader;
	for (const { month, size } of files) {
		if (query.month !== null && query.month !== month) continue;
		yield* exportMonth(folder, month, size, query);
	}
}

async function* exportMonth(
	folder: LogFolder,
	month: string,
	size: number | null,
	{ format, group }: ExportQuery,
): AsyncGenerator<string> {
	if (size === null) throw new Error('a file of the activity log cannot be read');
	const file = await folder.openForReading(month);
	try {
		for await (const batch of lineBatches(file, size)) {
			const lines = batch.filter((line) => group === null || isOf(group, line));
			const text = lines.map(format === 'csv' ? csvRow : jsonLine).join('');
			if (text !== '') yield text;
		}
	} finally {
		await file.close();
	}
}

function isOf(group: ActivityGroup, { bytes }: Line): boolean {
	const event = bytes === null ? undefined : glanceAt(bytes)?.event;
	return event !== undefined && isActivityEvent(event) && groupOf(event) === group;
}

function jsonLine({ bytes, isComplete }: Line): string {
	return bytes === null || !isComplete ? '' : `${bytes.toString('utf8')}\n`;
}

/** Excel takes a file for UTF-8 only with this mark before it; an operator's name may be in Hindi. */
const byteOrderMark = '\uFEFF';
const csvHeader = `${byteOrderMark}number,at,event,group,patient,patient_last_four,detail,operator,desk\r\n`;

function csvRow({ bytes, isComplete }: Line): string {
	const content = bytes === null || !isComplete ? null : readContent(bytes);
	if (content === null) return '';
	const { n, at, event, patient, detail, operator, desk } = content;
	const cells = [
		String(n),
		at,
		event,
		groupOf(event),
		patient?.hash,
		patient?.lastFour,
		detail,
		operator,
		desk,
	];
	return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`;
}

/** RFC 4180. What a spreadsheet would take for a formula gets a quotation mark before it. */
function csvCell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
