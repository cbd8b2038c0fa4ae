import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	formatAbhaNumber,
	maskMobile,
	parseAadhaar,
	parseMobile,
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
		['deepak pant', 'not-an-abha'],
		['someone@example.com', 'not-an-abha'],
		['x'.repeat(10_000), 'too-long'],
		['www.google.com', 'not-an-abha'],
		['null', 'not-an-abha'],
		['true', 'not-an-abha'],
	])('refuses %j as %s', (typed, problem) => {
		expect(parsePatientQuery(typed)).toEqual({ ok: false, problem: { field: 'query', problem } });
	});

	it('says how many digits there were when there are not 14', () => {
		expect(parsePatientQuery('43-4221-5105-674')).toEqual({
			ok: false,
			problem: { field: 'query', problem: 'wrong-digit-count', digits: 13 },
		});
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

const app = {
	hidn: '43-4221-5105-6749',
	phr: 'deepak.pant@sbx',
	name: 'Deepak Pant',
	gender: 'M',
	statelgd: '4',
	distlgd: '44',
	dob: '1-9-1990',
	address: 'As declared by the user',
};
const card = {
	hidn: '43-4221-5105-6749',
	hid: 'deepak.pant@sbx',
	name: 'Deepak Pant',
	gender: 'M',
	statelgd: '29',
	distlgd: '-',
	dob: '1/9/1990',
	'state name': 'Karnataka',
	district_name: 'Bengaluru',
	mobile: '9000000903',
	address: 'C/O Invented Father # 12',
};

describe('parsePatientQuery of a scanned QR', () => {
	it.each([
		['the app, with a number', app, number],
		['the app, without a number', { ...app, hidn: undefined }, address],
		['the card', card, number],
		['the card, number unknown', { ...card, hidn: '-' }, address],
		['the card, number empty', { ...card, hidn: ' ' }, address],
		['the card, number masked', { ...card, hidn: 'xx-xxxx-xxxx-6749' }, address],
		['the card, address unknown', { ...card, hid: '-' }, number],
		['a card of who chose no address', { ...card, hid: '43422151056749@sbx' }, number],
		['the same, number unknown', { ...card, hidn: '-', hid: '43422151056749@abdm' }, number],
		['older printers', { healthIdNumber: '43422151056749', healthId: 'x' }, number],
		['older printers, no number', { healthId: 'Deepak.Pant@SBX', 'dist name': 'X' }, address],
		[
			'a printer that puts the number last',
			{ hid: 'other@sbx', hidn: '43-4221-5105-6749' },
			number,
		],
		['one with both kinds of address', { hid: 'other@sbx', phr: 'deepak.pant@sbx' }, address],
		['odd fields beside the number', { ...app, phr: null, healthId: 7, dob: [], name: {} }, number],
		[
			'odd fields beside the address',
			{ hidn: 12, healthIdNumber: [], phr: ' deepak.pant@sbx' },
			address,
		],
	])('reads that of %s', (_whose, content, expected) => {
		expect(parsePatientQuery(JSON.stringify(content))).toEqual(expected);
		expect(parsePatientQuery(`\ufeff${JSON.stringify(content, null, '\t')}\r\n`)).toEqual(expected);
	});

	it('reads what a scanner types while Caps Lock is on', () => {
		expect(parsePatientQuery('{"HIDN":"-","PHR":"DEEPAK.PANT@SBX"}')).toEqual(address);
	});

	it('reads a code whose address runs over two lines', () => {
		expect(parsePatientQuery('{"address":"12 Lane\n\tDelhi","hidn":"43-4221-5105-6749"}')).toEqual(
			number,
		);
	});

	it.each([
		['no identifier', '{"name":"nobody"}'],
		['only unknown ones', '{"hidn":"-","phr":"-","hid":""}'],
		['a number that is none', '{"hidn":"43-4221-5105-674"}'],
		['an address where the number belongs', '{"hidn":"deepak.pant@sbx"}'],
		['a number of JSON', '{"hidn":43422151056749}'],
		['true', '{"hidn":true,"phr":true}'],
		['a nested number', '{"hidn":{"hidn":"43-4221-5105-6749"}}'],
		['a list of numbers', '{"hidn":["43-4221-5105-6749"]}'],
		['a list', '["43-4221-5105-6749"]'],
		['a list of codes', '[{"hidn":"43-4221-5105-6749"}]'],
		['half a code', '{"hidn":"43-4221-5105-6749","na'],
		['two codes', '{"hidn":"43-4221-5105-6749"}{"hidn":"91-7662-6160-6756"}'],
		['a prototype', '{"__proto__":{"hidn":"43-4221-5105-6749"}}'],
		['the name of a prototype', '{"__proto__":"43-4221-5105-6749","constructor":"deepak.pant"}'],
		['deep nesting', '{"hidn":'.repeat(400)],
		['a deep object', `${'{"a":'.repeat(600)}1${'}'.repeat(600)}`],
		['a huge code', `{"hidn":"43-4221-5105-6749","address":"${'x'.repeat(4000)}"}`],
		['a script', '<script>alert(1)</script>'],
		['a script as a number', '{"hidn":"<script>alert(1)</script>"}'],
		[
			'the XML of another card',
			'<?xml version="1.0"?><PrintLetterBarcodeData uid="999941057058"/>',
		],
		['a link', 'https://abha.abdm.gov.in/43422151056749'],
		['a link as an address', '{"phr":"https://phrsbx.abdm.gov.in/share-profile?hip-id=IN1"}'],
		[
			'the code of a facility',
			'https://phrsbx.abdm.gov.in/share-profile?hip-id=IN3410000260&counter-id=12345',
		],
		['a payment', 'upi://pay?pa=someone@bank'],
	])('refuses %s', (_what, text) => {
		expect(parsePatientQuery(text)).toEqual({
			ok: false,
			problem: { field: 'query', problem: 'not-an-abha-qr' },
		});
	});

	it('reads any code without throwing, and nothing but an identifier from it', () => {
		const keys = fc.oneof(
			fc.constantFrom('hidn', 'phr', 'hid', 'healthIdNumber', 'healthId', '__proto__', 'name'),
			fc.string(),
		);
		const values = fc.oneof(
			fc.constantFrom('43-4221-5105-6749', '43422151056749@sbx', 'deepak.pant@sbx', '-', ''),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(fc.dictionary(keys, values), fc.nat(), (content, cut) => {
				const json = JSON.stringify(content);
				for (const text of [json, json.slice(0, cut % (json.length + 1)), `{${json}`]) {
					const parsed = parsePatientQuery(text);
					if (!parsed.ok) continue;
					expect(parsed.value.value).toMatch(/^[a-z0-9._@-]+$/);
					expect(json.toLowerCase().replace(/[^a-z0-9.@_]/g, '')).toContain(
						parsed.value.value.replace(/-/g, ''),
					);
				}
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

describe('parseMobile', () => {
	it.each([['9000000903'], ['+91 90000 00903'], ['09000000903'], ['९००००००९०३']])(
		'reads %s as the ten digits',
		(typed) => {
			expect(parseMobile(typed)).toEqual({ ok: true, value: '9000000903' });
		},
	);

	it.each([
		['', 'missing'],
		['900000090', 'not-a-mobile'],
		['90000009030', 'not-a-mobile'],
		['0000000000', 'not-a-mobile'],
		['abcdefghij', 'not-a-mobile'],
	])('refuses %j as %s', (typed, problem) => {
		expect(parseMobile(typed)).toEqual({ ok: false, problem: { field: 'mobile', problem } });
	});
});

describe('parseAadhaar', () => {
	it('reads twelve digits whose check digit is right', () => {
		expect(parseAadhaar('9999 4105 7058')).toEqual({ ok: true, value: '999941057058' });
	});

	it.each([
		['', 'missing'],
		['999941057059', 'not-an-aadhaar'],
		['99994105705', 'not-an-aadhaar'],
		['099941057058', 'not-an-aadhaar'],
	])('refuses %j as %s', (typed, problem) => {
		expect(parseAadhaar(typed)).toEqual({ ok: false, problem: { field: 'aadhaar', problem } });
	});
});
