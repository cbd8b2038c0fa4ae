import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { patients } from '../../../../main/simulator/patients.ts';
import { anotherOtp, PracticeDesk } from '../practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

describe('searchByHealthId', () => {
	it("answers the seed's six fields", async () => {
		const { status, json } = await desk.search('Deepak.Pant');
		expect(status).toBe(200);
		expect(json).toEqual({
			healthId: 'deepak.pant@sbx',
			healthIdNumber: '43-4221-5105-6749',
			name: 'Deepak Pant',
			status: 'ACTIVE',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			tags: null,
		});
	});

	it('says null for the identifier that a patient does not have', async () => {
		const byNumber = await desk.search(numberOf('no-address'));
		expect(byNumber.json).toMatchObject({ healthId: null, name: 'Lakshmi Nair' });
		const byAddress = await desk.search('joseph.dsouza');
		expect(byAddress.json).toMatchObject({ healthIdNumber: null, name: 'Joseph Dsouza' });
	});

	it('still finds an ABHA that is deactivated or locked', async () => {
		expect((await desk.search('sunita.rao')).json.status).toBe('DEACTIVATED');
		expect((await desk.search('imran.sheikh')).json.status).toBe('LOCKED');
	});

	it('lists no mobile OTP for the patient without one', async () => {
		const { json } = await desk.search('harpreet.gill');
		expect(json.authMethods).toEqual(['AADHAAR_OTP', 'PASSWORD']);
	});

	it('leaves a blocked method out, having no other way to say so', async () => {
		expect((await desk.search('vikram.thakur')).json.authMethods).toEqual(['AADHAAR_OTP']);
		expect((await desk.init('vikram.thakur')).code).toBe('HIS-422');
	});

	it('keeps the long name whole', async () => {
		const { json } = await desk.search('rajarajeshwari');
		expect(json.name).toBe(patients.find(({ shows }) => shows === 'long-name')?.name);
	});

	it('refuses an unknown ABHA with HIS-1008', async () => {
		const { status, json, code } = await desk.search('nobody.here');
		expect([status, json.code, code]).toEqual([422, 'HIS-422', 'HIS-1008']);
		expect(json).toEqual({
			code: 'HIS-422',
			message: expect.any(String),
			details: [{ code: 'HIS-1008', message: expect.any(String), attribute: null }],
		});
	});

	it.each([{}, { healthid: 'deepak.pant' }, { healthId: '' }, { healthId: 43422151056749 }])(
		'refuses the body %o',
		async (fields) => {
			const { status, json, code } = await desk.post('/v1/search/searchByHealthId', fields);
			expect([status, json.code, code]).toEqual([400, 'HIS-400', 'HIS-400']);
			expect(json.details).toMatchObject([{ attribute: { key: 'healthId' } }]);
		},
	);

	it('sends no SMS', async () => {
		await desk.search('deepak.pant');
		expect(desk.clock.waiting).toBe(0);
	});
});

describe('auth/init', () => {
	it('answers a transaction ID and nothing else', async () => {
		const { status, json } = await desk.init('43-4221-5105-6749');
		expect(status).toBe(200);
		expect(json).toEqual({ txnId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
	});

	it('keeps the OTP out of the HTTP answer', async () => {
		const { text, json } = await desk.init('deepak.pant');
		desk.clock.advance(1500);
		expect(desk.messages).toEqual([{ to: '******0903', otp: expect.stringMatching(/^\d{6}$/) }]);
		expect(text).toBe(JSON.stringify({ txnId: json.txnId }));
	});

	it('has the SMS arrive after its delay', async () => {
		await desk.init('deepak.pant');
		desk.clock.advance(1499);
		expect(desk.messages).toEqual([]);
		desk.clock.advance(1);
		expect(desk.messages).toHaveLength(1);
	});

	it('has the SMS of the slow patient arrive after 40 seconds', async () => {
		await desk.init('anil.kumar');
		desk.clock.advance(39_999);
		expect(desk.messages).toEqual([]);
		desk.clock.advance(1);
		expect(desk.messages).toHaveLength(1);
	});

	it('refuses the camel-case spelling', async () => {
		const fields = { authMethod: 'MOBILE_OTP', healthId: 'deepak.pant' };
		const { status, json, code } = await desk.post('/v2/auth/init', fields);
		expect([status, code]).toEqual([400, 'HIS-400']);
		expect(json.details).toMatchObject([{ attribute: { key: 'healthid' } }]);
		expect(desk.clock.waiting).toBe(0);
	});

	it.each([undefined, '', 'SMS', 'mobile_otp', 7])('refuses %j as a method', async (authMethod) => {
		const fields = { authMethod, healthid: 'deepak.pant' };
		const { status, code } = await desk.post('/v2/auth/init', fields);
		expect([status, code]).toEqual([400, 'HIS-400']);
	});

	it('refuses a method that the patient does not have', async () => {
		const { status, json, code } = await desk.init('harpreet.gill');
		expect([status, json.code, code]).toEqual([422, 'HIS-422', 'HIS-422']);
		expect(json.details).toMatchObject([{ attribute: { key: 'authMethod' } }]);
		expect(desk.clock.waiting).toBe(0);
	});

	it('begins a login by password without an SMS', async () => {
		expect((await desk.init('harpreet.gill', 'PASSWORD')).status).toBe(200);
		expect(desk.clock.waiting).toBe(0);
	});

	it('refuses an unknown ABHA with HIS-1008', async () => {
		const { status, code } = await desk.init('nobody.here');
		expect([status, code]).toEqual([422, 'HIS-1008']);
	});

	it.each(['sunita.rao', 'imran.sheikh'])('refuses %s with HIS-1007', async (healthid) => {
		const { status, code } = await desk.init(healthid);
		expect([status, code]).toEqual([422, 'HIS-1007']);
		expect(desk.clock.waiting).toBe(0);
	});

	it('reaches the patient who has only an address, and the one who has only a number', async () => {
		expect((await desk.init('joseph.dsouza@sbx')).status).toBe(200);
		expect((await desk.init(numberOf('no-address'))).status).toBe(200);
	});
});

describe('confirmWithMobileOTP', () => {
	const noSuchTxn = 'a825f76b-0696-40f3-864c-5a3a5b389a83';

	it("answers the seed's four fields to the right OTP", async () => {
		const { txnId, otp } = await desk.receiveOtp();
		const { status, json } = await desk.confirm(txnId, otp);
		expect(status).toBe(200);
		expect(json).toEqual({
			token: expect.stringMatching(/^[\w-]{20,}$/),
			expiresIn: 1800,
			refreshToken: expect.stringMatching(/^[\w-]{20,}$/),
			refreshExpiresIn: 86_400,
		});
	});

	it('uses a transaction up', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.confirm(txnId, otp);
		const { status, code } = await desk.confirm(txnId, otp);
		expect([status, code]).toEqual([422, 'HIS-1026']);
	});

	it('refuses an unknown transaction with HIS-1026', async () => {
		const { status, code } = await desk.confirm(noSuchTxn, '123456');
		expect([status, code]).toEqual([422, 'HIS-1026']);
	});

	it('refuses a transaction ID that is no UUID with HIS-1012', async () => {
		const { status, json, code } = await desk.confirm('1', '123456');
		expect([status, json.code, code]).toEqual([400, 'HIS-400', 'HIS-1012']);
	});

	it.each([{ otp: '123456' }, { txnId: noSuchTxn }, { otp: 123456, txnId: noSuchTxn }])(
		'refuses the body %o',
		async (fields) => {
			const { status, code } = await desk.post('/v1/auth/confirmWithMobileOTP', fields);
			expect([status, code]).toEqual([400, 'HIS-400']);
		},
	);

	it.each(['12345', '1234567', '12345a', '१२३४५६', ' 12345'])(
		'refuses "%s" with HIS-2022 and spends no attempt',
		async (malformed) => {
			const { txnId, otp } = await desk.receiveOtp();
			for (let attempt = 0; attempt < 3; attempt += 1) {
				const { status, code } = await desk.confirm(txnId, malformed);
				expect([status, code]).toEqual([422, 'HIS-2022']);
			}
			expect((await desk.confirm(txnId, otp)).status).toBe(200);
		},
	);
});

describe('confirmWithAadhaarOtp', () => {
	const confirm = (txnId: string, otp: string) =>
		desk.post('/v1/auth/confirmWithAadhaarOtp', { txnId, otp });

	it('answers as its twin does', async () => {
		const { txnId, otp } = await desk.receiveOtp('harpreet.gill', 'AADHAAR_OTP');
		const { status, json } = await confirm(txnId, otp);
		expect(status).toBe(200);
		expect(json).toMatchObject({ token: expect.any(String), expiresIn: 1800 });
	});

	it('does not know a transaction of the mobile OTP', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		expect((await confirm(txnId, otp)).code).toBe('HIS-1026');
		expect((await desk.confirm(txnId, otp)).status).toBe(200);
	});
});

describe('resendAuthOTP', () => {
	const resend = (txnId: string, authMethod: unknown = 'MOBILE_OTP') =>
		desk.post('/v1/auth/resendAuthOTP', { authMethod, txnId });

	it('sends a new OTP in the same transaction, and the old one no longer counts', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.wait(30_000);
		const { status, text } = await resend(txnId);
		expect([status, text]).toEqual([200, 'true']);
		const newest = desk.arrivedOtp();
		// Once in a million the two are the same.
		if (newest !== otp) expect((await desk.confirm(txnId, otp)).code).toBe('HIS-1013');
		expect((await desk.confirm(txnId, newest)).status).toBe(200);
	});

	it('gives the new OTP ten minutes and three attempts of its own', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.confirm(txnId, anotherOtp(otp));
		await desk.confirm(txnId, anotherOtp(otp));
		await desk.wait(9 * 60_000);
		await resend(txnId);
		const newest = desk.arrivedOtp();
		await desk.wait(9 * 60_000);
		await desk.confirm(txnId, anotherOtp(newest));
		await desk.confirm(txnId, anotherOtp(newest));
		expect((await desk.confirm(txnId, newest)).status).toBe(200);
	});

	it('refuses within 30 seconds, and after a few', async () => {
		const { txnId } = await desk.receiveOtp();
		expect((await resend(txnId)).code).toBe('HIS-1023');
		for (let sent = 1; sent < 5; sent += 1) {
			await desk.wait(60_000);
			expect((await resend(txnId)).status).toBe(200);
		}
		await desk.wait(60_000);
		expect((await resend(txnId)).code).toBe('HIS-2017');
	});

	it.each([
		['1', 'MOBILE_OTP', 'HIS-1012'],
		['a825f76b-0696-40f3-864c-5a3a5b389a83', 'MOBILE_OTP', 'HIS-1026'],
		['a825f76b-0696-40f3-864c-5a3a5b389a83', 'SMS', 'HIS-400'],
	])('refuses the transaction %s by %s with %s', async (txnId, method, expected) => {
		expect((await resend(txnId, method)).code).toBe(expected);
	});

	it('refuses the other method, a transaction used up, one expired, and one without an OTP', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.wait(60_000);
		expect((await resend(txnId, 'AADHAAR_OTP')).code).toBe('HIS-1026');
		await desk.confirm(txnId, otp);
		expect((await resend(txnId)).code).toBe('HIS-1026');
		const older = await desk.receiveOtp();
		await desk.wait(600_000);
		expect((await resend(older.txnId)).code).toBe('HIS-1056');
		const { json } = await desk.init('harpreet.gill', 'PASSWORD');
		expect((await resend(String(json.txnId), 'PASSWORD')).code).toBe('HIS-1026');
	});
});

function numberOf(shows: string): string {
	return patients.find((patient) => patient.shows === shows)?.abhaNumber ?? '';
}
