import type {
	Activity,
	ActivityDay,
	ActivityEntry,
} from '../../../preload/contract/administration.ts';

const none = { found: 0, otp: 0, verified: 0, failed: 0, visit: 0, administration: 0 };

export function entry(changes: Partial<ActivityEntry> = {}): ActivityEntry {
	return {
		number: 1,
		at: '2026-11-23T08:02:05.000Z',
		event: 'found',
		group: 'found',
		patientLastFour: '6749',
		detail: null,
		operator: null,
		desk: null,
		...changes,
	};
}

function day(date: string, counts: Partial<ActivityDay['counts']>): ActivityDay {
	return { day: date, counts: { ...none, ...counts } };
}

/** Two days of November, with the newest page of many entries. */
export const november: Activity = {
	months: ['2026-11', '2026-10'],
	month: '2026-11',
	days: [
		day('2026-11-20', { found: 3, otp: 2, failed: 1, administration: 2 }),
		day('2026-11-23', { found: 1200, verified: 4, visit: 10 }),
	],
	entries: [
		entry({ number: 1222, event: 'failed', group: 'failed', detail: 'wrong-otp' }),
		entry({ number: 1221, operator: 'Asha', desk: 'Reception 1' }),
	],
	total: 1222,
};
