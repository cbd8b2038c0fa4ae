import { createInstance } from 'i18next';
import en from './en.json' with { type: 'json' };

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

/** A time as one says it: seconds below two minutes, minutes below two hours, then hours, rounded up. */
export function duration(seconds: number): string {
	if (seconds < 120) return t('duration.seconds', { count: seconds });
	const minutes = Math.ceil(seconds / 60);
	return minutes < 120
		? t('duration.minutes', { count: minutes })
		: t('duration.hours', { count: Math.ceil(minutes / 60) });
}
