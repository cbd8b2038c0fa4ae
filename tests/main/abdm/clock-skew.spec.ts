import { describe, expect, it } from 'vitest';

import { clockAheadSeconds, isClockWrong } from '../../../main/abdm/clock-skew.ts';

const noon = Date.UTC(2026, 10, 23, 12);

describe('clockAheadSeconds', () => {
	it.each([
		[0, 0],
		[600_000, 600],
		[-600_000, -600],
		[1_400, 1],
		[-400, 0],
	])('measures %i ms', (offMs, seconds) => {
		expect(clockAheadSeconds(noon, noon + offMs)).toBe(seconds);
	});

	it('measures nothing when the server did not say its time', () => {
		expect(clockAheadSeconds(null, noon)).toBeNull();
	});
});

describe('isClockWrong', () => {
	it.each([
		[0, false],
		[30, false],
		[-30, false],
		[31, true],
		[-31, true],
	])('of %i s says %s', (seconds, wrong) => {
		expect(isClockWrong(seconds)).toBe(wrong);
	});
});
