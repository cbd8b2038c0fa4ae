import { describe, expect, it } from 'vitest';
import { kioskFailureWords } from '../../../renderer/kiosk/kiosk-failure-words.ts';
import { details } from '../fake-desk.ts';
import { failures, purposes } from '../every-failure.ts';

/** What is said to a receptionist, about somebody else or about this program. */
const deskWords =
	/patient|receptionist|administrator|client ID|this desk|Details|cancel and|certificate/i;

const wordsOf = (attempt: Parameters<typeof kioskFailureWords>[0]) => {
	const { headline, next } = kioskFailureWords(attempt);
	return `${headline} ${next ?? ''}`;
};

describe('kioskFailureWords', () => {
	it.each(Object.values(failures))('speaks of $code to the person it happens to', (failure) => {
		for (const purpose of purposes) {
			for (const number of [null, 'mobile'] as const) {
				const said = wordsOf({ failure, purpose, query: null, number });
				expect(said).not.toMatch(deskWords);
				// A missing key would be shown as itself, a missing value as `{{…}}`.
				expect(said).not.toMatch(/failure\.|kiosk\.|\{\{/);
			}
		}
	});

	it.each([
		[null, 'Please look at the SMS and type the OTP again.', false],
		[2, 'Please look at the SMS and type the OTP again. 2 attempts are left.', false],
		[1, 'Please look at the SMS and type the OTP again. 1 attempt is left.', false],
		[0, 'No attempt is left for this OTP. Resend OTP and use the new one.', true],
	])('says how many attempts are left of a wrong OTP: %s', (attemptsLeft, next, deadEnd) => {
		const failure = { code: 'wrong-otp', attemptsLeft, details } as const;
		expect(kioskFailureWords({ failure, purpose: 'verify-otp', query: null })).toMatchObject({
			next,
			deadEnd,
		});
	});

	it('says what to do about an OTP that has expired', () => {
		const failure = failures['otp-expired'];
		expect(kioskFailureWords({ failure, purpose: 'verify-otp', query: null }).next).toBe(
			'Please resend the OTP and type the new one.',
		);
	});

	it.each([
		['send-otp', /may still come.*will not work here/],
		['resend-otp', /may still come.*the one before it/],
		['verify-otp', /may have counted/],
	] as const)('warns of what a cancelled %s may have done', (purpose, next) => {
		const { cancelled } = failures;
		expect(kioskFailureWords({ failure: cancelled, purpose, query: null }).next).toMatch(next);
	});

	it('has nothing to add to a search that was cancelled', () => {
		const { cancelled } = failures;
		expect(
			kioskFailureWords({ failure: cancelled, purpose: 'search', query: null }).next,
		).toBeNull();
	});
});
