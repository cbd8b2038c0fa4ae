import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Countdown } from '../../renderer/countdown.svelte.ts';

describe('Countdown', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('counts down in minutes and seconds', () => {
		const countdown = new Countdown(() => Date.now(), Date.now(), 1800);
		const stop = countdown.run();
		expect(countdown.text).toBe('30:00');
		vi.advanceTimersByTime(61_000);
		expect(countdown.text).toBe('28:59');
		stop();
	});

	it('says less than a minute as one reads it off a clock', () => {
		expect(new Countdown(() => 0, 0, 42).text).toBe('0:42');
	});

	it('has nothing to count when there is nothing to wait for', () => {
		const countdown = new Countdown(() => 0, 0, 0);
		countdown.run();
		expect(countdown.over).toBe(true);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('goes beyond 59 minutes rather than to hours', () => {
		expect(new Countdown(() => 0, 0, 7200).text).toBe('120:00');
	});

	it('is right after the computer has slept', () => {
		let nowMs = 0;
		const countdown = new Countdown(() => nowMs, 0, 1800);
		const stop = countdown.run();
		nowMs = 1_799_500;
		vi.advanceTimersByTime(1000);
		expect(countdown.text).toBe('0:01');
		stop();
	});

	it('stops at nothing left, and leaves no timer behind', () => {
		const countdown = new Countdown(() => Date.now(), Date.now(), 2);
		countdown.run();
		vi.advanceTimersByTime(5000);
		expect(countdown.over).toBe(true);
		expect(countdown.text).toBe('0:00');
		expect(vi.getTimerCount()).toBe(0);
	});
});
