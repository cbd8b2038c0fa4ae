import { constants, publicEncrypt } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { anotherOtp, bearer, PracticeDesk } from '../practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

const base = '/v2/registration/mobile/login';
const noSuchTxn = 'a825f76b-0696-40f3-864c-5a3a5b389a83';
const jwt = expect.stringMatching(/^[\w-]{20,}$/);

const generate = (mobile: unknown) => desk.post(`${base}/generateOtp`, { mobile });

async function receive(mobile = '9000000558') {
	const { json } = await generate(mobile);
	return { txnId: String(json.txnId), otp: desk.arrivedOtp() };
}

async function seal(plain: string, padding = constants.RSA_PKCS1_PADDING): Promise<string> {
	const { text: key } = await desk.get('/v1/auth/cert');
	return publicEncrypt({ key, padding }, Buffer.from(plain)).toString('base64');
}

async function verify(txnId: string, otp: string) {
	return desk.post(`${base}/verifyOtp`, { txnId, otp: await seal(otp) });
}

async function logIn(mobile = '9000000558') {
	const { txnId, otp } = await receive(mobile);
	const { json } = await verify(txnId, otp);
	return { txnId, token: String(json.token) };
}

function authorize(token: string | undefined, fields: object) {
	const headers: Record<string, string> = token === undefined ? {} : { 't-token': bearer(token) };
	return desk.post(`${base}/userAuthorizedToken`, fields, headers);
}

describe('generateOtp', () => {
	it('sends an OTP to the mobile, which it repeats masked', async () => {
		const { status, json } = await generate('9000000558');
		expect(status).toBe(200);
		expect(json).toEqual({ txnId: expect.any(String), mobileNumber: 'XXXXXX0558' });
		desk.arrivedOtp();
		expect(desk.messages).toMatchObject([{ to: '******0558' }]);
	});

	it.each(['', '900000055', '+919000000558', 9000000558, undefined])(
		'refuses %j with HIS-1011',
		async (mobile) => {
			const { status, code } = await generate(mobile);
			expect([status, code]).toEqual([400, 'HIS-1011']);
		},
	);

	it.each(['9000000001', '9000000770'])('refuses %s, which has no ABHA number', async (mobile) => {
		const { status, code } = await generate(mobile);
		expect([status, code]).toEqual([422, 'HIS-1008']);
		expect(desk.clock.waiting).toBe(0);
	});

	it('has limits of its own for the mobile, and those of whoever is on it', async () => {
		await generate('9000000558');
		expect((await desk.init('meena.joshi')).status).toBe(200);
		expect((await generate('9000000558')).code).toBe('HIS-1023');
		expect((await generate('9000000137')).code).toBe('HIS-2017');
	});
});

describe('verifyOtp', () => {
	it('answers a token and the accounts of a shared phone in a list', async () => {
		const { txnId, otp } = await receive();
		const { status, json } = await verify(txnId, otp);
		expect(status).toBe(200);
		expect(json).toMatchObject({
			txnId,
			token: jwt,
			mobileLinkedHid: [
				{
					healthIdNumber: '90-0005-1020-3046',
					healthId: 'meena.joshi',
					name: 'Meena Joshi',
					phrAddress: 'meena.joshi@sbx',
				},
				{ name: 'Rohan Joshi' },
				{ name: 'Kiran Joshi' },
			],
		});
	});

	it('answers the one account of a phone as an object', async () => {
		const { txnId, otp } = await receive('9000000114');
		const { json } = await verify(txnId, otp);
		expect(json.mobileLinkedHid).toMatchObject({ healthIdNumber: '90-0001-1020-3040' });
	});

	it('refuses an OTP that is plain, or in the padding of V3, with HIS-1047', async () => {
		const { txnId, otp } = await receive();
		const oaep = await seal(otp, constants.RSA_PKCS1_OAEP_PADDING);
		for (const sent of [otp, oaep, `${'A'.repeat(342)}==`]) {
			const { status, code } = await desk.post(`${base}/verifyOtp`, { txnId, otp: sent });
			expect([status, code]).toEqual([422, 'HIS-1047']);
		}
		expect((await verify(txnId, otp)).status).toBe(200);
	});

	it.each([
		['12345', 'HIS-2022'],
		['1234567', 'HIS-2022'],
	])('refuses the OTP %s with %s', async (otp, code) => {
		expect((await verify(noSuchTxn, otp)).code).toBe(code);
	});

	it('refuses wrong, expired and unknown as the login by ABHA does', async () => {
		const { txnId, otp } = await receive();
		expect((await verify(txnId, anotherOtp(otp))).code).toBe('HIS-1013');
		expect((await verify('1', otp)).code).toBe('HIS-1012');
		expect((await verify(noSuchTxn, otp)).code).toBe('HIS-1026');
		await desk.wait(600_000);
		expect((await verify(txnId, otp)).code).toBe('HIS-1056');
	});

	it('does not know a login by ABHA, nor does that know one by mobile', async () => {
		const byAbha = await desk.receiveOtp('deepak.pant');
		expect((await verify(byAbha.txnId, byAbha.otp)).code).toBe('HIS-1026');
		const byMobile = await receive();
		expect((await desk.confirm(byMobile.txnId, byMobile.otp)).code).toBe('HIS-1026');
	});
});

describe('resendOtp', () => {
	it('sends a new OTP, and the old one no longer counts', async () => {
		const { txnId, otp } = await receive();
		await desk.wait(30_000);
		const { status, text } = await desk.post(`${base}/resendOtp`, { txnId });
		expect([status, text]).toEqual([200, 'true']);
		const newest = desk.arrivedOtp();
		// Once in a million the two are the same.
		if (newest !== otp) expect((await verify(txnId, otp)).code).toBe('HIS-1013');
		expect((await verify(txnId, newest)).status).toBe(200);
	});
});

describe('userAuthorizedToken', () => {
	it('logs in as the account that was chosen, by number or by address', async () => {
		for (const healthId of ['90-0006-1020-3045', 'rohan.joshi']) {
			const { txnId, token } = await logIn();
			const { status, json } = await authorize(token, { healthId, txnId });
			expect(status).toBe(200);
			expect(json).toMatchObject({ token: jwt, refreshToken: jwt, name: 'Rohan Joshi' });
			const profile = await desk.get('/v1/account/profile', { 'x-token': bearer(json.token) });
			expect(profile.json).toMatchObject({ healthIdNumber: '90-0006-1020-3045' });
			await desk.wait(60_000);
		}
	});

	it.each([
		['43-4221-5105-6749', 'HIS-1008'],
		['90-0011-1020-3048', 'HIS-1007'],
	])('refuses %s with %s', async (healthId, code) => {
		const { txnId, token } = await logIn();
		const reply = await authorize(token, { healthId, txnId });
		expect([reply.status, reply.code]).toEqual([422, code]);
	});

	it("refuses another login's transaction", async () => {
		const { token } = await logIn();
		const fields = { healthId: '90-0006-1020-3045', txnId: noSuchTxn };
		expect((await authorize(token, fields)).code).toBe('HIS-1026');
	});

	it('refuses no token, an X-Token, and a T-Token after five minutes', async () => {
		const { txnId, token } = await logIn();
		const fields = { healthId: '90-0006-1020-3045', txnId };
		const { json } = await authorize(token, fields);
		await desk.wait(300_000);
		for (const refused of [undefined, String(json.token), token]) {
			const reply = await authorize(refused, fields);
			expect([reply.status, reply.code]).toEqual([401, 'HIS-401']);
		}
	});
});
