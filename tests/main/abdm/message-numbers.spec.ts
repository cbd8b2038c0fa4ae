import { describe, expect, it } from 'vitest';

import { attemptsLeftIn, waitSecondsIn } from '../../../main/abdm/message-numbers.ts';

describe('waitSecondsIn', () => {
	it.each([
		['Please wait for 30 seconds', 30],
		['try again in 30 minutes', 1800],
		['after 12 hrs', 43_200],
		['blocked for 1 day', 86_400],
		['Please wait', null],
		['', null],
		['12 constructors', null],
	])('reads %j', (message, seconds) => {
		expect(waitSecondsIn(message)).toBe(seconds);
	});
});

describe('attemptsLeftIn', () => {
	it.each([
		['2 attempts left', 2],
		['You have 1 more attempt remaining.', 1],
		['Attempts left: 0', 0],
		['OTP 012345 did not match', null],
	])('reads %j', (message, attempts) => {
		expect(attemptsLeftIn(message)).toBe(attempts);
	});
});
