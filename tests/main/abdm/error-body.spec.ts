import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readErrorBody } from '../../../main/abdm/error-body.ts';

describe('readErrorBody', () => {
	it.each([
		[
			'HIS with details',
			{ code: 'HIS-422', message: 'm', details: [{ code: 'HIS-1008', message: 'inner' }] },
			'HIS-1008',
			'inner',
		],
		['HIS without details', { code: 'HIS-400', message: 'm', details: [] }, 'HIS-400', 'm'],
		[
			'details without a code',
			{ code: 'HIS-422', message: 'm', details: [{ message: 'inner' }] },
			'HIS-422',
			'inner',
		],
		[
			'gateway',
			{ code: '900901', message: 'Invalid Credentials', description: 'd' },
			'900901',
			'Invalid Credentials',
		],
		['gateway with a number', { code: 900908, message: 'm' }, '900908', 'm'],
		[
			'nested',
			{ error: { code: 'ABDM-1114', message: 'User not found.' } },
			'ABDM-1114',
			'User not found.',
		],
		[
			'a code with a colon behind it',
			{ error: { code: 'ABDM-9999: ', message: 'm' } },
			'ABDM-9999',
			'm',
		],
	])('reads %s', (_name, body, code, message) => {
		expect(readErrorBody(JSON.stringify(body))).toEqual({ code, message });
	});

	it.each([
		'',
		'<html><h1>403</h1></html>',
		'[]',
		'null',
		'"text"',
		'42',
		'{"code":',
		'Access Denied',
	])('finds no code in %j', (text) => {
		expect(readErrorBody(text)).toEqual({ code: null, message: '' });
	});

	it('passes on nothing as a code that is not the shape of one', () => {
		const body = { code: 'OTP 012345 of Deepak', details: [{ code: '43-4221-5105-6749' }] };
		expect(readErrorBody(JSON.stringify(body)).code).toBeNull();
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				expect(readErrorBody(text).message.length).toBeLessThanOrEqual(500);
			}),
		);
	});
});
