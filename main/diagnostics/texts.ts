import { createInstance } from 'i18next';

// Words alone, and the same that the screens have: the command line must not say it otherwise.
import words from '../../renderer/i18n/messages/diagnostics/en.json' with { type: 'json' };

type Plural = 'one' | 'other';
type WithoutPlural<Name> = Name extends `${infer Base}_${Plural}` ? Base : Name;
type Key = WithoutPlural<keyof typeof words>;

const texts = createInstance();
// As in renderer/i18n/texts.ts: nothing is loaded, so it is done when the line is done.
void texts.init({
	lng: 'en',
	resources: { en: { translation: words } },
	initAsync: false,
	keySeparator: false,
	nsSeparator: false,
	interpolation: { escapeValue: false },
});

/** The English text of a key. */
export function say(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
	return texts.t(key, values);
}
