import { describe, expect, it } from 'vitest';

import { anotherOtp, bearer } from '../practice-desk.ts';
import { V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const base = '/v3/phr/web/login';
const mobileScope = ['abha-address-login', 'mobile-verify'];
const aadhaarScope = ['abha-address-login', 'aadhaar-verify'];
const jwt = expect.stringMatching(/^[\w-]{20,}$/);
const invalidAddress = [{ code: 'ABDM-1006: ', message: 'Invalid Abha Address' }];
const unknown = (message: string) => [{ code: 'ABDM-9999: ', message }];

const search = (abhaAddress: unknown) => desk.post(`${base}/abha/search`, { abhaAddress });

function request(address: string, scope = mobileScope, changed: object = {}) {
	return desk.post(`${base}/abha/request/otp`, {
		scope,
		loginHint: 'abha-address',
		loginId: desk.seal(address),
		otpSystem: scope === mobileScope ? 'abdm' : 'aadhaar',
		...changed,
	});
}

function verify(txnId: string, otp: string, scope = mobileScope, authMethods = ['otp']) {
	return desk.post(`${base}/abha/verify`, {
		scope,
		authData: { authMethods, otp: { txnId, otpValue: desk.seal(otp) } },
	});
}

async function receive(address = 'deepak.pant@sbx', scope = mobileScope) {
	return desk.arrived(await request(address, scope));
}

async function logIn(address = 'deepak.pant@sbx') {
	const { txnId, otp } = await receive(address);
	const { json } = await verify(txnId, otp);
	return (json as { tokens: { token: string; refreshToken: string } }).tokens;
}

const read = (path: string, token: string) => desk.get(path, { 'x-token': bearer(token) });

describe('abha/search', () => {
	it('answers by the whole address, in any case', async () => {
		const { status, json } = await search('Meena.Joshi@SBX');
		expect(status).toBe(200);
		expect(json).toEqual({
			healthIdNumber: '90-0005-1020-3046',
			abhaAddress: 'meena.joshi@sbx',
			authMethods: ['AADHAAR_OTP', 'DEMOGRAPHICS', 'MOBILE_OTP'],
			blockedAuthMethods: [],
			status: 'ACTIVE',
			message: '',
			fullName: 'Meena Joshi',
			mobile: '9000******',
		});
	});

	it('does not know an address that is not there', async () => {
		const { status, json } = await search('nobody.here@sbx');
		expect([status, json]).toEqual([400, { code: 'ABDM-1211', message: 'User not found.' }]);
	});

	it.each(['deepak.pant', 'deepak.pant@abdm', '43-4221-5105-6749', '', undefined])(
		'refuses %j in an array',
		async (address) => {
			const { status, json } = await search(address);
			expect([status, json]).toEqual([400, invalidAddress]);
		},
	);
});

describe('abha/request/otp', () => {
	it.each([
		[mobileScope, 'OTP is sent to Mobile number ending with ******0903'],
		[aadhaarScope, 'OTP sent to Aadhaar registered mobile number ending with ******0903'],
	])('sends an OTP by %j', async (scope, message) => {
		const { status, json } = await request('deepak.pant@sbx', scope);
		expect(status).toBe(200);
		expect(json).toEqual({ txnId: expect.any(String), message });
	});

	it.each([
		[{ scope: ['abha-login', 'mobile-verify'] }, 'Invalid Scope'],
		[{ loginHint: 'abha-number' }, 'Invalid Login Hint'],
		[{ otpSystem: 'aadhaar' }, 'Invalid OTP System'],
	])('refuses %o', async (changed, message) => {
		const { status, json } = await request('deepak.pant@sbx', mobileScope, changed);
		expect([status, json]).toEqual([400, unknown(message)]);
	});

	it('refuses an address that is none, or not encrypted', async () => {
		expect((await request('deepak.pant')).json).toEqual(invalidAddress);
		const plain = await request('', mobileScope, { loginId: 'deepak.pant@sbx' });
		expect(plain.json).toEqual(invalidAddress);
		expect(desk.clock.waiting).toBe(0);
	});

	it.each([
		['nobody.here@sbx', { code: 'ABDM-1211' }],
		['sunita.rao@sbx', { error: { code: 'ABDM-1134' } }],
		['vikram.thakur@sbx', { error: { code: 'ABDM-1119' } }],
		['fatima.khan@sbx', { error: { code: 'ABDM-1100' } }],
	])('refuses %s with %o', async (address, refusal) => {
		expect((await request(address)).json).toMatchObject(refusal);
		expect(desk.clock.waiting).toBe(0);
	});
});

describe('abha/verify', () => {
	it.each([[mobileScope], [aadhaarScope]])('logs in with %j', async (scope) => {
		const { txnId, otp } = await receive('deepak.pant@sbx', scope);
		const { status, json } = await verify(txnId, otp, scope);
		expect(status).toBe(200);
		expect(json).toEqual({
			message: 'OTP verified successfully',
			authResult: 'success',
			users: [
				{
					abhaAddress: 'deepak.pant@sbx',
					fullName: 'Deepak Pant',
					profilePhoto: expect.any(String),
					abhaNumber: '43-4221-5105-6749',
					status: 'ACTIVE',
					kycStatus: 'VERIFIED',
				},
			],
			tokens: { token: jwt, expiresIn: 1800, refreshToken: jwt, refreshExpiresIn: 1_296_000 },
		});
	});

	it('says in a 200 that the OTP was wrong, or has expired', async () => {
		const { txnId, otp } = await receive();
		expect(await verify(txnId, anotherOtp(otp))).toMatchObject({
			status: 200,
			json: { authResult: 'failed', message: 'OTP did not match, please try again', users: [] },
		});
		await desk.wait(600_000);
		expect(await verify(txnId, otp)).toMatchObject({
			status: 200,
			json: { authResult: 'failed', message: 'OTP expired, please try again' },
		});
	});

	it('refuses in arrays', async () => {
		const { txnId, otp } = await receive();
		expect((await verify(txnId, otp, [])).json).toEqual(unknown('Invalid Scope'));
		const byPassword = await verify(txnId, otp, mobileScope, ['password']);
		expect(byPassword.json).toEqual(unknown('Invalid Auth Methods'));
		expect((await verify('1', otp)).json).toEqual(unknown('Invalid Transaction Id'));
		expect((await verify(txnId, '12345')).json).toEqual(unknown('Invalid OTP Value'));
	});

	it('does not know a transaction of the number family, nor that family one of its own', async () => {
		const byNumber = await desk.receiveOtp('abha-number', '43-4221-5105-6749');
		const here = await verify(byNumber.txnId, byNumber.otp);
		expect(here.json).toEqual(unknown('Invalid Transaction Id'));
		const byAddress = await receive('meena.joshi@sbx');
		expect((await desk.verify(byAddress.txnId, byAddress.otp)).json).toMatchObject({
			txnId: 'Invalid Transaction Id',
		});
	});
});

describe('the tokens', () => {
	const profile = `${base}/profile/abha-profile`;

	it('open the profile, with its dates in two ways and its flags in words', async () => {
		const { json } = await read(profile, (await logIn()).token);
		expect(json).toEqual({
			abhaAddress: 'deepak.pant@sbx',
			abhaNumber: '43-4221-5105-6749',
			fullName: 'Deepak Pant',
			firstName: 'Deepak',
			lastName: 'Pant',
			gender: 'M',
			dayOfBirth: '31',
			monthOfBirth: '05',
			yearOfBirth: '1994',
			dateOfBirth: '31-05-1994',
			email: 'deepak.pant@example.invalid',
			mobile: '9000000903',
			profilePhoto: expect.any(String),
			address: '12 Practice Lane, Baner, PUNE, MAHARASHTRA',
			stateName: 'MAHARASHTRA',
			stateCode: '27',
			districtName: 'PUNE',
			districtCode: '490',
			pinCode: '411001',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			status: 'ACTIVE',
			emailVerified: 'false',
			mobileVerified: 'true',
			kycStatus: 'VERIFIED',
			abhaLinkedCount: '1',
		});
	});

	it('mask the mobile of some, and have no number for the one without', async () => {
		const { json } = await read(profile, (await logIn('joseph.dsouza@sbx')).token);
		expect(json).toMatchObject({ mobile: '90000*****', abhaNumber: '', kycStatus: 'PENDING' });
	});

	it.each(['phr-card', 'qr-code'])('open the picture %s', async (path) => {
		const { token } = await logIn();
		const { status, contentType } = await read(`${base}/profile/abha/${path}`, token);
		expect([status, contentType]).toEqual([200, 'image/png']);
	});

	it('are asked for with an empty 401', async () => {
		const { status, text } = await desk.get(profile);
		expect([status, text]).toEqual([401, '']);
	});

	it('are as good as expired in the number family, and the other way round', async () => {
		const expired = { status: 401, json: { code: 'ABDM-1094', message: 'X-token expired' } };
		const { token } = await logIn();
		for (const path of ['', '/abha-card', '/qrCode']) {
			expect(await read(`/v3/profile/account${path}`, token)).toMatchObject(expired);
		}
		const byNumber = await desk.logIn('abha-number', '90-0005-1020-3046');
		expect(await read(profile, byNumber.token)).toMatchObject(expired);
		expect(await read(profile, 'canary')).toMatchObject(expired);
	});

	it('are renewed and ended by the calls that both families share', async () => {
		const { refreshToken } = await logIn();
		const renewal = await desk.get('/v3/profile/account/request/token', {
			'r-token': bearer(refreshToken),
		});
		const { token } = renewal.json as { token: string };
		expect((await read(profile, token)).status).toBe(200);
		expect((await read('/v3/profile/account/request/logout', token)).status).toBe(200);
		expect((await read(profile, token)).status).toBe(401);
	});
});
