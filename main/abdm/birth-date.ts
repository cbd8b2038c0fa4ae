import type { Profile } from '../../preload/contract/visit.ts';

/** What ABDM says of a date of birth: in three fields, in one, or the year alone. */
export interface BirthFields {
	dayOfBirth: string | null;
	monthOfBirth: string | null;
	yearOfBirth: string | null;
	/** `24-11-1998`, `1994-03-06` or `1998`. */
	dateOfBirth: string | null;
}

/** Reads a date as far as it goes: what is not a date is left out rather than guessed. */
export function readBirthDate(fields: BirthFields): Profile['dateOfBirth'] {
	const { dayOfBirth, monthOfBirth, yearOfBirth } = fields;
	const apart = dateOf(yearOfBirth, monthOfBirth, dayOfBirth);
	const together = readWhole(fields.dateOfBirth);
	// The three fields first: their order is certain. A whole date may still know more than a year.
	if (apart?.month === null && together?.year === apart.year) return together;
	return apart ?? together;
}

function readWhole(written: string | null): Profile['dateOfBirth'] {
	const [first = null, second = null, third = null] = written?.split(/[-/.]/) ?? [];
	return first?.length === 4 ? dateOf(first, second, third) : dateOf(third, second, first);
}

function dateOf(
	yearText: string | null,
	monthText: string | null,
	dayText: string | null,
): Profile['dateOfBirth'] {
	const year = within(yearText, 1800, 2200);
	if (year === null) return null;
	const month = within(monthText, 1, 12);
	const day = month === null ? null : within(dayText, 1, daysIn(year, month));
	return { year, month, day };
}

function within(digits: string | null, least: number, most: number): number | null {
	if (digits === null || !/^\d{1,4}$/.test(digits)) return null;
	const value = Number(digits);
	return value >= least && value <= most ? value : null;
}

function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
