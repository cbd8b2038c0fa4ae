import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareVersions, version } from '../../../main/update/version.ts';

describe('version', () => {
	it.each(['0.0.0', '1.2.3', '10.20.30', '999999.0.1'])('takes %s', (text) => {
		expect(version.safeParse(text).success).toBe(true);
	});

	it.each(['', '1', '1.2', '1.2.3.4', '01.2.3', '1.2.3-beta.1', 'v1.2.3', '1.2.3\n', '-1.0.0'])(
		'refuses %j',
		(text) => {
			expect(version.safeParse(text).success).toBe(false);
		},
	);
});

describe('compareVersions', () => {
	const numbers = fc.tuple(fc.nat(999_999), fc.nat(999_999), fc.nat(999_999));

	it('orders by the first number that differs, as numbers', () => {
		fc.assert(
			fc.property(numbers, numbers, (a, b) => {
				const expected = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
				const compared = compareVersions(a.join('.'), b.join('.'));
				expect(Math.sign(compared)).toBe(Math.sign(expected));
			}),
		);
	});

	it('knows that ten is more than nine', () => {
		expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0);
	});
});
