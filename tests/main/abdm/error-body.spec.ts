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
		['gateway without a message', { code: '900902', description: 'd' }, '900902', 'd'],
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
		[
			'flat',
			{ code: 'ABDM-1094', message: 'X-token expired', timestamp: 't' },
			'ABDM-1094',
			'X-token expired',
		],
		[
			'an array',
			[{ code: 'ABDM-1006: ', message: 'Invalid Abha Address' }],
			'ABDM-1006',
			'Invalid Abha Address',
		],
		[
			'an array of nested',
			[null, { error: { code: 'ABDM-1114', message: 'm' } }],
			'ABDM-1114',
			'm',
		],
		['a message alone', { message: 'Invalid T-token', timestamp: 't' }, null, 'Invalid T-token'],
		[
			'a framework’s own',
			{ timestamp: 't', status: 404, error: 'Not Found', path: '/api/x' },
			null,
			'Not Found',
		],
		[
			'the login server’s',
			{ error: 'unauthorized_client', error_description: 'Invalid client secret' },
			null,
			'Invalid client secret',
		],
		[
			'a status report',
			{ code: '404', type: 'Status report', message: 'Not Found' },
			null,
			'Not Found',
		],
	])('reads %s', (_name, body, code, message) => {
		expect(readErrorBody(JSON.stringify(body))).toEqual({ code, field: null, message });
	});

	it.each([
		[
			{ loginId: 'Invalid LoginId', timestamp: '2024-05-10 11:13:04' },
			'loginId',
			'Invalid LoginId',
		],
		[{ timestamp: 't', txnId: 'Invalid Transaction Id' }, 'txnId', 'Invalid Transaction Id'],
		[{ scope: 'Invalid Scope', loginHint: 'Invalid Login Hint' }, 'scope', 'Invalid Scope'],
	])('reads the field-keyed %j', (body, field, message) => {
		expect(readErrorBody(JSON.stringify(body))).toEqual({ code: null, field, message });
	});

	it.each([
		['Access Denied', 'Access Denied'],
		[' Access Denied\n', 'Access Denied'],
		['"text"', 'text'],
		['{"code":', '{"code":'],
	])('reads the plain text %j', (text, message) => {
		expect(readErrorBody(text)).toEqual({ code: null, field: null, message });
	});

	it.each([
		['HIS-1008: User not found', 'HIS-1008'],
		['"ABDM-1114 : User not found."', 'ABDM-1114'],
		// Six digits of a sentence may be an OTP.
		['900912 is the OTP', null],
		// Bytes of a card or a key are no refusal, whatever stands in them.
		['%PDF-1.7 (ABDM-1114)', null],
	])('keeps the code that the plain text %j begins with', (text, code) => {
		expect(readErrorBody(text).code).toBe(code);
	});

	it.each([
		'',
		'<html><h1>ABDM-1114</h1></html>',
		'\n <!DOCTYPE html>',
		'[]',
		'[[]]',
		'null',
		'42',
		'{}',
		'{"timestamp":"t"}',
		'{"43-4221-5105-6749":"Deepak"}',
	])('finds nothing in %j', (text) => {
		expect(readErrorBody(text)).toEqual({ code: null, field: null, message: '' });
	});

	it('passes on nothing as a code that is not the shape of one', () => {
		const body = { code: 'OTP 012345 of Deepak', details: [{ code: '43-4221-5105-6749' }] };
		expect(readErrorBody(JSON.stringify(body)).code).toBeNull();
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				const { code, field, message } = readErrorBody(text);
				expect(message.length).toBeLessThanOrEqual(500);
				expect(code === null || field === null).toBe(true);
			}),
		);
	});

	it('stays quick on deep nesting', () => {
		expect(readErrorBody('['.repeat(50_000))).toMatchObject({ code: null });
	});
});
