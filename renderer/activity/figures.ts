import { date } from '../i18n/words.ts';

/** A number as India groups it: `1,234`, `12,34,567`. */
export function figure(value: number): string {
	return new Intl.NumberFormat('en-IN').format(value);
}

/** `YYYY-MM` in words: `November 2026`. */
export function monthWords(month: string): string {
	const [year = '', number = ''] = month.split('-');
	return date({ year: Number(year), month: Number(number), day: null });
}

/** `YYYY-MM-DD` in words: `23 November 2026`. */
export function dayWords(day: string): string {
	const [year = '', month = '', number = ''] = day.split('-');
	return date({ year: Number(year), month: Number(month), day: Number(number) });
}

/** The last day of a `YYYY-MM`. */
export function lastDay(month: string): number {
	const [year = '', number = ''] = month.split('-');
	return new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
}

/** An ISO 8601 time in this PC's zone, to the second. */
export function timeWords(iso: string): string {
	return new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'medium' }).format(
		new Date(iso),
	);
}

/** The name of this PC's zone, e.g. `Asia/Kolkata`. */
export function zoneName(): string {
	return new Intl.DateTimeFormat('en-IN').resolvedOptions().timeZone;
}
