import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenCountdown } from '../../../../renderer/screens/verified/token-countdown.svelte.ts';

describe('TokenCountdown', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('counts down in minutes and seconds', () => {
		const countdown = new TokenCountdown(() => Date.now(), Date.now(), 1800);
		const stop = countdown.run();
		expect(countdown.text).toBe('30:00');
		vi.advanceTimersByTime(61_000);
		expect(countdown.text).toBe('28:59');
		stop();
	});

	it('goes beyond 59 minutes rather than to hours', () => {
		expect(new TokenCountdown(() => 0, 0, 7200).text).toBe('120:00');
	});

	it('is right after the computer has slept', () => {
		let nowMs = 0;
		const countdown = new TokenCountdown(() => nowMs, 0, 1800);
		const stop = countdown.run();
		nowMs = 1_799_500;
		vi.advanceTimersByTime(1000);
		expect(countdown.text).toBe('00:01');
		stop();
	});

	it('stops at nothing left, and leaves no timer behind', () => {
		const countdown = new TokenCountdown(() => Date.now(), Date.now(), 2);
		countdown.run();
		vi.advanceTimersByTime(5000);
		expect(countdown.expired).toBe(true);
		expect(countdown.text).toBe('00:00');
		expect(vi.getTimerCount()).toBe(0);
	});
});
