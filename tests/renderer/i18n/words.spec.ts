import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../preload/contract/kiosk.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { date, difference, duration, list, t } from '../../../renderer/i18n/words.ts';

afterEach(() => language.choose('en'));

const birthday = { year: 1984, month: 5, day: 23 };

describe('a date', () => {
	it.each<[Language, string]>([
		['en', '23 May 1984'],
		['hi', '23 मई 1984'],
		['ta', '23 மே, 1984'],
		['ur', '23 مئی، 1984'],
		['or', 'ମଇ 23, 1984'],
		['pa', '23 ਮਈ 1984'],
		['as', '23 মে’, 1984'],
	])('is said as one says it in %s', async (code, said) => {
		await language.choose(code);
		expect(date(birthday)).toBe(said);
	});

	it.each<[Language, string]>([
		['en', 'May 1984'],
		['bn', 'মে 1984'],
		['or', 'ମଇ 1984'],
		['pa', 'ਮਈ 1984'],
		['as', 'মে’ 1984'],
	])('without its day is a month in %s', async (code, said) => {
		await language.choose(code);
		expect(date({ ...birthday, day: null })).toBe(said);
	});

	// Node knows every language; what Chromium lacks is in our own table, month by month.
	it.each<Language>(['or', 'pa', 'as'])(
		'has the twelve months that CLDR has in %s',
		async (code) => {
			await language.choose(code);
			const known = new Intl.DateTimeFormat(language.locale, {
				timeZone: 'UTC',
				year: 'numeric',
				month: 'long',
				day: 'numeric',
			});
			for (const month of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
				expect(date({ year: 1984, month, day: 9 })).toBe(
					known.format(Date.UTC(1984, month - 1, 9)),
				);
			}
		},
	);

	it.each(languages)('has Latin digits in %s', async (code) => {
		await language.choose(code);
		expect(
			date(birthday)
				.match(/\p{Nd}+/gu)
				?.toSorted(),
		).toEqual(['1984', '23']);
		expect(date({ year: 1984, month: null, day: null })).toBe('1984');
	});
});

describe('a list', () => {
	it.each<[Language, string, string]>([
		['en', 'a and b', 'a, b and c'],
		['hi', 'a और b', 'a, b, और c'],
		['ur', 'a اور b', 'a، b، اور c'],
		['or', 'a ଓ b', 'a, b, ଓ c'],
		['pa', 'a ਅਤੇ b', 'a, b ਅਤੇ c'],
		['as', 'a আৰু b', 'a, b আৰু c'],
	])('is joined as in %s', async (code, two, three) => {
		await language.choose(code);
		expect(list(['a', 'b'])).toBe(two);
		expect(list(['a', 'b', 'c'])).toBe(three);
	});

	it.each(languages)('of one or none has no word more in %s', async (code) => {
		await language.choose(code);
		expect(list(['a'])).toBe('a');
		expect(list([])).toBe('');
	});
});

describe('a duration', () => {
	it.each<[Language, string, string]>([
		['en', '1 second', '2 minutes'],
		['hi', '1 सेकंड', '2 मिनट'],
		['ta', '1 வினாடி', '2 நிமிடங்கள்'],
		['ur', '1 سیکنڈ', '2 منٹ'],
	])('is said in %s', async (code, second, minutes) => {
		await language.choose(code);
		expect(duration(1)).toBe(second);
		expect(difference(-125)).toBe(minutes);
	});
});

describe('a plural', () => {
	it('has a form for one and another for many', async () => {
		await language.choose('ta');
		expect(t('duration.minutes', { count: 1 })).toBe('1 நிமிடம்');
		expect(t('duration.minutes', { count: 2 })).toBe('2 நிமிடங்கள்');
	});

	// English says "0 hours". Hindi counts nothing as it counts one.
	it('follows the rule of the language and not that of English', async () => {
		const other = t('duration.hours', { count: 0 });
		await language.choose('hi');
		const none = t('duration.hours', { count: 0 });
		expect(other).toBe('0 hours');
		expect(none.replace('0', '1')).toBe(t('duration.hours', { count: 1 }));
	});
});

describe('a text', () => {
	it('of the staff stays English', async () => {
		const english = t('action.settings');
		await language.choose('te');
		expect(t('action.settings')).toBe(english);
	});

	// Else its full stop would stand before it: ".Nothing is sent".
	it('of the staff is read from the left among texts that are read from the right', async () => {
		const english = t('action.settings');
		await language.choose('ur');
		expect(t('action.settings')).toBe(`\u2066${english}\u2069`);
		expect(t('action.find')).not.toMatch(/[\u2066-\u2069]/);
	});

	it('keeps the groups of a number together where one reads from the right', async () => {
		await language.choose('ur');
		expect(t('otp.sent.mobile-otp-to', { mobile: '******3210' })).toContain(
			'\u2068******3210\u2069',
		);
	});

	it('has its values as they are where one reads from the left', async () => {
		await language.choose('bn');
		expect(t('otp.sent.mobile-otp-to', { mobile: '******3210' })).not.toMatch(/[\u2066-\u2069]/);
	});
});
