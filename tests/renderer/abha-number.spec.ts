import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAbhaNumber, looksMistyped } from '../../renderer/abha-number.ts';

/** The field after a person has put `inserted` at the caret. */
function type(
	text: string,
	inserted: string,
	caret = text.length,
): { text: string; caret: number } {
	return formatAbhaNumber({
		text: text.slice(0, caret) + inserted + text.slice(caret),
		caret: caret + inserted.length,
		deletesForward: false,
	});
}

function typeAll(keys: string): string {
	return Array.from(keys).reduce((text, key) => type(text, key).text, '');
}

const digits = (text: string) => text.replace(/\D/g, '');
const digit = fc.constantFrom(...Array.from('0123456789'));
const digitString = (maxLength: number) =>
	fc.array(digit, { minLength: 1, maxLength }).map((all) => all.join(''));

describe('formatAbhaNumber', () => {
	it('groups the digits as they are typed', () => {
		expect(typeAll('43422151056749')).toBe('43-4221-5105-6749');
		expect(typeAll('434')).toBe('43-4');
		expect(typeAll('43')).toBe('43');
	});

	it('groups a number that is pasted with spaces', () => {
		expect(type('', '43 4221 5105 6749').text).toBe('43-4221-5105-6749');
	});

	it('keeps the digits, and keeps the caret behind the same digit', () => {
		fc.assert(
			fc.property(digitString(14), fc.nat(), (all, seed) => {
				const caret = seed % (all.length + 1);
				const edit = formatAbhaNumber({ text: all, caret, deletesForward: false });
				expect(digits(edit.text)).toBe(all);
				expect(digits(edit.text.slice(0, edit.caret))).toBe(all.slice(0, caret));
			}),
		);
	});

	it('changes nothing of what it has grouped', () => {
		fc.assert(
			fc.property(digitString(14), (all) => {
				const once = type('', all);
				expect(formatAbhaNumber({ ...once, deletesForward: false })).toMatchObject(once);
			}),
		);
	});

	it.each([
		['Backspace', false],
		['Delete', true],
	])('lets %s empty the field, past every hyphen', (_key, deletesForward) => {
		fc.assert(
			fc.property(digitString(14), (all) => {
				let { text } = type('', all);
				let caret = deletesForward ? 0 : text.length;
				for (let presses = 0; text !== '' && presses < 40; presses += 1) {
					const cut = deletesForward ? caret : caret - 1;
					const left = text.slice(0, cut) + text.slice(cut + 1);
					({ text, caret } = formatAbhaNumber({ text: left, caret: cut, deletesForward }));
				}
				expect(text).toBe('');
			}),
		);
	});

	it('steps over a hyphen when Delete is pressed in front of it', () => {
		const edit = formatAbhaNumber({ text: '434221', caret: 2, deletesForward: true });
		expect(edit).toMatchObject({ text: '43-4221', caret: 3 });
	});

	it('leaves more than 14 digits as they were typed', () => {
		expect(type('43-4221-5105-6749', '0').text).toBe('43-4221-5105-67490');
	});

	it('takes its hyphens back when an ABHA address that begins with digits is typed', () => {
		expect(typeAll('43422151056749@sbx')).toBe('43422151056749@sbx');
		expect(typeAll('9876543210.ravi')).toBe('9876543210.ravi');
	});

	it('leaves everything with other characters in it alone', () => {
		const json = '{"hidn":"43-4221-5105-6749","name":"Deepak"}';
		for (const text of [
			json,
			'deepak.pant@sbx',
			'४३४२२१',
			'４３４２',
			'  ',
			'-',
			'<script>',
			'12 ab',
		]) {
			expect(type('', text).text).toBe(text);
		}
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				fc.pre(!/^\d{2}-\d/.test(text) && !/^[\d -]+$/.test(text));
				expect(type('', text)).toMatchObject({ text, caret: text.length });
			}),
		);
	});
});

describe('looksMistyped', () => {
	it('doubts 14 digits that fail the Luhn check', () => {
		expect(looksMistyped('00-0000-0000-0000')).toBe(false);
		expect(looksMistyped('00-0000-0000-0001')).toBe(true);
	});

	it('finds any single wrong digit, whatever the number', () => {
		const position = fc.integer({ min: 0, max: 13 });
		const change = fc.integer({ min: 1, max: 9 });
		fc.assert(
			fc.property(digitString(13), position, change, (start, at, by) => {
				const right = withCheckDigit(start.padStart(13, '0'));
				expect(looksMistyped(right)).toBe(false);
				const wrong = (Number(right[at]) + by) % 10;
				expect(looksMistyped(right.slice(0, at) + String(wrong) + right.slice(at + 1))).toBe(true);
			}),
		);
	});

	it('has nothing to say of fewer digits or of an address', () => {
		expect(looksMistyped('43-4221')).toBe(false);
		expect(looksMistyped('43422151056748@sbx')).toBe(false);
	});
});

function withCheckDigit(start: string): string {
	const check = Array.from('0123456789').find((last) => luhn(start + last));
	return start + String(check);
}

/** Luhn by its other wording: digit sums of the doubled digits. */
function luhn(text: string): boolean {
	const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
	const values = Array.from(text).map((each, index) =>
		(text.length - index) % 2 === 0 ? (doubled[Number(each)] ?? 0) : Number(each),
	);
	return values.reduce((sum, value) => sum + value, 0) % 10 === 0;
}
