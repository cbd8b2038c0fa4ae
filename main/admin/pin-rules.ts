import type { Parsed } from '../desk/identity.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';

const fewest = 6;
const most = 12;

/**
 * Those that lists of leaked PINs begin with and that no rule below catches: patterns on the keypad,
 * pairs that count, and numbers that India knows by heart.
 */
const wellKnown = new Set([
	...['112233', '332211', '223344', '445566', '778899', '11223344', '1122334455'],
	...['123321', '12344321', '1234554321', '456654', '654456'],
	...['147258', '147258369', '258369', '369258', '741852', '741852963', '852963', '963852'],
	...['159753', '159357', '753159', '357159', '142536', '789456', '456123', '789456123'],
	...['010203', '102030', '203040', '100200', '123654', '123789', '246810', '135790', '13579135'],
	...['314159', '271828', '110001', '400001', '560001', '600001', '700001', '19471947'],
]);

/**
 * Reads a PIN that is to be set: 6 to 12 digits, and not one that everybody tries first. Weak are
 * digits of which fewer than three differ, one part repeated, a run up or down, and a short list.
 * Dates are not refused: they are one PIN in thirty, and after three guesses each one costs a wait.
 */
export function parsePin(typed: string): Parsed<string> {
	const pin = pinDigits(typed);
	if (pin === '') return refuse('missing');
	if (!/^\d+$/.test(pin)) return refuse('not-digits');
	if (pin.length < fewest || pin.length > most) return refuse('wrong-length');
	return isWeak(pin) ? refuse('weak') : { ok: true, value: pin };
}

/** Throws `invalid-input` for a PIN that will not do. */
export function checkPin(typed: string): Secret {
	const parsed = parsePin(typed);
	if (!parsed.ok) throw new AppError({ code: 'invalid-input', problem: parsed.problem });
	return new Secret(parsed.value);
}

/**
 * The PIN that was meant: without the gaps that people group digits with, and in ASCII whatever the
 * keyboard's script, as it is done with an OTP.
 */
export function pinDigits(typed: string): string {
	const digits = typed.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
	return digits.replace(/[\s\p{Pd}\u2212]/gu, '');
}

/** Unicode keeps the ten digits of each script together, so their place tells their value. */
function valueOf(digit: string): number {
	let place = 0;
	const codePoint = digit.codePointAt(0) ?? 0;
	while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - place - 1))) place += 1;
	return place % 10;
}

function isWeak(pin: string): boolean {
	if (new Set(pin).size < 3 || /^(\d+)\1+$/.test(pin)) return true;
	return isRun(pin, 1) || isRun(pin, 9) || wellKnown.has(pin);
}

/** Each digit is `step` after the one before it; 0 comes after 9, and 9 steps up are one down. */
function isRun(pin: string, step: number): boolean {
	const digits = Array.from(pin, Number);
	return digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] ?? 0) + step) % 10);
}

function refuse(problem: 'missing' | 'not-digits' | 'wrong-length' | 'weak'): Parsed<never> {
	return { ok: false, problem: { field: 'pin', problem } };
}
