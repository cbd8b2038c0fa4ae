import { type Language, languages } from '../../preload/contract/kiosk.ts';
import { type Catalog, englishCatalog } from './texts.ts';

interface LanguageFacts {
	/** As its readers write it: who cannot read English has to find it. */
	ownName: string;
	dir: 'ltr' | 'rtl';
	/** For `Intl`. Latin digits everywhere: an OTP and an ABHA number are read from a phone or a card. */
	locale: string;
	/** Its texts, a chunk of their own. A file that misses a text does not compile here. */
	load: () => Promise<Catalog>;
}

/** In the order in which they are offered. */
export const languageFacts: Readonly<Record<Language, LanguageFacts>> = {
	en: {
		ownName: 'English',
		dir: 'ltr',
		locale: 'en-IN-u-nu-latn',
		load: () => Promise.resolve(englishCatalog),
	},
	hi: {
		ownName: 'हिन्दी',
		dir: 'ltr',
		locale: 'hi-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/hi.json')).default,
	},
	bn: {
		ownName: 'বাংলা',
		dir: 'ltr',
		locale: 'bn-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/bn.json')).default,
	},
	mr: {
		ownName: 'मराठी',
		dir: 'ltr',
		locale: 'mr-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/mr.json')).default,
	},
	te: {
		ownName: 'తెలుగు',
		dir: 'ltr',
		locale: 'te-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/te.json')).default,
	},
	ta: {
		ownName: 'தமிழ்',
		dir: 'ltr',
		locale: 'ta-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/ta.json')).default,
	},
	gu: {
		ownName: 'ગુજરાતી',
		dir: 'ltr',
		locale: 'gu-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/gu.json')).default,
	},
	ur: {
		ownName: 'اردو',
		dir: 'rtl',
		locale: 'ur-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/ur.json')).default,
	},
	kn: {
		ownName: 'ಕನ್ನಡ',
		dir: 'ltr',
		locale: 'kn-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/kn.json')).default,
	},
	or: {
		ownName: 'ଓଡ଼ିଆ',
		dir: 'ltr',
		locale: 'or-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/or.json')).default,
	},
	ml: {
		ownName: 'മലയാളം',
		dir: 'ltr',
		locale: 'ml-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/ml.json')).default,
	},
	pa: {
		ownName: 'ਪੰਜਾਬੀ',
		dir: 'ltr',
		locale: 'pa-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/pa.json')).default,
	},
	as: {
		ownName: 'অসমীয়া',
		dir: 'ltr',
		locale: 'as-IN-u-nu-latn',
		load: async () => (await import('./messages/patient/as.json')).default,
	},
};

/** What a person chooses from. */
export const languageChoices: readonly { code: Language; ownName: string; dir: 'ltr' | 'rtl' }[] =
	languages.map((code) => ({
		code,
		ownName: languageFacts[code].ownName,
		dir: languageFacts[code].dir,
	}));
