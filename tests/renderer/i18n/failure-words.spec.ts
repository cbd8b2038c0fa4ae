import { describe, expect, it } from 'vitest';
import type { Failure, InputProblem } from '../../../preload/contract.ts';
import type { Purpose } from '../../../renderer/attempt.ts';
import { failureWords } from '../../../renderer/i18n/failure-words.ts';
import en from '../../../renderer/i18n/en.json' with { type: 'json' };
import { details } from '../fake-desk.ts';

// The type makes a failure that is added to the contract, and not here, a compile error.
const failures: { [C in Failure['code']]: Extract<Failure, { code: C }> } = {
	'invalid-input': { code: 'invalid-input', problem: { field: 'query', problem: 'missing' } },
	'abha-not-found': { code: 'abha-not-found', details },
	'abha-not-active': { code: 'abha-not-active', details },
	'method-not-available': { code: 'method-not-available', details: null },
	'wrong-otp': { code: 'wrong-otp', details },
	'otp-expired': { code: 'otp-expired', details },
	'too-many-requests': { code: 'too-many-requests', waitSeconds: 60, details },
	'credentials-refused': { code: 'credentials-refused', details },
	'not-subscribed': { code: 'not-subscribed', details },
	offline: { code: 'offline', details },
	'abdm-unavailable': { code: 'abdm-unavailable', details },
	'abdm-timeout': { code: 'abdm-timeout', details },
	'abdm-not-understood': { code: 'abdm-not-understood', details },
	'abdm-refused': { code: 'abdm-refused', details },
	cancelled: { code: 'cancelled' },
	busy: { code: 'busy' },
	'visit-ended': { code: 'visit-ended' },
	internal: { code: 'internal', incident: 'incident-7' },
};
const purposes: Purpose[] = ['search', 'send-otp', 'verify-otp'];

function words(failure: Failure, purpose: Purpose = 'search', query: string | null = 'nobody') {
	return failureWords({ failure, purpose, query });
}

describe('failureWords', () => {
	it.each(Object.values(failures))('has words for $code, whatever was asked', (failure) => {
		for (const purpose of purposes) {
			const { headline, next } = words(failure, purpose);
			for (const text of [headline, ...(next === null ? [] : [next])]) {
				expect(text).toMatch(/^[A-Z]/);
				// A missing key would be shown as itself, a missing value as `{{…}}`.
				expect(text).not.toMatch(/failure\.|input\.|\{\{/);
			}
		}
	});

	it('asks for the OTP again when it did not match', () => {
		expect(words(failures['wrong-otp'], 'verify-otp')).toEqual({
			headline: 'That OTP did not match',
			next: 'Ask the patient to read it again.',
			deadEnd: false,
		});
	});

	it('names what was searched for', () => {
		expect(words(failures['abha-not-found']).headline).toBe('No ABHA found for "nobody"');
	});

	it('does not repeat a scanned code with all that is in it', () => {
		const { headline } = words(failures['abha-not-found'], 'search', '{"name":"Deepak Pant"}');
		expect(headline).not.toContain('Deepak');
	});

	it('says how long ABDM wants to wait, in a unit one can wait by', () => {
		const wait = (waitSeconds: number | null) =>
			words({ code: 'too-many-requests', waitSeconds, details }, 'send-otp').headline;
		expect(wait(1)).toBe('ABDM asks to wait 1 second before another OTP');
		expect(wait(60)).toBe('ABDM asks to wait 60 seconds before another OTP');
		expect(wait(1790)).toBe('ABDM asks to wait 30 minutes before another OTP');
		expect(wait(null)).toBe('ABDM asks to wait before another OTP');
	});

	it('says what was not sent when there is no network', () => {
		expect(words(failures.offline, 'search').next).toContain('search was not sent');
		expect(words(failures.offline, 'send-otp').next).toContain('No OTP was asked for');
		expect(words(failures.offline, 'verify-otp').next).toContain('no attempt was used');
	});

	it.each([
		failures['abdm-timeout'],
		failures['abdm-unavailable'],
		failures['abdm-not-understood'],
		failures.cancelled,
	])('admits after $code that what was asked may have been done', (failure) => {
		expect(words(failure, 'send-otp').next).toContain('may still reach the patient');
		expect(words(failure, 'verify-otp').next).toContain('may have counted');
	});

	it('has a sentence of its own for each problem with a field', () => {
		const problems: InputProblem[] = [
			{ field: 'query', problem: 'missing' },
			{ field: 'query', problem: 'too-long' },
			{ field: 'query', problem: 'not-an-abha' },
			{ field: 'query', problem: 'not-an-abha-qr' },
			{ field: 'query', problem: 'wrong-digit-count', digits: 13 },
			{ field: 'otp', problem: 'missing' },
			{ field: 'otp', problem: 'not-digits' },
			{ field: 'otp', problem: 'wrong-digit-count', digits: 5 },
			{ field: 'call', problem: 'malformed' },
		];
		const sentences = problems.map((problem) => words({ code: 'invalid-input', problem }).headline);
		expect(new Set(sentences).size).toBe(problems.length);
		expect(sentences).toContain('An ABHA number has 14 digits; this has 13.');
	});

	it('never says Health ID', () => {
		expect(JSON.stringify(en)).not.toMatch(/health\s*id/i);
	});
});
