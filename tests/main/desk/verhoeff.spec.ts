import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { passesVerhoeff } from '../../../main/desk/verhoeff.ts';

/** The one check digit that makes `digits` pass. */
function completed(digits: string): string {
	const passing = Array.from('0123456789', (check) => digits + check).filter(passesVerhoeff);
	expect(passing).toHaveLength(1);
	return passing[0]!;
}

describe('passesVerhoeff', () => {
	it('knows the published example 236 with check digit 3', () => {
		expect(completed('236')).toBe('2363');
	});

	it('finds every single wrong digit and every swap of neighbours', () => {
		const numbers = fc.stringMatching(/^[2-9]\d{10}$/).map(completed);
		fc.assert(
			fc.property(numbers, fc.nat(10), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
				const digits = Array.from(number, Number);
				const slipped = digits.with(place, (digits[place]! + by) % 10).join('');
				expect(passesVerhoeff(slipped)).toBe(false);

				const [left, right] = [digits[place]!, digits[place + 1]!];
				const swapped = digits
					.with(place, right)
					.with(place + 1, left)
					.join('');
				expect(passesVerhoeff(swapped)).toBe(left === right);
			}),
		);
	});
});
