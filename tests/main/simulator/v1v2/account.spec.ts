import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { bearer, PracticeDesk } from '../practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

async function logIn(healthid = 'deepak.pant') {
	const { txnId, otp } = await desk.receiveOtp(healthid);
	const { json } = await desk.confirm(txnId, otp);
	return { token: String(json.token), refreshToken: String(json.refreshToken) };
}

const read = (path: string, token: string) =>
	desk.get(`/v1/account/${path}`, { 'x-token': bearer(token) });

const renew = (refreshToken: unknown) =>
	desk.post('/v1/auth/generate/access-token', { refreshToken });

describe('profile', () => {
	it("answers the Swagger's fields, with the mobile unmasked", async () => {
		const { status, json } = await read('profile', (await logIn()).token);
		expect(status).toBe(200);
		expect(json).toEqual({
			healthIdNumber: '43-4221-5105-6749',
			healthId: 'deepak.pant@sbx',
			phrAddress: ['deepak.pant@sbx'],
			name: 'Deepak Pant',
			firstName: 'Deepak',
			lastName: 'Pant',
			mobile: '9000000903',
			dayOfBirth: '31',
			monthOfBirth: '05',
			yearOfBirth: '1994',
			gender: 'M',
			email: 'deepak.pant@example.invalid',
			emailVerified: false,
			profilePhoto: expect.any(String),
			address: '12 Practice Lane, Baner, PUNE, MAHARASHTRA',
			pincode: '411001',
			stateCode: '27',
			stateName: 'MAHARASHTRA',
			districtCode: '490',
			districtName: 'PUNE',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			kycVerified: true,
			verificationStatus: 'VERIFIED',
			verificationType: 'AADHAAR',
			tags: {},
			new: false,
		});
	});

	it('sends strings without padding and empty ones to another', async () => {
		const { json } = await read('profile', (await logIn('meena.joshi')).token);
		expect(json).toMatchObject({ monthOfBirth: '3', dayOfBirth: '6', email: '' });
	});

	it('sends null for what is not known of a third, like the day of birth', async () => {
		const { json } = await read('profile', (await logIn('90-0007-1020-3044')).token);
		expect(json).toMatchObject({
			yearOfBirth: '1948',
			monthOfBirth: null,
			dayOfBirth: null,
			healthId: null,
			phrAddress: [],
		});
	});
});

describe('the card and the QR square', () => {
	it.each([
		['getPngCard', 'image/png', '\x89PNG'],
		['qrCode', 'image/png', '\x89PNG'],
		['getSvgCard', 'image/svg+xml', '<?xml'],
		['getCard', 'application/pdf', '%PDF-'],
	])('%s answers %s', async (path, type, beginning) => {
		const reply = await read(path, (await logIn()).token);
		expect([reply.status, reply.contentType]).toEqual([200, type]);
		expect(reply.bytes.toString('latin1', 0, beginning.length)).toBe(beginning);
	});
});

describe.each(['profile', 'getPngCard', 'getSvgCard', 'getCard', 'qrCode', 'logout'])(
	'the X-Token at %s',
	(path) => {
		it('is asked for, and refused when unknown', async () => {
			for (const reply of [await desk.get(`/v1/account/${path}`), await read(path, 'canary')]) {
				expect([reply.status, reply.code]).toEqual([401, 'HIS-401']);
				expect(reply.json.details).toMatchObject([{ attribute: { key: 'X-Token' } }]);
				expect(reply.text).not.toContain('canary');
			}
		});

		it('is not a refresh token, and is over after half an hour', async () => {
			const { token, refreshToken } = await logIn();
			expect((await read(path, refreshToken)).status).toBe(401);
			await desk.wait(1_800_000);
			expect((await read(path, token)).status).toBe(401);
		});
	},
);

describe('generate/access-token', () => {
	it('gives a new X-Token for the refresh token', async () => {
		const { refreshToken } = await logIn();
		await desk.wait(1_800_000);
		const { status, json } = await renew(refreshToken);
		expect([status, json]).toEqual([200, { accessToken: expect.any(String), expiresIn: 1800 }]);
		expect((await read('profile', String(json.accessToken))).status).toBe(200);
	});

	it('refuses what is no refresh token', async () => {
		const { token } = await logIn();
		expect((await renew(token)).status).toBe(422);
		expect((await renew(undefined)).status).toBe(400);
	});
});

describe('logout', () => {
	it('answers nothing, and ends the token and its refresh token', async () => {
		const { token, refreshToken } = await logIn();
		const { status, text } = await read('logout', token);
		expect([status, text]).toEqual([200, '']);
		expect((await read('profile', token)).status).toBe(401);
		expect((await renew(refreshToken)).status).toBe(422);
	});
});
