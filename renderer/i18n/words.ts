import type { Language } from '../../preload/contract/kiosk.ts';
import { formatDate, formatList, type KnownDate } from './formats.ts';
import { language } from './language.svelte.ts';
import { languageFacts } from './languages.ts';
import { type Key, texts } from './texts.ts';

export type { Key };

type Value = string | number;

/** Of what is being said now, where that is not the language of the screens. */
let spoken: Language | null = null;

/**
 * Says in English what only the staff is told, the words it shares with patients included. Stands
 * within `English.svelte`, which tells screen readers so.
 */
export function inEnglish<T>(say: () => T): T {
	const before = spoken;
	spoken = 'en';
	try {
		return say();
	} finally {
		spoken = before;
	}
}

function current(): Language {
	return spoken ?? language.code;
}

/**
 * The text of a key in the language of the screens, and in English where it is for the staff alone.
 * Whoever reads it in a template or a `$derived` reads it again when the language changes.
 */
export function t(key: Key, values: Readonly<Record<string, Value>> = {}): string {
	const lng = current();
	if (languageFacts[lng].dir === 'ltr') return texts.t(key, { ...values, lng });
	const { res, usedLng } = texts.t(key, { ...isolated(values), lng, returnDetails: true });
	return usedLng === lng ? res : `${signs.leftToRight}${res}${signs.end}`;
}

/** Unicode's isolates: they keep what they enclose together, as `<bdi>` does in markup. */
const signs = { asItBegins: '\u2068', leftToRight: '\u2066', end: '\u2069' };

/** After an Arabic letter the groups of `43-4221-5105-6749` would be drawn in the reverse order. */
function isolated(values: Readonly<Record<string, Value>>): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			typeof value === 'string' ? `${signs.asItBegins}${value}${signs.end}` : value,
		]),
	);
}

/** Several things in one sentence: `a, b and c`. */
export function list(items: readonly string[]): string {
	return formatList(current(), items);
}

/** From how many seconds on a time is said in this unit; below the first it is said in seconds. */
const units = [
	{ name: 'days', seconds: 86_400, from: 2 * 86_400 },
	{ name: 'hours', seconds: 3600, from: 2 * 3600 },
	{ name: 'minutes', seconds: 60, from: 2 * 60 },
] as const;

/** A time to wait as one says it. Rounded up: who comes back too early has waited for nothing. */
export function duration(seconds: number): string {
	return said(seconds, Math.ceil);
}

/** How far a clock is off, which is measured and not waited for: to the nearest. */
export function difference(seconds: number): string {
	return said(Math.abs(seconds), Math.round);
}

function said(seconds: number, rounded: (value: number) => number): string {
	const unit = units.find(({ from }) => seconds >= from);
	return unit === undefined
		? t('duration.seconds', { count: rounded(seconds) })
		: t(`duration.${unit.name}`, { count: rounded(seconds / unit.seconds) });
}

/** A date as far as it is known: `23 May 1984`, `May 1984` or `1984`. */
export function date(known: KnownDate): string {
	return formatDate(current(), known);
}
