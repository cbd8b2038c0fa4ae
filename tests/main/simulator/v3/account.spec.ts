import { describe, expect, it } from 'vitest';

import { bearer, PracticeDesk } from '../practice-desk.ts';
import { mobileScope, timestamp, V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const seedNumber = '43-4221-5105-6749';
const everyRead = ['', '/abha-card', '/qrCode', '/request/logout'].map(
	(path) => `/v3/profile/account${path}`,
);

async function logIn(abhaNumber = seedNumber, scope = mobileScope) {
	return desk.logIn('abha-number', abhaNumber, scope);
}

function read(path: string, token: string | undefined) {
	return desk.get(path, { 'x-token': token === undefined ? undefined : bearer(token) });
}

async function profileOf(abhaNumber: string): Promise<Record<string, unknown>> {
	const { token } = await logIn(abhaNumber);
	const { json } = await read('/v3/profile/account', token);
	return json as Record<string, unknown>;
}

describe('profile/account', () => {
	it('answers in strings to one, and leaves out what is not there', async () => {
		expect(await profileOf(seedNumber)).toEqual({
			ABHANumber: seedNumber,
			preferredAbhaAddress: 'deepak.pant@sbx',
			mobile: '******0903',
			firstName: 'Deepak',
			lastName: 'Pant',
			name: 'Deepak Pant',
			yearOfBirth: '1994',
			monthOfBirth: '05',
			dayOfBirth: '31',
			gender: 'M',
			email: 'deepak.pant@example.invalid',
			profilePhoto: expect.any(String),
			kycPhoto: expect.any(String),
			status: 'ACTIVE',
			stateCode: '27',
			districtCode: '490',
			stateName: 'MAHARASHTRA',
			districtName: 'PUNE',
			pincode: '411001',
			address: '12 Practice Lane, Baner, PUNE, MAHARASHTRA',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			tags: {},
			kycVerified: true,
			verificationStatus: 'VERIFIED',
			verificationType: 'AADHAAR',
			createdDate: '07-05-2024',
		});
	});

	it('answers in integers and nulls to another', async () => {
		expect(await profileOf('90-0001-1020-3040')).toMatchObject({
			yearOfBirth: 1988,
			monthOfBirth: 11,
			dayOfBirth: 2,
			stateCode: 33,
			email: null,
			townName: null,
			emailVerified: null,
		});
	});

	it('answers in empty strings, and without padding, to a third', async () => {
		expect(await profileOf('90-0005-1020-3046')).toMatchObject({
			monthOfBirth: '3',
			dayOfBirth: '6',
			email: '',
			profilePhoto: '',
		});
	});

	it('knows the year of birth alone of some', async () => {
		expect(await profileOf('90-0007-1020-3044')).toMatchObject({
			yearOfBirth: 1948,
			monthOfBirth: null,
			preferredAbhaAddress: null,
		});
		const leftOut = await profileOf('90-0008-1020-3043');
		expect(leftOut.yearOfBirth).toBe('1951');
		expect(leftOut).not.toHaveProperty('monthOfBirth');
	});
});

describe('the pictures', () => {
	it.each([
		['/v3/profile/account/abha-card', 202],
		['/v3/profile/account/qrCode', 200],
	])('%s answers %i and a PNG of the patient alone', async (path, expected) => {
		const { token } = await logIn();
		const { status, contentType, bytes } = await read(path, token);
		expect([status, contentType]).toEqual([expected, 'image/png']);
		expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
		const { token: other } = await logIn('90-0005-1020-3046');
		expect((await read(path, other)).bytes.equals(bytes)).toBe(false);
		expect((await read(path, token)).bytes.equals(bytes)).toBe(true);
	});
});

describe.each(everyRead)('the X-token at %s', (path) => {
	it.each([undefined, 'canary-token'])('is refused when it is %j', async (token) => {
		const { status, json, text } = await read(path, token);
		expect([status, json]).toEqual([400, { message: 'Invalid X-token', timestamp }]);
		expect(text).not.toContain('canary-token');
	});

	it('is refused when it is a refresh token, a T-token, or of V1/V2', async () => {
		const { refreshToken } = await logIn();
		const { token: tToken } = await desk.logIn('mobile', '9000000558');
		for (const token of [refreshToken, tToken]) expect((await read(path, token)).status).toBe(400);

		const v1v2 = await PracticeDesk.open(desk.simulator, desk.clock);
		const { txnId, otp } = await v1v2.receiveOtp('kavitha.murugan');
		const { json } = await v1v2.confirm(txnId, otp);
		expect((await read(path, String(json.token))).json).toEqual({
			code: 'ABDM-1094',
			message: 'X-token expired',
		});
	});

	it('is refused after half an hour', async () => {
		const { token } = await logIn();
		await desk.wait(1_800_000);
		const { status, json } = await read(path, token);
		expect([status, json]).toEqual([401, { message: 'X-token expired', timestamp }]);
	});
});

describe('request/token', () => {
	const renew = (token: string) =>
		desk.get('/v3/profile/account/request/token', { 'r-token': bearer(token) });

	it('gives new tokens for the refresh token', async () => {
		const { token, refreshToken } = await logIn();
		await desk.wait(1_800_000);
		const { status, json } = await renew(refreshToken);
		expect(status).toBe(200);
		expect(json).toMatchObject({ expiresIn: 1800, refreshExpiresIn: 1_296_000 });
		const renewed = json as { token: string };
		expect((await read('/v3/profile/account', renewed.token)).status).toBe(200);
		expect((await read('/v3/profile/account', token)).status).toBe(401);
	});

	it('refuses an X-token, and a refresh token after fifteen days', async () => {
		const { token, refreshToken } = await logIn();
		const { status, json } = await renew(token);
		expect([status, json]).toMatchObject([400, { message: 'Invalid R-token' }]);
		await desk.wait(1_296_000_000);
		expect((await renew(refreshToken)).status).toBe(401);
	});
});

describe('request/logout', () => {
	it('ends the token and its refresh token, and no one else is logged out', async () => {
		const { token, refreshToken } = await logIn();
		const { token: other } = await logIn('90-0005-1020-3046');
		const { status, json } = await read('/v3/profile/account/request/logout', token);
		expect(status).toBe(200);
		expect(json).toMatchObject({ message: 'You have been logged out' });
		expect((await read('/v3/profile/account', token)).status).toBe(401);
		const renewal = await desk.get('/v3/profile/account/request/token', {
			'r-token': bearer(refreshToken),
		});
		expect(renewal.status).toBe(401);
		expect((await read('/v3/profile/account', other)).status).toBe(200);
	});
});
