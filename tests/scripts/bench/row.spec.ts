import { describe, expect, it } from 'vitest';

import { ifCertain, limitRow, ratioRow } from '../../../scripts/bench/support/row.mjs';

const measured = { item: 'Endurance', what: 'memory', ours: 108, unit: 'MiB' };

describe('a row of the table', () => {
	it('is met up to its goal and no further', () => {
		expect(ratioRow({ ...measured, baseline: 100 }, 1.08)).toMatchObject({ isMet: true });
		expect(ratioRow({ ...measured, baseline: 100 }, 1.05)).toMatchObject({ isMet: false });
		expect(limitRow(measured, 108)).toMatchObject({ isMet: true, baseline: null });
		expect(limitRow(measured, 107)).toMatchObject({ isMet: false });
	});

	it.each([
		{ atMost: 107, error: 0.5, isMet: false },
		{ atMost: 107, error: 1, isMet: null },
		{ atMost: 109, error: 0.5, isMet: true },
		{ atMost: 109, error: 2, isMet: null },
	])('says $isMet of 108 where $atMost is allowed and $error may be wrong', (given) => {
		const row = limitRow(measured, given.atMost);
		const judged = ifCertain(row, measured.ours - given.atMost, given.error);
		expect(judged.isMet).toBe(given.isMet);
		expect(judged.goal.includes('not certain')).toBe(given.isMet === null);
	});

	it('is not certain of a figure that is none', () => {
		expect(ifCertain(limitRow(measured, 1), NaN, 0).isMet).toBeNull();
	});
});
