import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../preload/contract/kiosk.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import { englishCatalog } from '../../../renderer/i18n/texts.ts';
import diagnostics from '../../../renderer/i18n/messages/diagnostics/en.json' with { type: 'json' };
import staff from '../../../renderer/i18n/messages/staff/en.json' with { type: 'json' };

type Texts = Readonly<Record<string, string>>;

const english: Texts = englishCatalog;
const keys = Object.keys(english);
const all: { code: Language; catalog: Texts }[] = await Promise.all(
	languages.map(async (code) => ({
		code,
		catalog: await languageFacts[code].load(),
	})),
);

function placeholders(text: string): string[] {
	return (text.match(/\{\{.*?\}\}/g) ?? []).toSorted();
}

function keysWhere(catalog: Texts, wrong: (text: string, key: string) => boolean): string[] {
	return Object.entries(catalog)
		.filter(([key, text]) => wrong(text, key))
		.map(([key]) => key);
}

it('the catalog of the patients shares no key with that of the staff', () => {
	expect(keys.filter((key) => key in staff)).toEqual([]);
});

it('the catalog of the command line shares no key with the others', () => {
	const others = [...keys, ...Object.keys(staff)];
	expect(Object.keys(diagnostics).filter((key) => others.includes(key))).toEqual([]);
});

describe.each(all)('the texts in $code', ({ code, catalog }) => {
	it('have the keys of English in its order', () => {
		expect(Object.keys(catalog)).toEqual(keys);
	});

	it('have the placeholders of English', () => {
		const wrong = keysWhere(
			catalog,
			(text, key) => placeholders(text).join() !== placeholders(english[key] ?? '').join(),
		);
		expect(wrong).toEqual([]);
	});

	it('are neither empty nor padded with spaces', () => {
		expect(keysWhere(catalog, (text) => text === '' || text !== text.trim())).toEqual([]);
	});

	it('are composed (NFC), so that one word is written in one way', () => {
		expect(keysWhere(catalog, (text) => text !== text.normalize('NFC'))).toEqual([]);
	});

	it('have no invisible sign that turns the direction', () => {
		const signs = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
		expect(keysWhere(catalog, (text) => signs.test(text))).toEqual([]);
	});

	it('count in Latin digits, as the OTP in the SMS does', () => {
		expect(keysWhere(catalog, (text) => /(?![0-9])\p{Nd}/u.test(text))).toEqual([]);
	});

	it('have both plural forms, which are all that the language has', () => {
		const forms = new Intl.PluralRules(languageFacts[code].locale).resolvedOptions();
		expect(forms.pluralCategories.toSorted()).toEqual(['one', 'other']);
		const plurals = Object.keys(catalog).filter((key) => /_(one|other)$/.test(key));
		const bases = new Set(plurals.map((key) => key.replace(/_(one|other)$/, '')));
		expect(plurals.toSorted()).toEqual(
			[...bases].flatMap((base) => [`${base}_one`, `${base}_other`]).toSorted(),
		);
	});

	// Facts and steps are drawn by their label: two alike would stop the screen.
	it.each(['fact.', 'steps.item.'])('do not call two %s by one name', (prefix) => {
		const labels = keys.filter((key) => key.startsWith(prefix)).map((key) => catalog[key]);
		expect(labels).toEqual([...new Set(labels)]);
	});
});
