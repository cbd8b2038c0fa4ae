import { describe, expect, it } from 'vitest';

import { confirmAnswer, initAnswer, searchAnswer } from '../../../../main/abdm/v1v2/bodies.ts';

const found = {
	healthId: 'deepak.pant@sbx',
	healthIdNumber: '43422151056749',
	name: ' Deepak Pant ',
	status: 'ACTIVE',
	authMethods: ['MOBILE_OTP', 'PASSWORD'],
};

describe('searchAnswer', () => {
	it('reads a patient in our words', () => {
		expect(searchAnswer.parse(found)).toEqual({
			name: 'Deepak Pant',
			abhaNumber: '43-4221-5105-6749',
			abhaAddress: 'deepak.pant@sbx',
			status: 'active',
			methods: ['mobile-otp'],
			otherMethods: ['password'],
		});
	});

	it('takes words that it does not know for unknown, whatever they are called', () => {
		const odd = {
			...found,
			status: 'constructor',
			authMethods: ['constructor', 'toString', 'IRIS'],
		};
		expect(searchAnswer.parse(odd)).toMatchObject({
			status: 'unknown',
			methods: [],
			otherMethods: ['unknown'],
		});
	});

	it.each([
		[{ ...found, healthIdNumber: null }, { abhaNumber: null }],
		[
			{ healthIdNumber: found.healthIdNumber },
			{ abhaAddress: null, name: null, status: 'unknown' },
		],
		[{ ...found, name: '  ' }, { name: null }],
	])('lets absent fields be absent', (body, expected) => {
		expect(searchAnswer.parse(body)).toMatchObject(expected);
	});

	it('refuses an answer with neither a number nor an address', () => {
		expect(searchAnswer.safeParse({ name: 'Deepak Pant' }).success).toBe(false);
	});
});

describe('initAnswer', () => {
	it('takes the mobile when there is one, and masks it again', () => {
		expect(initAnswer.parse({ txnId: 't', mobileNumber: '9000000903' }).sentTo).toBe('******0903');
		expect(initAnswer.parse({ txnId: 't' }).sentTo).toBeNull();
	});
});

describe('confirmAnswer', () => {
	it('takes an answer of the token alone', () => {
		expect(confirmAnswer.parse({ token: 'x' })).toEqual({ token: 'x', expiresInSeconds: null });
	});
});
