import { createInstance } from 'i18next';
import patient from './messages/patient/en.json' with { type: 'json' };
import staff from './messages/staff/en.json' with { type: 'json' };

const en = { ...patient, ...staff };

type Plural = 'one' | 'other';
type WithoutPlural<Name> = Name extends `${infer Base}_${Plural}` ? Base : Name;

/** The name of a text. Plural forms have one key between them and are chosen by `count`. */
export type Key = WithoutPlural<keyof typeof en>;

const i18n = createInstance();
// Nothing is loaded, so this is done when the line is done; it can be neither slow nor refused.
void i18n.init({
	lng: 'en',
	resources: { en: { translation: en } },
	initAsync: false,
	// Keys are flat names with dots in them, not paths.
	keySeparator: false,
	nsSeparator: false,
	// Svelte escapes what it draws; a second time would show `&amp;` in a name.
	interpolation: { escapeValue: false },
});

/** The text of a key in the language of the desk. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
	return i18n.t(key, values);
}

/** Several things in one sentence: `a, b and c`. */
export function list(items: readonly string[]): string {
	return new Intl.ListFormat('en-IN', { type: 'conjunction' }).format(items);
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
export function date({
	year,
	month,
	day,
}: {
	year: number;
	month: number | null;
	day: number | null;
}): string {
	if (month === null) return year.toString();
	// In UTC from end to end: a birthday is the same day everywhere.
	return new Intl.DateTimeFormat('en-IN', {
		timeZone: 'UTC',
		year: 'numeric',
		month: 'long',
		...(day === null ? {} : { day: 'numeric' }),
	}).format(Date.UTC(year, month - 1, day ?? 1));
}
