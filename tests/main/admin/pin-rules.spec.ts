import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePin, pinDigits } from '../../../main/admin/pin-rules.ts';

function problemOf(typed: string): string {
	const parsed = parsePin(typed);
	if (parsed.ok) return 'taken';
	expect(parsed.problem.field).toBe('pin');
	return parsed.problem.problem;
}

describe('parsePin', () => {
	it.each(['482915', '4829157', '048291', '482915703641', '900001', '112358'])(
		'takes %s',
		(pin) => {
			expect(parsePin(pin)).toEqual({ ok: true, value: pin });
		},
	);

	it.each([
		['४८२९१५', 'in Devanagari'],
		['৪৮২৯১৫', 'in Bengali'],
		['４８２９１５', 'in full width'],
		['๔๘๒๙๑๕', 'in Thai'],
		[' 482 915 ', 'with spaces'],
		['482-915', 'with a hyphen'],
		['482–915', 'with a dash'],
	])('reads %s, %s, as 482915', (typed) => {
		expect(parsePin(typed)).toEqual({ ok: true, value: '482915' });
	});

	it.each(['', '   ', '-'])('says of %j that it is missing', (typed) => {
		expect(problemOf(typed)).toBe('missing');
	});

	it.each(['abcdef', '48291a', '482.915', '+482915', '४८२९१क', '482915\0'])(
		'says of %j that it is not digits',
		(typed) => {
			expect(problemOf(typed)).toBe('not-digits');
		},
	);

	it.each(['4', '48291', '4829157036412'])('says of %s that its length is wrong', (typed) => {
		expect(problemOf(typed)).toBe('wrong-length');
	});

	it.each([
		...['111111', '000000', '999999999999'],
		...['121212', '110011', '100000', '101010', '777778'],
		...['123123', '482482', '48294829', '123412341234'],
		...['123456', '234567', '12345678', '0123456789', '567890', '890123', '901234'],
		...['654321', '987654', '876543210', '321098', '098765', '210987'],
		...['112233', '123321', '147258', '159753', '789456123', '010203', '110001'],
	])('says of %s that it is weak', (typed) => {
		expect(problemOf(typed)).toBe('weak');
	});

	it('calls a weak PIN weak in every script', () => {
		expect(problemOf('१२३४५६')).toBe('weak');
	});

	it('refuses one PIN in thirty at most: a person must find one', () => {
		let weak = 0;
		for (let pin = 0; pin < 1_000_000; pin += 7) {
			if (problemOf(String(pin).padStart(6, '0')) === 'weak') weak += 1;
		}
		expect(weak / (1_000_000 / 7)).toBeLessThan(1 / 30);
	});

	it('takes and refuses whatever is typed, and takes nothing but digits', () => {
		const unit = fc.constantFrom(...Array.from('0123456789४٨๙９⑨½Ⅷ-–− \t\0.+kक\u0301\ud800'));
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 16 }), (typed) => {
				const parsed = parsePin(typed);
				if (parsed.ok) expect(parsed.value).toMatch(/^[0-9]{6,12}$/);
			}),
		);
	});
});

describe('pinDigits', () => {
	it('reads the same PIN from every grouping and script', () => {
		const zeros = [0x30, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0be6, 0x0d66, 0xff10, 0x1d7ce, 0xabf0];
		const pin = fc.stringMatching(/^[0-9]{6,12}$/);
		const gap = fc.constantFrom('', ' ', '-', '\u00a0', '\u2212', '\t');
		fc.assert(
			fc.property(pin, fc.constantFrom(...zeros), gap, (digits, zero, between) => {
				const typed = Array.from(digits, (digit) => String.fromCodePoint(zero + Number(digit)));
				expect(pinDigits(typed.join(between))).toBe(digits);
			}),
		);
	});
});
