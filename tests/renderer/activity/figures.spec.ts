import { describe, expect, it } from 'vitest';
import { lastDay, monthWords } from '../../../renderer/activity/figures.ts';

describe('The figures of the activity log', () => {
	it.each([
		['2026-02', 28],
		['2028-02', 29],
		['2026-11', 30],
		['2026-12', 31],
	])('know how many days %s has', (month, days) => {
		expect(lastDay(month)).toBe(days);
	});

	it('name a month in words', () => {
		expect(monthWords('2026-11')).toBe('November 2026');
	});
});
