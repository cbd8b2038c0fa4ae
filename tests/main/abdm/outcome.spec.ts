import { describe, expect, it } from 'vitest';

import { outcomeOf } from '../../../main/abdm/outcome.ts';
import type { AbdmStep } from '../../../preload/contract.ts';

function outcome(
	step: AbdmStep,
	httpStatus: number,
	code: string | null,
	message = '',
	retryAfterSeconds: number | null = null,
) {
	return outcomeOf({ step, httpStatus, error: { code, message }, retryAfterSeconds });
}

describe('outcomeOf', () => {
	it.each([
		['session', 401, '900901', 'credentials-refused'],
		['session', 400, null, 'credentials-refused'],
		['session', 503, null, 'abdm-unavailable'],
		['session', 403, '900908', 'not-subscribed'],
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
		['verify-otp', 422, 'HIS-1013', 'wrong-otp'],
		['verify-otp', 422, 'HIS-2022', 'wrong-otp'],
		['verify-otp', 422, 'HIS-1026', 'otp-expired'],
		['verify-otp', 400, 'HIS-1012', 'otp-expired'],
		['verify-otp', 422, 'HIS-1056', 'otp-expired'],
		['verify-otp', 422, 'HIS-1060', 'otp-expired'],
		['verify-otp', 422, 'HIS-1008', 'abdm-refused'],
		['verify-otp', 418, null, 'abdm-refused'],
	] as const)('%s %i %s means %s', (step, status, code, expected) => {
		expect(outcome(step, status, code)).toEqual({ code: expected });
	});

	it.each([
		['HIS-2017', '', 1800],
		['HIS-1039', '', 43_200],
		['HIS-1041', '', null],
		['HIS-1023', 'Please wait for 30 seconds', 30],
		['HIS-1023', 'Please wait for 30 minutes to try again', 1800],
		['HIS-1039', 'try again in 24 hours', 86_400],
		['HIS-1023', 'Please wait', null],
	])('%s %j asks to wait %s seconds', (code, message, waitSeconds) => {
		expect(outcome('send-otp', 422, code, message)).toEqual({
			code: 'too-many-requests',
			waitSeconds,
		});
	});

	it('takes the wait of a 429 from its header', () => {
		expect(outcome('send-otp', 429, null, '', 17)).toEqual({
			code: 'too-many-requests',
			waitSeconds: 17,
		});
	});
});
