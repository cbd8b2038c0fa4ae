import { describe, expect, it } from 'vitest';

import { changeAlongLine, fitLine, quantile } from '../../../scripts/bench/support/figures.mjs';

describe('the figures of the bench', () => {
	it('reads a quantile between two values', () => {
		expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
		expect(quantile([10, 20], 0.95)).toBeCloseTo(19.5);
	});

	it('finds the slope of points on a line, and is sure of it', () => {
		const { slope, standardError } = fitLine([1, 2, 5, 9].map((x) => ({ x, y: 3 + 2 * x })));
		expect(slope).toBeCloseTo(2);
		expect(standardError).toBeCloseTo(0);
	});

	it('says where a steady growth begins and ends', () => {
		const { first, last, error } = changeAlongLine([100, 101, 102, 103, 104]);
		expect(first).toBeCloseTo(100);
		expect(last).toBeCloseTo(104);
		expect(error).toBeCloseTo(0);
	});

	it('is unsure of a growth that is smaller than the swings', () => {
		const swings = [10, 20, 11, 19, 10, 20, 11, 19, 11, 20];
		const { first, last, error } = changeAlongLine(swings);
		expect(Math.abs(last / first - 1)).toBeLessThan(error);
	});

	it('sees no change in what only has one slow minute in its middle', () => {
		const { first, last } = changeAlongLine([10, 10, 10, 30, 10, 10, 10]);
		expect(last / first).toBeCloseTo(1);
	});
});
