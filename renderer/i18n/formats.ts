import type { Language } from '../../preload/contract/kiosk.ts';
import { languageFacts } from './languages.ts';

/** A date as far as it is known: without its month it is a year, without its day a month. */
export interface KnownDate {
	year: number;
	month: number | null;
	day: number | null;
}

interface Forms {
	months: readonly string[];
	dayAndMonth: (day: number, month: string) => string;
	/** Before the last of two things, and of more. */
	and: { two: string; more: string };
}

/**
 * CLDR's forms of the languages that Chromium leaves out of its ICU: `Intl` would answer there with
 * English, or with "1984 M05 23". Node has them all, so a test of `Intl` alone would not notice.
 */
const leftOut: Partial<Record<Language, Forms>> = {
	or: {
		months: 'ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର'.split(' '),
		dayAndMonth: (day, month) => `${month} ${day},`,
		and: { two: ' ଓ ', more: ', ଓ ' },
	},
	pa: {
		months: 'ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ'.split(' '),
		dayAndMonth: (day, month) => `${day} ${month}`,
		and: { two: ' ਅਤੇ ', more: ' ਅਤੇ ' },
	},
	as: {
		months: 'জানুৱাৰী ফেব্ৰুৱাৰী মাৰ্চ এপ্ৰিল মে’ জুন জুলাই আগষ্ট ছেপ্তেম্বৰ অক্টোবৰ নৱেম্বৰ ডিচেম্বৰ'.split(
			' ',
		),
		dayAndMonth: (day, month) => `${day} ${month},`,
		and: { two: ' আৰু ', more: ' আৰু ' },
	},
};

/** `23 May 1984`, `May 1984` or `1984`. */
export function formatDate(code: Language, { year, month, day }: KnownDate): string {
	if (month === null) return year.toString();
	const forms = leftOut[code];
	if (forms !== undefined) {
		const name = forms.months[month - 1] ?? '';
		return `${day === null ? name : forms.dayAndMonth(day, name)} ${year}`;
	}
	// In UTC from end to end: a birthday is the same day everywhere.
	return new Intl.DateTimeFormat(languageFacts[code].locale, {
		timeZone: 'UTC',
		year: 'numeric',
		month: 'long',
		...(day === null ? {} : { day: 'numeric' }),
	}).format(Date.UTC(year, month - 1, day ?? 1));
}

/** `a, b and c`. */
export function formatList(code: Language, items: readonly string[]): string {
	const forms = leftOut[code];
	const last = items.at(-1);
	if (forms === undefined || last === undefined || items.length === 1) {
		return new Intl.ListFormat(languageFacts[code].locale, { type: 'conjunction' }).format(items);
	}
	const and = items.length === 2 ? forms.and.two : forms.and.more;
	return `${items.slice(0, -1).join(', ')}${and}${last}`;
}
