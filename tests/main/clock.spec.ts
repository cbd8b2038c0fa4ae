import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock, wholeSeconds } from '../../main/clock.ts';

describe('systemClock', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});

	afterEach(() => {
		vi.useRealTimers();
	});

	it('goes on as time passes', () => {
		const startedAtMs = systemClock.nowMs();
		vi.advanceTimersByTime(1_500);
		expect(systemClock.nowMs() - startedAtMs).toBe(1_500);
	});

	it('does not go back when the clock of the computer is set back', () => {
		const startedAtMs = systemClock.nowMs();
		vi.setSystemTime(new Date('2001-01-01'));
		vi.advanceTimersByTime(1);
		expect(systemClock.nowMs() - startedAtMs).toBe(1);
	});

	it('runs an action once, after the delay', () => {
		const ran: number[] = [];
		const startedAtMs = systemClock.nowMs();
		systemClock.after(200, () => ran.push(systemClock.nowMs() - startedAtMs));
		vi.advanceTimersByTime(199);
		expect(ran).toEqual([]);
		vi.advanceTimersByTime(1_000);
		expect(ran).toEqual([200]);
	});

	it('waits longer than a timer of Node can, for tokens that live for months', () => {
		const ran: string[] = [];
		const month = 30 * 24 * 3_600_000;
		systemClock.after(month, () => ran.push('now'));
		vi.advanceTimersByTime(month - 1);
		expect(ran).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(ran).toEqual(['now']);
	});

	it('does not run what was called off', () => {
		const ran: string[] = [];
		const callOff = systemClock.after(200, () => ran.push('called off'));
		systemClock.after(200, () => ran.push('kept'));
		callOff();
		vi.advanceTimersByTime(1_000);
		expect(ran).toEqual(['kept']);
	});
});

describe('wholeSeconds', () => {
	it('says what a wait was set to, at whatever moment it begins', () => {
		const seconds = fc.integer({ min: 0, max: 86_400 });
		const atMs = fc.double({ min: 0, max: 1e10, noNaN: true });
		fc.assert(
			fc.property(seconds, atMs, (wait, now) => {
				expect(wholeSeconds(now + wait * 1000 - now)).toBe(wait);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		[0.01, 1],
		[999.999, 1],
		[1000.01, 2],
		[-5, 0],
	])('says of %d ms left %d s: never too few, and none when it is over', (leftMs, seconds) => {
		expect(wholeSeconds(leftMs)).toBe(seconds);
	});
});
