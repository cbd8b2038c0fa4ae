import { describe, expect, it } from 'vitest';

import { mobileAnswer, readResent, transactionAnswer } from '../../../../main/abdm/v1v2/bodies.ts';

describe('the answer to a resend', () => {
	it.each([
		['true', true],
		['"true"', true],
		[' True\n', true],
		['false', false],
		['"false"', false],
	])('%j means %s', (answer, resent) => {
		expect(readResent(answer)).toBe(resent);
	});

	it.each(['', '{}', '<html>', 'null', '1'])('%j means nothing', (answer) => {
		expect(() => readResent(answer)).toThrow();
	});
});

describe('a transaction', () => {
	it.each([
		['XXXXXX2125', '******2125'],
		['9876540903', '******0903'],
		['', null],
		['null', null],
		[null, null],
	])('to %s was sent to %s', (mobileNumber, sentTo) => {
		expect(transactionAnswer.parse({ txnId: 'txn-1', mobileNumber })).toEqual({
			transactionId: 'txn-1',
			sentTo,
		});
	});

	it.each([{}, { txnId: '' }, { txnId: null }, { txnId: 'null' }, { txnId: 7 }])(
		'without an id is none: %j',
		(answer) => {
			expect(transactionAnswer.safeParse(answer).success).toBe(false);
		},
	);
});

describe('the accounts of a mobile', () => {
	it.each([[undefined], [null], [[]], [{}], [[{ healthIdNumber: null, healthId: '' }]]])(
		'are none in %j',
		(mobileLinkedHid) => {
			expect(mobileAnswer.parse({ token: 't', mobileLinkedHid }).accounts).toEqual([]);
		},
	);

	it('may have an address only', () => {
		const { accounts } = mobileAnswer.parse({
			token: 't',
			mobileLinkedHid: { phrAddress: 'test.person@sbx' },
		});
		expect(accounts).toMatchObject([{ abhaNumber: null, abhaAddress: 'test.person@sbx' }]);
	});

	it.each([['seven'], [7], [[7]]])('are no answer as %j', (mobileLinkedHid) => {
		expect(mobileAnswer.safeParse({ token: 't', mobileLinkedHid }).success).toBe(false);
	});
});
