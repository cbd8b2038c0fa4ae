import type { Account, PatientFound, Profile } from '../../preload/contract/visit.ts';

/** Always as many, so that their number says nothing of what they stand for. */
const stars = '***';

/** A letter as its readers see it, which in Indic scripts is more than one code point. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a kiosk may show of a patient before the OTP has shown that they stand before it. */
export function maskFound(found: PatientFound): PatientFound {
	return { ...found, ...maskIdentity(found) };
}

/** An account of a verified mobile: whose of the family it is, is not shown yet, and a face would. */
export function maskAccount(account: Account): Account {
	return { ...account, ...maskIdentity(account), photo: null };
}

/** A verified patient's own data, without the ways to reach them: others can see a kiosk's screen. */
export function maskProfile(profile: Profile): Profile {
	const { mobile, email } = profile;
	return {
		...profile,
		mobile: mobile === null ? null : `******${lastFour(mobile)}`,
		email: email === null ? null : maskAddress(email),
	};
}

type Identity = Pick<PatientFound, 'name' | 'abhaNumber' | 'abhaAddress'>;

function maskIdentity({ name, abhaNumber, abhaAddress }: Identity): Identity {
	return {
		name: name === null ? null : maskName(name),
		abhaNumber: abhaNumber === null ? null : `**-****-****-${lastFour(abhaNumber)}`,
		abhaAddress: abhaAddress === null ? null : maskAddress(abhaAddress),
	};
}

/** `D*** P***` */
export function maskName(name: string): string {
	const words = name.split(/\s+/u).map(firstLetter);
	const shown = words.filter((letter) => letter !== '').map((letter) => letter + stars);
	return shown.length === 0 ? stars : shown.join(' ');
}

/** `d***@sbx`; also of an e-mail address. */
function maskAddress(address: string): string {
	const at = address.lastIndexOf('@');
	return at === -1
		? firstLetter(address) + stars
		: firstLetter(address.slice(0, at)) + stars + address.slice(at);
}

function lastFour(number: string): string {
	return /\d{4}$/.exec(number.trim())?.[0] ?? '****';
}

/** Without what may stand before it: brackets, dots, and marks that turn the line's direction. */
function firstLetter(word: string): string {
	const letters = word.replace(/^[^\p{L}\p{N}]+/u, '');
	for (const { segment } of graphemes.segment(letters)) return segment;
	return '';
}
