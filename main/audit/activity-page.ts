import type {
	Activity,
	ActivityEntry,
	ActivityGroup,
	ActivityQuery,
} from '../../preload/contract/administration.ts';
import type { Snapshot } from './check-log.ts';
import { glanceAt, readContent } from './entry.ts';
import { groupOf, isActivityEvent, noCounts } from './event-group.ts';
import type { LogFolder } from './log-folder.ts';
import { dayOf } from './month.ts';
import { lineBatches } from './read-lines.ts';

const pageEntries = 50;

/** Ten minutes: no day begins within them, in India or anywhere. */
const spanLength = 'YYYY-MM-DDThh:m'.length;
/** Of a time that there is: what was changed by hand need not be one. */
const restOf = /\d:[0-5]\d\.\d{3}Z$/;

/** Reads one month: counts all of it, holds no more than where its lines are, and shows a page. */
export async function readActivity(
	folder: LogFolder,
	{ files }: Snapshot,
	{ month: wanted, group, offset }: ActivityQuery,
): Promise<Activity> {
	const months = files.map(({ month }) => month).toReversed();
	const month = wanted ?? months[0] ?? null;
	const size = files.find((file) => file.month === month)?.size ?? null;
	if (month === null || size === null) {
		return { months, month, days: [], entries: [], total: 0 };
	}
	return folder.read(month, async (file) => {
		const days = new Map<string, Record<ActivityGroup, number>>();
		const shown: { offset: number; length: number }[] = [];
		const dayAt = rememberingDay();
		for await (const batch of lineBatches(file, size)) {
			for (const { bytes, offset: at, isComplete } of batch) {
				const glance = bytes === null || !isComplete ? null : glanceAt(bytes);
				const day = glance === null ? null : dayAt(glance.at);
				if (bytes === null || glance === null || day === null) continue;
				if (!isActivityEvent(glance.event)) continue;
				const of = groupOf(glance.event);
				const counts = days.get(day) ?? noCounts();
				counts[of] += 1;
				days.set(day, counts);
				if (group === null || group === of) shown.push({ offset: at, length: bytes.length });
			}
		}
		const end = Math.max(0, shown.length - offset);
		const entries: ActivityEntry[] = [];
		for (const line of shown.slice(Math.max(0, end - pageEntries), end).toReversed()) {
			const bytes = Buffer.alloc(line.length);
			await file.read(bytes, 0, line.length, line.offset);
			const entry = readActivityEntry(bytes);
			if (entry !== null) entries.push(entry);
		}
		return {
			months,
			month,
			days: [...days]
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([day, counts]) => ({ day, counts })),
			entries,
			total: shown.length,
		};
	});
}

/** `dayOf`, fast where one line follows another: they are of the same minutes. */
function rememberingDay(): typeof dayOf {
	let span = '';
	let dayOfSpan: string | null = null;
	return (at) => {
		if (dayOfSpan !== null && at.startsWith(span) && restOf.test(at)) return dayOfSpan;
		span = at.slice(0, spanLength);
		dayOfSpan = dayOf(at);
		return dayOfSpan;
	};
}

/** What a line says, as the screens and the CSV show it. */
function readActivityEntry(line: Buffer): ActivityEntry | null {
	const content = readContent(line);
	if (content === null) return null;
	const { n, at, event, patient, detail, operator, desk } = content;
	return {
		number: n,
		at,
		event,
		group: groupOf(event),
		patientLastFour: patient?.lastFour ?? null,
		detail,
		operator,
		desk,
	};
}
