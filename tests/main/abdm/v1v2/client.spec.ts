import { afterEach, describe, expect, it } from 'vitest';

import type {
	LoginOutcome,
	OtpTarget,
	OtpTransaction,
	ProfileSession,
} from '../../../../main/abdm/client.ts';
import { Secret } from '../../../../main/secret.ts';
import type { Account, OtpMethod } from '../../../../preload/contract/visit.ts';
import { type Respond, sendJson } from '../../../support/scripted-server.ts';
import { type Answers, facility, png, refuse, ScriptedAbdm, sendBytes } from '../scripted-abdm.ts';

const number = '43-4221-5105-6749';
const { signal } = new AbortController();

const search = 'POST /api/v1/search/searchByHealthId';
const init = 'POST /api/v2/auth/init';
const byMobile = 'POST /api/v2/registration/mobile/login';

const found = {
	healthId: 'test.person@sbx',
	healthIdNumber: number,
	name: 'Test Person',
	status: 'ACTIVE',
	authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
	tags: null,
};

let abdm: ScriptedAbdm;

async function start(answers: Answers, keyName?: () => string): Promise<void> {
	abdm = await ScriptedAbdm.start('v1v2', { [search]: found, ...answers }, keyName);
}

afterEach(async () => {
	await abdm.stop();
});

const byNumber = { kind: 'abha-number', value: number } as const;
const mobile: OtpTarget = { kind: 'mobile', number: new Secret('9000000903') };
const ofRecord: OtpTarget = {
	kind: 'record',
	record: {
		name: 'Test Person',
		abhaNumber: number,
		abhaAddress: 'test.person@sbx',
		status: 'active',
		methods: ['mobile-otp', 'aadhaar-otp'],
		otherMethods: [],
		family: 'number',
	},
};

function transactionOf(target: OtpTarget, method: OtpMethod = 'mobile-otp'): OtpTransaction {
	return { id: new Secret('txn-1'), sentTo: '******0903', target, method };
}

const session: ProfileSession = {
	token: new Secret('x-token'),
	expiresInSeconds: 1800,
	refreshToken: new Secret('r-token'),
	family: 'number',
};

async function verify(transaction: OtpTransaction): Promise<LoginOutcome> {
	return abdm.client.verifyOtp(transaction, new Secret('012345'), signal);
}

describe('the search', () => {
	it('offers mobile OTP before Aadhaar OTP, and names the rest', async () => {
		await start({});
		expect(await abdm.client.find(byNumber, signal)).toEqual({
			name: 'Test Person',
			abhaNumber: number,
			abhaAddress: 'test.person@sbx',
			status: 'active',
			methods: ['mobile-otp', 'aadhaar-otp'],
			otherMethods: ['biometric', 'demographics', 'password'],
			family: 'number',
		});
	});

	it('does not offer what ABDM has blocked', async () => {
		await start({ [search]: { ...found, blockedAuthMethods: ['MOBILE_OTP', 'PASSWORD'] } });
		expect(await abdm.client.find(byNumber, signal)).toMatchObject({
			methods: ['aadhaar-otp'],
			otherMethods: ['biometric', 'demographics'],
		});
	});

	it('asks for the certificate beside it, and for nothing else', async () => {
		await start({});
		await abdm.client.find(byNumber, signal);
		await expect
			.poll(() => abdm.requests.map(({ path }) => path).sort())
			.toEqual(['/api/v1/auth/cert', '/api/v1/search/searchByHealthId', '/gateway/v0.5/sessions']);
		for (const { headers } of abdm.requests.slice(1)) {
			expect(headers['x-hip-id']).toBe(facility.hipId);
		}
	});
});

describe('sending an OTP', () => {
	it.each([
		['mobile-otp', 'MOBILE_OTP'],
		['aadhaar-otp', 'AADHAAR_OTP'],
	] as const)('asks for %s in the words of the seed', async (method, authMethod) => {
		await start({ [init]: { txnId: 'txn-1', mobileNumber: 'XXXXXX2125' } });
		const transaction = await abdm.client.sendOtp(ofRecord, method, signal);
		expect(abdm.body('auth/init')).toEqual({ authMethod, healthid: number });
		expect(transaction).toMatchObject({ sentTo: '******2125', target: ofRecord, method });
	});

	it('to a mobile sends the number in plain, as NHA documents it', async () => {
		await start({ [`${byMobile}/generateOtp`]: { txnId: 'txn-1' } });
		const transaction = await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		expect(abdm.body('generateOtp')).toEqual({ mobile: '9000000903' });
		expect(transaction).toMatchObject({ sentTo: null, target: mobile, method: 'mobile-otp' });
	});

	it('to an Aadhaar number is not possible, and asks nobody', async () => {
		await start({});
		const aadhaar: OtpTarget = { kind: 'aadhaar', number: new Secret('999941057058') };
		await expect(abdm.client.sendOtp(aadhaar, 'aadhaar-otp', signal)).rejects.toMatchObject({
			failure: { code: 'method-not-available' },
		});
		expect(abdm.requests).toHaveLength(0);
	});

	it.each([
		['a record', transactionOf(ofRecord, 'aadhaar-otp'), '/api/v1/auth/resendAuthOTP'],
		['a mobile', transactionOf(mobile), '/api/v2/registration/mobile/login/resendOtp'],
	])('again for %s keeps the transaction', async (_name, transaction, path) => {
		await start({ [`POST ${path}`]: true });
		expect(await abdm.client.resendOtp(transaction, signal)).toBe(transaction);
		expect(abdm.body(path)).toEqual(
			transaction.target.kind === 'mobile'
				? { txnId: 'txn-1' }
				: { authMethod: 'AADHAAR_OTP', txnId: 'txn-1' },
		);
	});

	it.each([
		['false', false, 'abdm-refused'],
		['a page', sendBytes(200, 'text/html', Buffer.from('<html>')), 'abdm-not-understood'],
		['nothing', sendBytes(200, 'text/plain', Buffer.alloc(0)), 'abdm-not-understood'],
	])('again does not take %s for yes', async (_name, answer, code) => {
		await start({ 'POST /api/v1/auth/resendAuthOTP': answer });
		await expect(abdm.client.resendOtp(transactionOf(ofRecord), signal)).rejects.toMatchObject({
			failure: { code, details: { step: 'resend-otp' } },
		});
		expect(abdm.to('resendAuthOTP')).toHaveLength(1);
	});
});

describe('verifying an OTP', () => {
	it.each([
		['mobile-otp', '/v1/auth/confirmWithMobileOTP'],
		['aadhaar-otp', '/v1/auth/confirmWithAadhaarOtp'],
	] as const)('by %s sends it in plain with its leading zero', async (method, path) => {
		await start({ [`POST /api${path}`]: { token: 'x-token', expiresIn: 1800 } });
		const outcome = await verify(transactionOf(ofRecord, method));
		expect(abdm.body(path)).toEqual({ otp: '012345', txnId: 'txn-1' });
		expect(outcome).toMatchObject({
			kind: 'logged-in',
			session: { expiresInSeconds: 1800, refreshToken: null, family: 'number' },
			account: null,
		});
	});

	it('keeps the refresh token when there is one', async () => {
		await start({
			'POST /api/v1/auth/confirmWithMobileOTP': { token: 'x-token', refreshToken: 'r-token' },
		});
		const outcome = await verify(transactionOf(ofRecord));
		if (outcome.kind !== 'logged-in') throw new Error(outcome.kind);
		expect(outcome.session.refreshToken?.reveal()).toBe('r-token');
		expect(outcome.session.expiresInSeconds).toBeNull();
	});

	const linked = {
		healthIdNumber: number,
		healthId: 'test.person',
		name: 'Test Person',
		phrAddress: 'test.person@sbx',
		profilePhoto: png.toString('base64'),
	};

	it.each([
		['a list', { txnId: 'txn-2', mobileLinkedHid: [linked, { healthIdNumber: null }] }, 'txn-2'],
		['one object', { txnid: 'txn-3', mobileLinkedHid: linked }, 'txn-3'],
		['one object without a transaction', { mobileLinkedHid: linked }, 'txn-1'],
	])('of a mobile sends it encrypted, and reads %s of accounts', async (_name, answer, txnId) => {
		await start({ [`${byMobile}/verifyOtp`]: { token: 't-token', ...answer } });
		const outcome = await verify(transactionOf(mobile));
		const sent = abdm.body('verifyOtp');
		expect(sent.txnId).toBe('txn-1');
		expect(abdm.decrypt(sent.otp, 'pkcs1')).toBe('012345');
		if (outcome.kind !== 'choose') throw new Error(outcome.kind);
		expect(outcome.choice.transactionId.reveal()).toBe(txnId);
		expect(outcome.choice.transferToken.reveal()).toBe('t-token');
		expect(outcome.choice.accounts).toEqual([
			{
				name: 'Test Person',
				abhaNumber: number,
				abhaAddress: 'test.person@sbx',
				status: 'unknown',
				photo: { contentType: 'image/png', base64: png.toString('base64') },
			},
		]);
	});

	it('of a mobile without an ABHA says so', async () => {
		await start({ [`${byMobile}/verifyOtp`]: { token: 't-token', mobileLinkedHid: [] } });
		await expect(verify(transactionOf(mobile))).rejects.toMatchObject({
			failure: { code: 'abha-not-found' },
		});
	});

	it('fetches a new key for the next press, and does not repeat the one that was refused', async () => {
		let key = 'old';
		const decryptOrRefuse: Respond = (request, response) => {
			const { otp } = JSON.parse(request.body) as { otp: string };
			let plain = '';
			try {
				plain = abdm.decrypt(otp, 'pkcs1');
			} catch {
				// Not the key that it was encrypted with.
			}
			if (plain === '012345') {
				sendJson(response, 200, { token: 't-token', mobileLinkedHid: linked });
			} else {
				sendJson(response, 422, {
					code: 'HIS-422',
					details: [{ code: 'HIS-1047', message: 'Input must be encrypted' }],
				});
			}
		};
		await start({ [`${byMobile}/verifyOtp`]: decryptOrRefuse }, () => key);
		await verify(transactionOf(mobile));
		key = 'new';
		await expect(verify(transactionOf(mobile))).rejects.toThrow();
		await expect(verify(transactionOf(mobile))).resolves.toMatchObject({ kind: 'choose' });
		expect(abdm.to('verifyOtp')).toHaveLength(3);
		expect(abdm.to('auth/cert')).toHaveLength(2);
	});
});

describe('choosing an account', () => {
	it.each([
		[number, number],
		[null, 'test.person@sbx'],
	])('with the number %s sends %s and the T-Token', async (abhaNumber, healthId) => {
		await start({ [`${byMobile}/userAuthorizedToken`]: { token: 'x-token', new: false } });
		const account: Account = {
			name: null,
			abhaNumber,
			abhaAddress: 'test.person@sbx',
			status: 'unknown',
			photo: null,
		};
		const choice = {
			accounts: [account],
			transactionId: new Secret('txn-2'),
			transferToken: new Secret('t-token'),
		};
		const chosen = await abdm.client.chooseAccount(choice, account, signal);
		expect(abdm.body('userAuthorizedToken')).toEqual({ healthId, txnId: 'txn-2' });
		expect(abdm.to('userAuthorizedToken')[0]?.headers['t-token']).toBe('Bearer t-token');
		expect(chosen.token.reveal()).toBe('x-token');
	});
});

describe('what the token is for', () => {
	it('is read with X-Token', async () => {
		await start({
			'GET /api/v1/account/profile': { healthIdNumber: number, name: 'Test Person' },
			'GET /api/v1/account/getPngCard': sendBytes(200, 'image/png', png),
		});
		expect(await abdm.client.profile(session, signal)).toMatchObject({ abhaNumber: number });
		expect((await abdm.client.card(session, signal)).contentType).toBe('image/png');
		for (const { headers } of abdm.requests.slice(-2)) {
			expect(headers['x-token']).toBe('Bearer x-token');
		}
	});

	it('is renewed with the refresh token, which stays', async () => {
		const path = '/api/v1/auth/generate/access-token';
		await start({ [`POST ${path}`]: { accessToken: 'x-token-2', expiresIn: 1800 } });
		const renewed = await abdm.client.refresh(session, signal);
		expect(abdm.body(path)).toEqual({ refreshToken: 'r-token' });
		expect(renewed.token.reveal()).toBe('x-token-2');
		expect(renewed).toMatchObject({ expiresInSeconds: 1800, family: 'number' });
		expect(renewed.refreshToken?.reveal()).toBe('r-token');
	});

	it('is at its end when ABDM renews it no more, or never said how', async () => {
		await start({
			'POST /api/v1/auth/generate/access-token': refuse(422, {
				code: 'HIS-422',
				message: 'Could not create Access Token.',
			}),
		});
		await expect(abdm.client.refresh(session, signal)).rejects.toMatchObject({
			failure: { code: 'token-expired' },
		});
		const withoutRefresh = { ...session, refreshToken: null };
		await expect(abdm.client.refresh(withoutRefresh, signal)).rejects.toMatchObject({
			failure: { code: 'token-expired' },
		});
		expect(abdm.to('access-token')).toHaveLength(1);
	});

	it('is given back at the end of the visit, whose answer is empty', async () => {
		await start({ 'GET /api/v1/account/logout': sendBytes(200, '', Buffer.alloc(0)) });
		await expect(abdm.client.logOut(session, signal)).resolves.toBeUndefined();
	});
});
