import { describe, expect, it } from 'vitest';

import { dayOf, monthAfter, monthOf, monthsBetween, timeOf } from '../../../main/audit/month.ts';

describe('a day', () => {
	it.each([
		['2026-11-30T18:29:59.999Z', '2026-11-30'],
		['2026-11-30T18:30:00.000Z', '2026-12-01'],
		['9999-12-30T23:00:00.000Z', null],
		['2026-99-99T00:00:00.000Z', null],
		['', null],
	])('of %s is %s', (at, day) => {
		expect(dayOf(at)).toBe(day);
	});
});

describe('a month', () => {
	it.each([
		['2026-11', '2026-12'],
		['2026-12', '2027-01'],
		['0999-12', '1000-01'],
	])('after %s is %s', (month, next) => {
		expect(monthAfter(month)).toBe(next);
	});

	it('counts those between across years', () => {
		expect(monthsBetween('2025-11', '2026-12')).toBe(13);
	});

	it.each([-Infinity, -1, 0, Infinity])('has a name of seven characters at %d', (wallMs) => {
		expect(monthOf(wallMs)).toMatch(/^\d{4}-\d{2}$/);
		expect(timeOf(wallMs)).toHaveLength(24);
	});
});
