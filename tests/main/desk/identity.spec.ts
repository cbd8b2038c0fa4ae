import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	formatAbhaNumber,
	maskMobile,
	parseOtp,
	parsePatientQuery,
} from '../../../main/desk/identity.ts';

const number = { ok: true, value: { kind: 'abha-number', value: '43-4221-5105-6749' } };
const address = { ok: true, value: { kind: 'abha-address', value: 'deepak.pant@sbx' } };

describe('parsePatientQuery', () => {
	it.each([
		['43422151056749'],
		['43 4221 5105 6749'],
		['43-4221-5105-6749'],
		['  43-4221-5105-6749\n'],
		['43–4221–5105–6749'],
		['４３４２２１５１０５６７４９'],
		['४३-४२२१-५१०५-६७४९'],
		['\u200e43-4221-5105-6749\u200b'],
		['43\u22124221\u22125105\u22126749'],
		['௪௩௪௨௨௧௫௧௦௫௬௭௪௯'],
	])('reads %s as the ABHA number', (typed) => {
		expect(parsePatientQuery(typed)).toEqual(number);
	});

	it.each([['Deepak.Pant@SBX'], ['  deepak.pant@sbx  '], ['DEEPAK.PANT@sbx']])(
		'reads %s as the ABHA address',
		(typed) => {
			expect(parsePatientQuery(typed)).toEqual(address);
		},
	);

	it.each([['deepak.pant'], ['91766261606756@sbx'], ['a_b.c@abdm']])(
		'takes the ABHA address %s',
		(typed) => {
			expect(parsePatientQuery(typed)).toEqual({
				ok: true,
				value: { kind: 'abha-address', value: typed },
			});
		},
	);

	it.each([
		['', 'missing'],
		['   \t ', 'missing'],
		['🙂🙂', 'not-an-abha'],
		['<script>alert(1)</script>', 'not-an-abha'],
		['https://abha.abdm.gov.in/43422151056749', 'not-an-abha'],
		['deepak pant', 'not-an-abha'],
		['someone@example.com', 'not-an-abha'],
		['x'.repeat(10_000), 'too-long'],
		['{"name":"nobody"}', 'not-an-abha-qr'],
		['{"hidn":"-","phr":"-"}', 'not-an-abha-qr'],
		['{"hidn":12}', 'not-an-abha-qr'],
		['www.google.com', 'not-an-abha'],
		['null', 'not-an-abha'],
		['true', 'not-an-abha'],
		['["43-4221-5105-6749"]', 'not-an-abha'],
		['{"hidn":"43-42', 'not-an-abha-qr'],
		['{"hidn":"<script>"}', 'not-an-abha-qr'],
	])('refuses %j as %s', (typed, problem) => {
		expect(parsePatientQuery(typed)).toEqual({ ok: false, problem: { field: 'query', problem } });
	});

	it('says how many digits there were when there are not 14', () => {
		expect(parsePatientQuery('43-4221-5105-674')).toEqual({
			ok: false,
			problem: { field: 'query', problem: 'wrong-digit-count', digits: 13 },
		});
	});

	it.each([
		['{"hidn":"43-4221-5105-6749","phr":"deepak.pant@sbx","name":"N","dob":"1-9-1990"}', number],
		['{"hidn":"-","hid":"Deepak.Pant@sbx","state name":"KARNATAKA","dob":"1/9/1990"}', address],
		['{"healthIdNumber":"43422151056749"}', number],
		['{"hidn":43422151056749}', number],
		['{"hidn":"43-4221-5105-6749","phr":null,"healthId":7,"dob":[]}', number],
		['{"healthId":"deepak.pant@sbx"}', address],
	])('reads the QR %s', (json, expected) => {
		expect(parsePatientQuery(json)).toEqual(expected);
	});

	it('finds the same number however its 14 digits are grouped', () => {
		const digits = fc.stringMatching(/^\d{14}$/);
		const gaps = fc.array(fc.constantFrom('', ' ', '-', ' - ', '‑'), {
			minLength: 13,
			maxLength: 13,
		});
		fc.assert(
			fc.property(digits, gaps, (text, between) => {
				const typed = Array.from(text, (digit, index) => digit + (between[index] ?? '')).join('');
				expect(parsePatientQuery(typed)).toEqual({
					ok: true,
					value: { kind: 'abha-number', value: formatAbhaNumber(text) },
				});
			}),
		);
	});

	it('never throws, and never lets through what is neither a number nor an address', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
				const parsed = parsePatientQuery(typed);
				if (parsed.ok) expect(parsed.value.value).toMatch(/^[a-z0-9._@-]+$/);
			}),
		);
	});
});

describe('parseOtp', () => {
	it.each([['012345'], ['012 345'], ['012-345'], [' 012345 '], ['०१२३४५']])(
		'reads %s as 012345, leading zero and all',
		(typed) => {
			expect(parseOtp(typed)).toEqual({ ok: true, value: '012345' });
		},
	);

	it.each([
		['', { field: 'otp', problem: 'missing' }],
		['12345', { field: 'otp', problem: 'wrong-digit-count', digits: 5 }],
		['1234567', { field: 'otp', problem: 'wrong-digit-count', digits: 7 }],
		['12a456', { field: 'otp', problem: 'not-digits' }],
		['１２３45！', { field: 'otp', problem: 'not-digits' }],
	])('refuses %j', (typed, problem) => {
		expect(parseOtp(typed)).toEqual({ ok: false, problem });
	});
});

describe('maskMobile', () => {
	it('keeps a mask as ABDM made it', () => {
		expect(maskMobile('XXXXXX2125')).toBe('******2125');
	});

	it('masks a number that ABDM did not mask', () => {
		expect(maskMobile('+91 90000 02125')).toBe('******2125');
	});

	it('says nothing of a number whose end is masked', () => {
		expect(maskMobile('9340******')).toBe('******');
	});
});
