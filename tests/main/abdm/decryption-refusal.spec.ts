import { describe, expect, it } from 'vitest';

import { couldNotDecrypt } from '../../../main/abdm/decryption-refusal.ts';

describe('that ABDM could not decrypt', () => {
	it.each([
		['send-otp', { field: 'loginId', message: 'Invalid LoginId' }, true],
		['send-otp', { field: 'loginId', message: 'LoginId is invalid' }, true],
		['send-otp', { message: 'Invalid Mobile Number' }, true],
		['verify-otp', { field: 'otpValue', message: 'Invalid OTP Value' }, true],
		['verify-otp', { code: 'HIS-1047' }, true],
		['verify-otp', { code: 'ABDM-9999', message: 'Unable to decrypt' }, true],
		['verify-otp', { code: 'ABDM-1035', message: 'OTP does not match' }, false],
		['send-otp', { field: 'scope', message: 'Invalid Scope' }, false],
		['profile', { message: 'Unable to decrypt' }, false],
	] as const)('is told of %s %j or not', (step, body, is) => {
		const error = { code: null, field: null, message: '', ...body };
		const how = { generation: 'v3', httpStatus: 400, retryAfterSeconds: null } as const;
		expect(couldNotDecrypt({ step, error, emptyBody: false, ...how })).toBe(is);
	});
});
