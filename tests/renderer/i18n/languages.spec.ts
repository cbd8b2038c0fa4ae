import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../preload/contract/kiosk.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';

const scripts: Readonly<Record<Language, RegExp>> = {
	en: /^\p{Script=Latin}+$/u,
	hi: /^\p{Script=Devanagari}+$/u,
	bn: /^\p{Script=Bengali}+$/u,
	mr: /^\p{Script=Devanagari}+$/u,
	te: /^\p{Script=Telugu}+$/u,
	ta: /^\p{Script=Tamil}+$/u,
	gu: /^\p{Script=Gujarati}+$/u,
	ur: /^\p{Script=Arabic}+$/u,
	kn: /^\p{Script=Kannada}+$/u,
	or: /^\p{Script=Oriya}+$/u,
	ml: /^\p{Script=Malayalam}+$/u,
	pa: /^\p{Script=Gurmukhi}+$/u,
	as: /^\p{Script=Bengali}+$/u,
};

describe.each(languages)('the language %s', (code) => {
	const { ownName, dir, locale, load } = languageFacts[code];

	it('is named in its own script', () => {
		expect(ownName).toMatch(scripts[code]);
		expect(ownName).toBe(ownName.normalize('NFC'));
	});

	it('says what it is for Intl, with Latin digits', () => {
		expect(new Intl.Locale(locale)).toMatchObject({
			language: code,
			region: 'IN',
			numberingSystem: 'latn',
		});
	});

	it('is written from the right only if it is Urdu', () => {
		expect(dir).toBe(code === 'ur' ? 'rtl' : 'ltr');
	});

	// A wrong path in the table would show one language under the name of another.
	it('loads texts in its own script', async () => {
		const words = (await load())['steps.item.find'];
		expect(words).toMatch(scripts[code]);
	});
});

it('offers each in the order of the contract', () => {
	expect(Object.keys(languageFacts)).toEqual([...languages]);
});

it('loads another text for each language', async () => {
	const texts = await Promise.all(
		languages.map(async (code) => (await languageFacts[code].load())['kiosk.consent.voluntary']),
	);
	expect(new Set(texts).size).toBe(languages.length);
});
