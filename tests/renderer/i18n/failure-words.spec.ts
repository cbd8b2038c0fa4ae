import { describe, expect, it } from 'vitest';
import type { Failure, InputProblem } from '../../../preload/contract/failure.ts';
import type { OtpMethod } from '../../../preload/contract/visit.ts';
import type { Purpose } from '../../../renderer/attempt.ts';
import { failureWords } from '../../../renderer/i18n/failure-words.ts';
import patient from '../../../renderer/i18n/messages/patient/en.json' with { type: 'json' };
import staff from '../../../renderer/i18n/messages/staff/en.json' with { type: 'json' };
import { details } from '../fake-desk.ts';

// The type makes a failure that is added to the contract, and not here, a compile error.
const failures: { [C in Failure['code']]: Extract<Failure, { code: C }> } = {
	'invalid-input': { code: 'invalid-input', problem: { field: 'query', problem: 'missing' } },
	'abha-not-found': { code: 'abha-not-found', details },
	'abha-not-active': { code: 'abha-not-active', details },
	'method-not-available': { code: 'method-not-available', details: null },
	'wrong-otp': { code: 'wrong-otp', attemptsLeft: null, details },
	'otp-expired': { code: 'otp-expired', details },
	'resend-not-yet': { code: 'resend-not-yet', waitSeconds: 42 },
	'resend-used-up': { code: 'resend-used-up', waitSeconds: 1800 },
	'method-blocked': { code: 'method-blocked', details },
	'too-many-requests': { code: 'too-many-requests', waitSeconds: 60, details },
	'credentials-refused': { code: 'credentials-refused', details },
	'gateway-paused': { code: 'gateway-paused', nextTryInSeconds: 30 },
	'clock-wrong': { code: 'clock-wrong', aheadSeconds: 600, details },
	'not-subscribed': { code: 'not-subscribed', details },
	offline: { code: 'offline', details },
	'proxy-refused': { code: 'proxy-refused', details },
	'tls-not-trusted': { code: 'tls-not-trusted', details },
	'token-expired': { code: 'token-expired', details },
	'card-not-saved': { code: 'card-not-saved' },
	'abdm-unavailable': { code: 'abdm-unavailable', details },
	'abdm-timeout': { code: 'abdm-timeout', details },
	'abdm-not-understood': { code: 'abdm-not-understood', details },
	'abdm-refused': { code: 'abdm-refused', details },
	'not-ready': { code: 'not-ready' },
	'consent-needed': { code: 'consent-needed' },
	'device-limit': { code: 'device-limit', waitSeconds: 900 },
	'wrong-passphrase': { code: 'wrong-passphrase' },
	'keyring-not-strong': { code: 'keyring-not-strong' },
	'vault-not-saved': { code: 'vault-not-saved' },
	'settings-not-saved': { code: 'settings-not-saved' },
	'wrong-pin': { code: 'wrong-pin', waitSeconds: 30 },
	'wrong-client-secret': { code: 'wrong-client-secret', waitSeconds: 0 },
	'pin-wait': { code: 'pin-wait', waitSeconds: 300 },
	'pin-not-set': { code: 'pin-not-set' },
	'pin-required': { code: 'pin-required' },
	'sealed-file-refused': { code: 'sealed-file-refused', reason: 'expired' },
	'file-not-saved': { code: 'file-not-saved' },
	'reset-refused': { code: 'reset-refused', reason: 'link' },
	cancelled: { code: 'cancelled' },
	busy: { code: 'busy' },
	'visit-ended': { code: 'visit-ended' },
	internal: { code: 'internal', incident: 'incident-7' },
};
const purposes: Purpose[] = [
	'search',
	'send-otp',
	'resend-otp',
	'verify-otp',
	'choose-account',
	'profile',
	'card',
	'connection',
	'administration',
];

function words(failure: Failure, purpose: Purpose = 'search', query: string | null = 'nobody') {
	return failureWords({ failure, purpose, query });
}

const en = { ...patient, ...staff };

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
		expect(wait(43_200)).toBe('ABDM asks to wait 12 hours before another OTP');
		expect(wait(86_400)).toBe('ABDM asks to wait 24 hours before another OTP');
		expect(wait(null)).toBe('ABDM asks to wait before another OTP');
	});

	it.each([
		[2, 'Ask the patient to read it again. 2 attempts are left.'],
		[1, 'Ask the patient to read it again. 1 attempt is left.'],
		[0, 'No attempt is left for this OTP. Resend OTP and use the new one.'],
	])('says after a wrong OTP that %i attempts are left', (attemptsLeft, next) => {
		expect(words({ code: 'wrong-otp', attemptsLeft, details }, 'verify-otp').next).toBe(next);
	});

	it.each([
		[600, "This computer's clock is wrong by 10 minutes (ahead)"],
		[-45, "This computer's clock is wrong by 45 seconds (behind)"],
		[-19_800, "This computer's clock is wrong by 6 hours (behind)"],
		[1_000_000_000, "This computer's clock is wrong by 11574 days (ahead)"],
	])(
		'says of a clock that is off by %i seconds how far and which way',
		(aheadSeconds, headline) => {
			const said = words({ code: 'clock-wrong', aheadSeconds, details });
			expect(said.headline).toBe(headline);
			expect(said.next).toContain('Set the date and time');
		},
	);

	it('names the method that is not available', () => {
		const failure = failures['method-not-available'];
		const headline = (method: OtpMethod) =>
			failureWords({ failure, purpose: 'send-otp', query: null, method }).headline;
		expect(headline('mobile-otp')).toBe('Mobile OTP is not available for this ABHA');
		expect(headline('aadhaar-otp')).toBe('Aadhaar OTP is not available for this ABHA');
	});

	it('says when the gateway is asked again, and that the patient did nothing', () => {
		const { headline, next } = words(failures['gateway-paused']);
		expect(headline).toBe("ABDM refused this facility's credentials");
		expect(next).toMatch(/next try is in 30 seconds.*nothing that the patient did/);
	});

	it('says that the visit has to start again when the token is gone', () => {
		expect(words(failures['token-expired'], 'card').next).toContain('has to start again');
	});

	it('says when a resend is possible again', () => {
		expect(words(failures['resend-not-yet']).headline).toBe(
			'Another OTP can be sent in 42 seconds',
		);
		expect(words(failures['resend-used-up']).next).toContain('30 minutes');
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
		expect(words(failure, 'resend-otp').next).toContain('may still reach the patient');
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
			{ field: 'mobile', problem: 'missing' },
			{ field: 'mobile', problem: 'not-a-mobile' },
			{ field: 'aadhaar', problem: 'missing' },
			{ field: 'aadhaar', problem: 'not-an-aadhaar' },
			{ field: 'call', problem: 'malformed' },
		];
		const sentences = problems.map((problem) => words({ code: 'invalid-input', problem }).headline);
		expect(new Set(sentences).size).toBe(problems.length);
		expect(sentences).toContain('An ABHA number has 14 digits; this has 13.');
	});

	it.each([
		[
			'VRFY_ABHA_302',
			'mobile',
			'ABHA Number not found',
			'We did not find any ABHA number linked to this mobile number. Please use ABHA linked mobile number',
		],
		[
			'VRFY_ABHA_403',
			'aadhaar',
			'No ABHA user is registered with this Aadhaar number',
			'Check the number with the patient, or continue without ABHA.',
		],
	] as const)(
		"%s: says in NHA's words that nobody has this %s",
		(_case, number, headline, next) => {
			const failure = failures['abha-not-found'];
			expect(failureWords({ failure, purpose: 'verify-otp', query: null, number })).toEqual({
				headline,
				next,
				deadEnd: true,
			});
		},
	);

	it.each([
		['VRFY_ABHA_301', 'mobile', 'not-a-mobile', 'Please enter a valid mobile number'],
		['VRFY_ABHA_401', 'aadhaar', 'not-an-aadhaar', 'Aadhaar Number is not valid'],
	] as const)("%s: says in NHA's words that the %s is not valid", (_case, field, problem, text) => {
		const failure = { code: 'invalid-input', problem: { field, problem } } as Failure;
		expect(words(failure, 'send-otp').headline).toBe(text);
	});

	it('never says Health ID', () => {
		expect(JSON.stringify(en)).not.toMatch(/health\s*id/i);
	});
});
