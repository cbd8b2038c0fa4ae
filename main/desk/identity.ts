import type { InputProblem } from '../../preload/contract/failure.ts';
import { passesVerhoeff } from './verhoeff.ts';

/** Whom to look up: what was typed, read as ABDM knows it. */
export type PatientIdentifier =
	/** `NN-NNNN-NNNN-NNNN` */
	| { kind: 'abha-number'; value: string }
	/** In lower case, with or without its suffix. */
	| { kind: 'abha-address'; value: string };

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: InputProblem };

/** Longer than any ABHA QR: a scan of something else, or a paste gone wrong. */
const maxQueryLength = 4000;

/** Reads what was typed, pasted or scanned into the one search field. */
export function parsePatientQuery(typed: string): Parsed<PatientIdentifier> {
	// Copying from a web page brings invisible marks along.
	const query = typed.replace(/\p{Cf}/gu, '').trim();
	if (query === '') return refuse('missing');
	if (scannedPattern.test(query)) return parseQr(query);
	if (query.length > maxQueryLength) return refuse('too-long');
	return parseText(query);
}

/** Lenient where ABDM was over the years (abdm-api.md 3.2): the search decides, not our grammar. */
const addressPattern = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?(?:@[a-z]{2,20})?$/;

/** Looks like an address and is none: the rest of a web page or of a program. */
const noAddressPattern = /^www\.|^(?:null|true|false|undefined|nan)$/;

function parseText(text: string): Parsed<PatientIdentifier> {
	const plain = toAsciiDigits(text).toLowerCase();
	const digits = withoutGaps(plain);
	if (/^\d+$/.test(digits)) {
		if (digits.length === 14) return accept('abha-number', formatAbhaNumber(digits));
		return {
			ok: false,
			problem: { field: 'query', problem: 'wrong-digit-count', digits: digits.length },
		};
	}
	if (!addressPattern.test(plain) || noAddressPattern.test(plain)) return refuse('not-an-abha');
	return accept('abha-address', plain);
}

/** Begins as no ABHA does and as codes do: JSON, XML, a URL. */
const scannedPattern = /^(?:[{[<]|[a-z][a-z\d+.-]*:\/\/)/i;

/**
 * Where the app's QR, the card's QR and those of older printers name the patient, in the order in which
 * they are taken: everyone has a number, and it stays. In lower case, because with Caps Lock on a
 * scanner types HIDN.
 */
const numberKeys = ['hidn', 'healthidnumber'];
const addressKeys = ['phr', 'hid', 'healthid'];

/**
 * Reads the text of a QR. A scan is a claim, not a proof: it only fills the search, the OTP is still
 * needed. Other fields may hold anything: printers differ, and only the identifier is used.
 */
function parseQr(text: string): Parsed<PatientIdentifier> {
	if (text.length > maxQueryLength) return refuse('not-an-abha-qr');
	const fields = readFields(text);
	const claims = (keys: string[]) => keys.map((key) => readClaim(fields.get(key)));
	const identifier =
		claims(numberKeys).find((claim) => claim?.kind === 'abha-number') ??
		claims(addressKeys).find((claim) => claim !== null);
	return identifier ? { ok: true, value: identifier } : refuse('not-an-abha-qr');
}

function readFields(json: string): Map<string, unknown> {
	try {
		// A line break in an address, which JSON forbids, is no reason to send the patient away.
		const content: unknown = JSON.parse(json.replace(/\p{Cc}/gu, ' '));
		if (typeof content !== 'object' || content === null) return new Map();
		return new Map(Object.entries(content).map(([key, value]) => [key.toLowerCase(), value]));
	} catch {
		// A damaged scan; the sentence beside the field says so. Its SyntaxError would quote the patient.
		return new Map();
	}
}

/** ABDM's own address for who has chosen none: their number. */
const defaultAddressPattern = /^(\d{14})@(?:sbx|abdm)$/i;

/** `null` for `-` and the empty text, which stand for unknown (abdm-api.md 3.3), and for all else. */
function readClaim(value: unknown): PatientIdentifier | null {
	if (typeof value !== 'string') return null;
	// The number, because the card may be older than the address that the patient chose since.
	const parsed = parseText(value.trim().replace(defaultAddressPattern, '$1'));
	return parsed.ok ? parsed.value : null;
}

/** Reads an OTP as typed or pasted. A string, because leading zeros are digits. */
export function parseOtp(typed: string): Parsed<string> {
	const digits = withoutGaps(typed);
	if (digits === '') return { ok: false, problem: { field: 'otp', problem: 'missing' } };
	if (!/^\d+$/.test(digits)) return { ok: false, problem: { field: 'otp', problem: 'not-digits' } };
	if (digits.length === 6) return { ok: true, value: digits };
	return {
		ok: false,
		problem: { field: 'otp', problem: 'wrong-digit-count', digits: digits.length },
	};
}

/** Reads a mobile number: ten digits, with or without +91 or 0 before them (V3's own pattern). */
export function parseMobile(typed: string): Parsed<string> {
	const digits = withoutGaps(typed);
	if (digits === '') return { ok: false, problem: { field: 'mobile', problem: 'missing' } };
	const [, mobile] = /^(?:\+?91|0)?([1-9]\d{9})$/.exec(digits) ?? [];
	if (mobile !== undefined) return { ok: true, value: mobile };
	return { ok: false, problem: { field: 'mobile', problem: 'not-a-mobile' } };
}

/** Reads an Aadhaar number. Its last digit is a Verhoeff check digit, so a slip is told here. */
export function parseAadhaar(typed: string): Parsed<string> {
	const digits = withoutGaps(typed);
	if (digits === '') return { ok: false, problem: { field: 'aadhaar', problem: 'missing' } };
	if (/^[2-9]\d{11}$/.test(digits) && passesVerhoeff(digits)) return { ok: true, value: digits };
	return { ok: false, problem: { field: 'aadhaar', problem: 'not-an-aadhaar' } };
}

/** `NN-NNNN-NNNN-NNNN`, as ABDM prints it; what is not 14 digits is returned as it came. */
export function formatAbhaNumber(text: string): string {
	const digits = text.replace(/\D/g, '');
	return digits.length === 14
		? digits.replace(/^(\d{2})(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3-$4')
		: text;
}

/** Masks all but the last four digits, in case ABDM did not. */
export function maskMobile(mobile: string): string {
	const end = /\d{4}$/.exec(mobile.trim())?.[0] ?? '';
	return `******${end}`;
}

/** As people group digits: spaces and dashes of any kind between them. */
function withoutGaps(typed: string): string {
	return toAsciiDigits(typed).replace(/[\s\p{Pd}\u2212]/gu, '');
}

/** Code points of the zero of the scripts that patients' phones and keyboards write digits in. */
const scriptZeros = [
	0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x1c50,
	0xabf0,
];

/** Full-width and Indic digits become ASCII; NFKC alone folds the full-width ones. */
function toAsciiDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const codePoint = digit.codePointAt(0) ?? 0;
		const zero = scriptZeros.find((start) => codePoint >= start && codePoint < start + 10);
		return zero === undefined ? digit : String(codePoint - zero);
	});
}

function accept(kind: PatientIdentifier['kind'], value: string): Parsed<PatientIdentifier> {
	return { ok: true, value: { kind, value } };
}

function refuse(problem: 'missing' | 'too-long' | 'not-an-abha' | 'not-an-abha-qr'): Parsed<never> {
	return { ok: false, problem: { field: 'query', problem } };
}
