import { describe, expect, it } from 'vitest';

import { judgeRefusal, outcomeOf, type Refusal } from '../../../main/abdm/outcome.ts';
import type { Generation } from '../../../preload/contract/desk.ts';
import type { AbdmStep } from '../../../preload/contract/failure.ts';

interface Body {
	code?: string | null;
	field?: string | null;
	message?: string;
}

function refusal(
	generation: Generation,
	step: AbdmStep,
	httpStatus: number,
	{ code = null, field = null, message = '' }: Body = {},
	retryAfterSeconds: number | null = null,
	emptyBody = false,
): Refusal {
	const error = { code, field, message };
	return { generation, step, httpStatus, error, retryAfterSeconds, emptyBody };
}

describe('the refusals of V1/V2', () => {
	it.each([
		['session', 401, '900901', 'credentials-refused'],
		['session', 400, null, 'credentials-refused'],
		['session', 503, null, 'abdm-unavailable'],
		['session', 403, '900908', 'not-subscribed'],
		['session', 403, null, 'abdm-refused'],
		['session', 403, '900901', 'credentials-refused'],
		['session', 404, '404', 'abdm-refused'],
		['search', 422, 'HIS-1008', 'abha-not-found'],
		['search', 422, 'HIS-422', 'abha-not-found'],
		['search', 422, null, 'abha-not-found'],
		['search', 422, 'HIS-9999', 'abdm-refused'],
		['search', 404, '404', 'abdm-refused'],
		['search', 403, '900908', 'not-subscribed'],
		['search', 401, '900901', 'credentials-refused'],
		['search', 500, 'HIS-500', 'abdm-unavailable'],
		['send-otp', 422, 'HIS-1007', 'abha-not-active'],
		['send-otp', 422, 'HIS-1008', 'abha-not-found'],
		['send-otp', 422, 'HIS-3005', 'method-not-available'],
		['send-otp', 422, 'HIS-422', 'abdm-refused'],
		['resend-otp', 422, 'HIS-1026', 'otp-expired'],
		['verify-otp', 422, 'HIS-2022', 'wrong-otp'],
		['verify-otp', 422, 'HIS-1026', 'otp-expired'],
		['verify-otp', 400, 'HIS-1012', 'otp-expired'],
		['verify-otp', 422, 'HIS-1056', 'otp-expired'],
		['verify-otp', 422, 'HIS-1060', 'otp-expired'],
		['verify-otp', 422, 'HIS-1008', 'abdm-refused'],
		['verify-otp', 418, null, 'abdm-refused'],
		['choose-account', 422, 'HIS-1026', 'otp-expired'],
		['profile', 401, 'HIS-401', 'token-expired'],
		['refresh', 422, 'HIS-422', 'token-expired'],
	] as const)('%s %i %s means %s', (step, status, code, expected) => {
		expect(outcomeOf(refusal('v1v2', step, status, { code })).code).toBe(expected);
	});

	it('tells a wrong OTP from a transaction that is none by the message of HIS-1013', () => {
		const said = (message: string) =>
			outcomeOf(refusal('v1v2', 'verify-otp', 422, { code: 'HIS-1013', message }));
		expect(said('Please enter a valid OTP.')).toEqual({ code: 'wrong-otp', attemptsLeft: null });
		expect(said('Invalid transaction')).toEqual({ code: 'otp-expired' });
	});

	it.each([
		['HIS-2017', '', 1800],
		['HIS-1039', '', 43_200],
		['HIS-1041', '', null],
		['HIS-1023', 'Please wait for 30 seconds', 30],
		['HIS-1023', 'Please wait for 30 minutes to try again', 1800],
		['HIS-1039', 'try again in 24 hours', 86_400],
		['HIS-1039', 'try again after 1 day', 86_400],
		['HIS-1023', 'in 5 mins or 2 hrs', 300],
		['HIS-1023', 'Please wait', null],
	])('%s %j asks to wait %s seconds', (code, message, waitSeconds) => {
		expect(outcomeOf(refusal('v1v2', 'send-otp', 422, { code, message }))).toEqual({
			code: 'too-many-requests',
			waitSeconds,
		});
	});
});

describe('the refusals of V3', () => {
	it.each([
		[
			'session',
			400,
			{ code: 'ABDM-9999', message: 'Invalid user credentials' },
			'credentials-refused',
		],
		['session', 400, { code: 'ABDM-9999', message: '415 UNSUPPORTED_MEDIA_TYPE' }, 'abdm-refused'],
		['session', 403, { message: 'Access Denied' }, 'abdm-refused'],
		['session', 404, { code: 'ABDM-1016', message: 'Invalid Timestamp' }, 'abdm-refused'],
		['search', 404, { code: 'ABDM-1114', message: 'User not found.' }, 'abha-not-found'],
		['search', 400, { code: 'ABDM-1211', message: 'User not found.' }, 'abha-not-found'],
		['search', 400, { message: 'User not found.' }, 'abha-not-found'],
		['search', 422, {}, 'abdm-refused'],
		['search', 403, { code: '900908' }, 'not-subscribed'],
		['search', 401, { code: '900901' }, 'credentials-refused'],
		['search', 500, { code: '900900' }, 'abdm-unavailable'],
		['search', 401, { code: '900900' }, 'credentials-refused'],
		['search', 400, { code: 'ABDM-1006', message: 'Invalid Abha Address' }, 'abha-not-found'],
		['send-otp', 400, { code: 'ABDM-1006', message: 'Invalid Abha Address' }, 'abdm-refused'],
		['search', 401, { code: 'ABDM-1021' }, 'abdm-refused'],
		['send-otp', 404, { code: 'ABDM-1115' }, 'abha-not-found'],
		['send-otp', 404, { code: 'ABDM-1114' }, 'abha-not-found'],
		[
			'send-otp',
			400,
			{ code: 'ABDM-1114', message: 'Login is not allowed' },
			'method-not-available',
		],
		['send-otp', 400, { code: 'ABDM-1118' }, 'method-not-available'],
		['send-otp', 400, { code: 'ABDM-1119' }, 'method-not-available'],
		['send-otp', 422, { code: 'ABDM-1134' }, 'abha-not-active'],
		['send-otp', 400, { message: 'This authentication method is blocked' }, 'method-blocked'],
		['send-otp', 400, { field: 'loginId', message: 'Invalid LoginId' }, 'abdm-refused'],
		['send-otp', 400, { message: 'Invalid Mobile Number' }, 'abha-not-found'],
		['send-otp', 400, { field: 'loginId', message: 'Invalid Mobile Number' }, 'abha-not-found'],
		['send-otp', 401, { message: 'Unauthorized' }, 'abdm-refused'],
		['verify-otp', 401, { message: 'OTP did not match, please try again' }, 'wrong-otp'],
		['verify-otp', 401, { message: 'Unauthorized' }, 'abdm-refused'],
		['choose-account', 401, { message: 'Unauthorized' }, 'token-expired'],
		['verify-otp', 400, { code: 'ABDM-1035', message: 'OTP does not match' }, 'wrong-otp'],
		['verify-otp', 400, { code: 'ABDM-1035', message: 'Invalid HIP ID' }, 'abdm-refused'],
		[
			'verify-otp',
			422,
			{ code: 'ABDM-1204', message: 'UIDAI Error code : 400 : Invalid Aadhaar OTP value.' },
			'wrong-otp',
		],
		['verify-otp', 422, { code: 'ABDM-1204', message: 'UIDAI Error code : 998' }, 'abdm-refused'],
		[
			'verify-otp',
			400,
			{ message: 'Entered OTP is incorrect. Kindly re-enter valid OTP.' },
			'wrong-otp',
		],
		['verify-otp', 200, { message: 'OTP did not match, please try again' }, 'wrong-otp'],
		['verify-otp', 200, { message: 'OTP expired, please try again' }, 'otp-expired'],
		['verify-otp', 401, { code: 'ABDM-1017' }, 'otp-expired'],
		['verify-otp', 400, { field: 'txnId', message: 'Invalid Transaction Id' }, 'otp-expired'],
		['verify-otp', 400, { code: 'ABDM-9999', message: 'Invalid Transaction Id' }, 'otp-expired'],
		['verify-otp', 400, { field: 'otpValue', message: 'Invalid OTP Value' }, 'abdm-refused'],
		['verify-otp', 404, { code: 'ABDM-1114' }, 'abha-not-found'],
		['choose-account', 400, { message: 'Invalid T-token' }, 'token-expired'],
		[
			'choose-account',
			400,
			{ field: 'ABHANumber', message: 'Invalid ABHA Number' },
			'abdm-refused',
		],
		['profile', 401, { code: 'ABDM-1094', message: 'X-token expired' }, 'token-expired'],
		['profile', 401, { message: 'X-token expired' }, 'token-expired'],
		['card', 400, { message: 'Invalid X-token' }, 'token-expired'],
		['card', 401, {}, 'token-expired'],
		['card', 401, { code: '900901' }, 'credentials-refused'],
		['refresh', 401, { message: 'R-token expired' }, 'token-expired'],
		['refresh', 404, { code: 'ABDM-1016' }, 'token-expired'],
		['refresh', 503, {}, 'abdm-unavailable'],
		['profile', 404, { code: 'ABDM-1030' }, 'abdm-refused'],
	] as const)('%s %i %j means %s', (step, status, body, expected) => {
		expect(outcomeOf(refusal('v3', step, status, body)).code).toBe(expected);
	});

	it.each([
		['ABDM-1100', '', 1800],
		['ABDM-1027', 'You are blocked. Please try again after 24 hours.', 86_400],
		['ABDM-1027', '', 86_400],
		['ABDM-1022', '', null],
		['ABDM-1204', 'UIDAI Error code : 952 : OTP Flooding error', null],
	])('%s %j asks to wait %s seconds', (code, message, waitSeconds) => {
		for (const step of ['send-otp', 'resend-otp', 'verify-otp'] as const) {
			expect(outcomeOf(refusal('v3', step, 422, { code, message }))).toEqual({
				code: 'too-many-requests',
				waitSeconds,
			});
		}
	});

	it.each([
		['OTP did not match. You have 2 attempts left.', 2],
		['Entered OTP is incorrect, 1 more attempt remaining', 1],
		['OTP did not match; attempts left: 0', 0],
		['OTP did not match', null],
		['OTP 123456 did not match', null],
	])('reads how many tries are left in %j', (message, attemptsLeft) => {
		const judged = outcomeOf(refusal('v3', 'verify-otp', 400, { code: 'ABDM-1035', message }));
		expect(judged).toEqual({ code: 'wrong-otp', attemptsLeft });
	});
});

describe('what holds for both', () => {
	it('takes the wait of a 429 from its header', () => {
		for (const generation of ['v1v2', 'v3'] as const) {
			expect(outcomeOf(refusal(generation, 'send-otp', 429, {}, 17))).toEqual({
				code: 'too-many-requests',
				waitSeconds: 17,
			});
		}
	});

	it.each([
		['search', 401, {}, true],
		['search', 401, { code: '900902' }, true],
		['search', 401, { code: '900900' }, true],
		['search', 500, { code: '900900' }, false],
		['send-otp', 500, { code: '900900' }, false],
		['send-otp', 401, { code: '900901' }, true],
		['send-otp', 403, { code: '900901' }, false],
		['verify-otp', 401, { code: '900902' }, true],
		['verify-otp', 401, { code: 'HIS-401' }, true],
		['verify-otp', 401, { message: 'Unauthorized' }, false],
		['verify-otp', 401, {}, false],
		['card', 401, { message: 'Unauthorized' }, true],
		['profile', 401, {}, true],
		['profile', 401, { message: 'X-token expired' }, false],
		['verify-otp', 401, { code: 'ABDM-1017' }, false],
		['send-otp', 401, { field: 'loginId', message: 'Invalid LoginId' }, false],
		['search', 403, {}, false],
		['session', 401, { code: '900901' }, false],
	] as const)(
		'of %s %i %j says whether the gateway’s token is at fault',
		(step, status, body, is) => {
			expect(judgeRefusal(refusal('v3', step, status, body)).gatewayTokenRefused).toBe(is);
		},
	);

	it('takes a 401 with an empty body for the gateway’s, on the steps of an OTP too', () => {
		for (const step of ['send-otp', 'resend-otp', 'verify-otp', 'choose-account'] as const) {
			const verdict = judgeRefusal(refusal('v3', step, 401, {}, null, true));
			expect(verdict).toMatchObject({ gatewayTokenRefused: true, gatewayTokenDoubted: false });
		}
	});

	it.each([
		['send-otp', 401, { message: 'Unauthorized' }, true],
		['choose-account', 401, {}, true],
		['verify-otp', 401, { message: 'OTP did not match' }, false],
		['send-otp', 401, { code: '900901' }, false],
		['send-otp', 401, { code: '900900' }, true],
		['send-otp', 500, { code: '900900' }, true],
		['send-otp', 403, { code: '900901' }, true],
		['session', 500, { code: '900900' }, false],
		['session', 401, {}, false],
		['send-otp', 403, {}, false],
		['send-otp', 401, { code: 'ABDM-1224' }, false],
		['search', 401, {}, false],
	] as const)('of %s %i %j says whether the token is in doubt', (step, status, body, is) => {
		expect(judgeRefusal(refusal('v3', step, status, body)).gatewayTokenDoubted).toBe(is);
	});
});
