import { describe, expect, it } from 'vitest';

import { anotherOtp, bearer } from '../practice-desk.ts';
import { aadhaarScope, mobileScope, timestamp, V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const seedNumber = '43-4221-5105-6749';
const noSuchTxn = 'a825f76b-0696-40f3-864c-5a3a5b389a83';
const jwt = expect.stringMatching(/^[\w-]{20,}$/);
const tokens = { token: jwt, expiresIn: 1800, refreshToken: jwt, refreshExpiresIn: 1_296_000 };

const everyWay = [
	['abha-number', seedNumber, mobileScope],
	['abha-number', seedNumber, aadhaarScope],
	['aadhaar', '999900000016', aadhaarScope],
] as const;

describe('verify', () => {
	it.each(everyWay)('logs in by %s %s with %j', async (loginHint, plain, scope) => {
		const { txnId, otp } = await desk.receiveOtp(loginHint, plain, [...scope]);
		const { status, json } = await desk.verify(txnId, otp, [...scope]);
		expect(status).toBe(200);
		expect(json).toEqual({
			txnId,
			authResult: 'success',
			message: 'OTP verified successfully',
			...tokens,
			accounts: [
				{
					ABHANumber: seedNumber,
					preferredAbhaAddress: 'deepak.pant@sbx',
					name: 'Deepak Pant',
					status: 'ACTIVE',
					profilePhoto: expect.stringMatching(/^\/9j\//),
				},
			],
		});
	});

	it('gives a mobile a T-token of five minutes and no refresh token', async () => {
		const answer = await desk.logIn('mobile', '9000000558');
		expect(answer).toMatchObject({ authResult: 'success', token: jwt, expiresIn: 300 });
		expect(answer).not.toHaveProperty('refreshToken');
		expect(answer.accounts).toMatchObject([
			{
				ABHANumber: '90-0005-1020-3046',
				preferredAbhaAddress: 'meena.joshi@sbx',
				name: 'Meena Joshi',
				gender: 'F',
				dob: '06-03-1990',
				verifiedStatus: 'VERIFIED',
				verificationType: 'AADHAAR',
				status: 'ACTIVE',
				kycVerified: true,
			},
			{ name: 'Rohan Joshi', verificationType: 'CHILD_ABHA', kycVerified: false },
			{ name: 'Kiran Joshi', status: 'DEACTIVATED' },
		]);
	});

	it('does so for a mobile with one account too', async () => {
		const answer = await desk.logIn('mobile', '9000000114');
		expect(answer.accounts).toHaveLength(1);
		expect(answer).not.toHaveProperty('refreshToken');
	});

	it.each([
		['abha-number', seedNumber],
		['mobile', '9000000558'],
	])('says in a 200 that the OTP of a %s was wrong', async (loginHint, plain) => {
		const { txnId, otp } = await desk.receiveOtp(loginHint, plain);
		const wrong = anotherOtp(otp);
		const { status, json, text } = await desk.verify(txnId, wrong);
		expect(status).toBe(200);
		expect(json).toEqual({
			txnId,
			authResult: 'failed',
			message: 'OTP did not match, please try again',
			accounts: [],
		});
		expect(text).not.toContain(wrong);
		expect((await desk.verify(txnId, otp)).json).toMatchObject({ authResult: 'success' });
	});

	it("passes UIDAI's refusal of an Aadhaar OTP on as an error", async () => {
		const { txnId, otp } = await desk.receiveOtp('abha-number', seedNumber, aadhaarScope);
		const { status, json } = await desk.verify(txnId, anotherOtp(otp), aadhaarScope);
		expect([status, json]).toMatchObject([422, { error: { code: 'ABDM-1204' } }]);
	});

	it('says in a 200 that the OTP has expired after ten minutes', async () => {
		const { txnId, otp } = await desk.receiveOtp('abha-number', seedNumber);
		await desk.wait(10 * 60_000 - 1500);
		const { status, json } = await desk.verify(txnId, otp);
		expect(status).toBe(200);
		expect(json).toMatchObject({
			authResult: 'failed',
			message: 'OTP expired, please try again',
		});
	});

	it('ends the transaction at the third wrong OTP', async () => {
		const { txnId, otp } = await desk.receiveOtp('abha-number', seedNumber);
		await desk.verify(txnId, anotherOtp(otp));
		await desk.verify(txnId, anotherOtp(otp));
		const { status, json } = await desk.verify(txnId, anotherOtp(otp));
		expect([status, json]).toMatchObject([422, { error: { code: 'ABDM-1100' } }]);
		expect((await desk.verify(txnId, otp)).json).toMatchObject({ txnId: 'Invalid Transaction Id' });
	});

	it('does not know a transaction of the other method, nor one used up', async () => {
		const { txnId, otp } = await desk.receiveOtp('abha-number', seedNumber);
		const invalid = { txnId: 'Invalid Transaction Id', timestamp };
		desk.clock.wallOffsetMs = Date.UTC(2026, 10, 23) - desk.clock.nowMs();
		expect((await desk.verify(txnId, otp, aadhaarScope)).json).toEqual(invalid);
		expect((await desk.verify(txnId, otp)).status).toBe(200);
		expect((await desk.verify(txnId, otp)).json).toEqual(invalid);
	});

	it.each([
		['scope', { scope: ['abha-login'] }, 'Invalid Scope'],
		['scope', { scope: undefined }, 'Invalid Scope'],
		['authMethods', { authMethods: ['password'] }, 'Invalid Auth Method'],
		['authMethods', { authMethods: undefined }, 'Invalid Auth Method'],
		['txnId', { txnId: '1' }, 'Invalid Transaction Id'],
		['txnId', { txnId: undefined }, 'Invalid Transaction Id'],
		['txnId', {}, 'Invalid Transaction Id'],
		['otpValue', { otpValue: '123456' }, 'Invalid OTP Value'],
		['otpValue', { otpValue: undefined }, 'Invalid OTP Value'],
	])('refuses the %s of %o', async (field, changed, message) => {
		const fields = {
			scope: mobileScope,
			authMethods: ['otp'],
			txnId: noSuchTxn,
			otpValue: desk.seal('123456'),
			...changed,
		};
		const { status, json } = await desk.post('/v3/profile/login/verify', {
			scope: fields.scope,
			authData: {
				authMethods: fields.authMethods,
				otp: { txnId: fields.txnId, otpValue: fields.otpValue },
			},
		});
		expect([status, json]).toEqual([400, { [field]: message, timestamp }]);
	});

	it.each(['12345', '1234567', '12345a', ''])(
		'refuses the OTP "%s" and spends no attempt',
		async (malformed) => {
			const { txnId, otp } = await desk.receiveOtp('abha-number', seedNumber);
			for (let attempt = 0; attempt < 3; attempt += 1) {
				const { status, json } = await desk.verify(txnId, malformed);
				expect([status, json]).toMatchObject([400, { otpValue: 'Invalid OTP Value' }]);
			}
			expect((await desk.verify(txnId, otp)).json).toMatchObject({ authResult: 'success' });
		},
	);
});

describe('verify/user', () => {
	const choose = (token: string, fields: object) =>
		desk.post('/v3/profile/login/verify/user', fields, { 't-token': bearer(token) });

	it('gives the tokens of the account that was chosen', async () => {
		const { token, txnId } = await desk.logIn('mobile', '9000000558');
		const { status, json } = await choose(token, { ABHANumber: '90-0006-1020-3045', txnId });
		expect([status, json]).toEqual([200, tokens]);
		const xToken = bearer((json as { token: string }).token);
		const profile = await desk.get('/v3/profile/account', { 'x-token': xToken });
		expect(profile.json).toMatchObject({ name: 'Rohan Joshi' });
	});

	it.each(['43-4221-5105-6749', '90000610203045', '', undefined])(
		'refuses %j, which is not on that phone',
		async (ABHANumber) => {
			const { token, txnId } = await desk.logIn('mobile', '9000000558');
			const { status, json } = await choose(token, { ABHANumber, txnId });
			expect([status, json]).toMatchObject([400, { ABHANumber: 'Invalid ABHA Number' }]);
		},
	);

	it("refuses another login's transaction", async () => {
		const { token } = await desk.logIn('mobile', '9000000558');
		const { json } = await choose(token, { ABHANumber: '90-0006-1020-3045', txnId: noSuchTxn });
		expect(json).toMatchObject({ txnId: 'Invalid Transaction Id' });
	});

	it('refuses the account that is deactivated', async () => {
		const { token, txnId } = await desk.logIn('mobile', '9000000558');
		const { json } = await choose(token, { ABHANumber: '90-0011-1020-3048', txnId });
		expect(json).toMatchObject({ error: { code: 'ABDM-1134' } });
	});

	it('refuses a T-token after five minutes, and an X-token at once', async () => {
		const { token, txnId } = await desk.logIn('mobile', '9000000558');
		const fields = { ABHANumber: '90-0006-1020-3045', txnId };
		const invalid = { message: 'Invalid T-token' };
		desk.clock.advance(299_999);
		const { json } = await choose(token, fields);
		expect(json).toMatchObject(tokens);
		const xToken = (json as { token: string }).token;
		expect((await choose(xToken, fields)).json).toMatchObject(invalid);
		desk.clock.advance(1);
		const { status, json: refusal } = await choose(token, fields);
		expect([status, refusal]).toMatchObject([400, invalid]);
	});
});

describe('find ABHA', () => {
	const search = (mobile: string, scope: unknown = ['search-abha']) =>
		desk.post('/v3/profile/account/abha/search', { scope, mobile: desk.seal(mobile) });

	it('lists the accounts of a mobile, masked, and logs in by the place of one', async () => {
		const { json } = await search('9000000558');
		expect(json).toEqual([
			{
				txnId: expect.any(String),
				ABHA: [
					{ index: 1, ABHANumber: 'xx-xxxx-xxxx-xx46', name: 'Meena Joshi', gender: 'F' },
					{ index: 2, ABHANumber: 'xx-xxxx-xxxx-xx45', name: 'Rohan Joshi', gender: 'M' },
					{ index: 3, ABHANumber: 'xx-xxxx-xxxx-xx48', name: 'Kiran Joshi', gender: 'M' },
				],
			},
		]);
		const [{ txnId }] = json as [{ txnId: string }];
		const reply = await desk.post('/v3/profile/login/request/otp', {
			scope: ['abha-login', 'search-abha', 'mobile-verify'],
			loginHint: 'index',
			loginId: desk.seal('2'),
			otpSystem: 'abdm',
			txnId,
		});
		const sent = desk.arrived(reply);
		expect((await desk.verify(sent.txnId, sent.otp)).json).toMatchObject({
			refreshToken: jwt,
			accounts: [{ name: 'Rohan Joshi' }],
		});
	});

	it.each(['0', '4', 'x'])('refuses the place %s', async (index) => {
		const [{ txnId }] = (await search('9000000558')).json as [{ txnId: string }];
		const { json } = await desk.post('/v3/profile/login/request/otp', {
			scope: ['abha-login', 'search-abha', 'mobile-verify'],
			loginHint: 'index',
			loginId: desk.seal(index),
			otpSystem: 'abdm',
			txnId,
		});
		expect(json).toMatchObject({ loginId: 'Invalid LoginId' });
	});

	it('refuses what it cannot search by', async () => {
		expect((await search('9000000001')).json).toMatchObject({ error: { code: 'ABDM-1114' } });
		expect((await search('12')).json).toEqual({ mobile: 'Invalid Mobile Number', timestamp });
		expect((await search('9000000558', [])).json).toEqual({ scope: 'Invalid Scope', timestamp });
	});
});
