import { createInstance } from 'i18next';
import diagnostics from './messages/diagnostics/en.json' with { type: 'json' };
import patient from './messages/patient/en.json' with { type: 'json' };
import staff from './messages/staff/en.json' with { type: 'json' };

/**
 * Every text in English. What only the staff reads has no other language; what the command line says
 * as well stands by itself (main/diagnostics/texts.ts).
 */
const english = { ...patient, ...staff, ...diagnostics };

type Plural = 'one' | 'other';
type WithoutPlural<Name> = Name extends `${infer Base}_${Plural}` ? Base : Name;

/** The name of a text. Plural forms have one key between them and are chosen by `count`. */
export type Key = WithoutPlural<keyof typeof english>;

/** All that a patient may read, in one language. */
export type Catalog = Readonly<Record<keyof typeof patient, string>>;

export const englishCatalog: Catalog = patient;

/** The texts of English, and of each language from when it is first chosen. */
export const texts = createInstance();
// Nothing is loaded, so this is done when the line is done; it can be neither slow nor refused.
void texts.init({
	lng: 'en',
	fallbackLng: 'en',
	resources: { en: { translation: english } },
	initAsync: false,
	// Keys are flat names with dots in them, not paths.
	keySeparator: false,
	nsSeparator: false,
	// Svelte escapes what it draws; a second time would show `&amp;` in a name.
	interpolation: { escapeValue: false },
});
