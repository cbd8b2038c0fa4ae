import { formatDate } from '../i18n/formats.ts';

/** A number as India groups it: `1,234`, `12,34,567`. */
export function figure(value: number): string {
	return new Intl.NumberFormat('en-IN').format(value);
}

/** `YYYY-MM` in words: `November 2026`. */
export function monthWords(month: string): string {
	const [year = '', number = ''] = month.split('-');
	return formatDate('en', { year: Number(year), month: Number(number), day: null });
}

/** `YYYY-MM-DD` in words, of a year that stands above it: `23 Nov`. */
export function dayOfMonth(day: string): string {
	// A date without a time is in UTC, and has to be read there.
	return new Intl.DateTimeFormat('en-IN', {
		timeZone: 'UTC',
		day: 'numeric',
		month: 'short',
	}).format(new Date(day));
}

/** The last day of a `YYYY-MM`. */
export function lastDay(month: string): number {
	const [year = '', number = ''] = month.split('-');
	return new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
}

/** An ISO 8601 time in this PC's zone, to the second, of a year that stands above it. */
export function timeWords(iso: string): string {
	return new Intl.DateTimeFormat('en-IN', {
		day: 'numeric',
		month: 'short',
		hour: 'numeric',
		minute: '2-digit',
		second: '2-digit',
	}).format(new Date(iso));
}

/** The name of this PC's zone, e.g. `Asia/Kolkata`. */
export function zoneName(): string {
	return new Intl.DateTimeFormat('en-IN').resolvedOptions().timeZone;
}
