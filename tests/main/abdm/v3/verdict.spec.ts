import { afterEach, describe, expect, it } from 'vitest';

import type { OtpTarget, OtpTransaction } from '../../../../main/abdm/client.ts';
import { Secret } from '../../../../main/secret.ts';
import type { Account } from '../../../../preload/contract/visit.ts';
import { type Answers, jpeg, type ScriptedAbdm } from '../scripted-abdm.ts';
import {
	aadhaar,
	inAddressFamily,
	inNumberFamily,
	mobile,
	number,
	ofRecord,
	openV3,
	tokens,
} from './open-v3.ts';

const { signal } = new AbortController();
let abdm: ScriptedAbdm;

async function start(answers: Answers): Promise<void> {
	abdm = await openV3(answers);
}

afterEach(async () => {
	await abdm.stop();
});

const account = {
	ABHANumber: number,
	preferredAbhaAddress: 'test.person@sbx',
	name: 'Test Person',
};

async function verify(
	target: OtpTarget,
	answers: Answers,
	otp = '012345',
): Promise<Awaited<ReturnType<ScriptedAbdm['client']['verifyOtp']>>> {
	await start(answers);
	const transaction: OtpTransaction = {
		id: new Secret('txn-1'),
		sentTo: null,
		target,
		method: target.kind === 'aadhaar' ? 'aadhaar-otp' : 'mobile-otp',
	};
	return abdm.client.verifyOtp(transaction, new Secret(otp), signal);
}

describe('verifying an OTP', () => {
	const success = { txnId: 'txn-2', authResult: 'success', message: 'OTP verified successfully' };
	const verifyNumber = `${inNumberFamily}/verify`;
	const verifyAddress = `${inAddressFamily}/verify`;

	it('sends its leading zero, encrypted, and logs a number in', async () => {
		const outcome = await verify(ofRecord('number'), {
			[verifyNumber]: { ...success, ...tokens, accounts: [account] },
		});
		const { scope, authData } = abdm.body('login/verify') as {
			scope: unknown;
			authData: { authMethods: unknown; otp: Record<string, unknown> };
		};
		expect(scope).toEqual(['abha-login', 'mobile-verify']);
		expect(authData.authMethods).toEqual(['otp']);
		expect(authData.otp.txnId).toBe('txn-1');
		expect(abdm.decrypt(authData.otp.otpValue, 'oaep-sha1')).toBe('012345');
		expect(outcome).toMatchObject({
			kind: 'logged-in',
			session: { expiresInSeconds: 1800, family: 'number' },
			account: { name: 'Test Person', abhaNumber: number, photo: null },
		});
	});

	it('logs an address in with the tokens of its own place', async () => {
		const outcome = await verify(ofRecord('address'), {
			[verifyAddress]: {
				message: 'OTP verified successfully',
				authResult: 'success',
				users: [
					{
						abhaAddress: 'test.person@sbx',
						fullName: 'Test Person',
						abhaNumber: null,
						status: 'ACTIVE',
						profilePhoto: jpeg.toString('base64'),
					},
				],
				tokens,
			},
		});
		if (outcome.kind !== 'logged-in') throw new Error(outcome.kind);
		expect(outcome.session.family).toBe('address');
		expect(outcome.session.token.reveal()).toBe('x-token');
		expect(outcome.session.refreshToken?.reveal()).toBe('r-token');
		expect(outcome.account).toEqual({
			name: 'Test Person',
			abhaNumber: null,
			abhaAddress: 'test.person@sbx',
			status: 'active',
			photo: { contentType: 'image/jpeg', base64: jpeg.toString('base64') },
		});
	});

	it('lets choose where there is no refresh token, even from one account', async () => {
		const outcome = await verify(mobile, {
			[verifyNumber]: { ...success, token: 't-token', expiresIn: 300, accounts: [account] },
		});
		if (outcome.kind !== 'choose') throw new Error(outcome.kind);
		expect(outcome.choice.accounts).toHaveLength(1);
		expect(outcome.choice.transactionId.reveal()).toBe('txn-2');
		expect(outcome.choice.transferToken.reveal()).toBe('t-token');
	});

	it('logs in where there is a refresh token, even with several accounts', async () => {
		const other = { ABHANumber: '91-0000-0000-1024', name: 'Other Person' };
		const outcome = await verify(ofRecord('number'), {
			[verifyNumber]: { ...success, ...tokens, accounts: [other, account] },
		});
		expect(outcome).toMatchObject({ kind: 'logged-in', account: { abhaNumber: number } });
	});

	it('does not guess whose login it was', async () => {
		const others = ['91-0000-0000-1024', '91-0000-0000-1032'].map((ABHANumber) => ({ ABHANumber }));
		const outcome = await verify(aadhaar, {
			[verifyNumber]: { ...success, ...tokens, accounts: others },
		});
		expect(outcome).toMatchObject({ kind: 'logged-in', account: null });
	});

	it.each([
		['OTP did not match, please try again', 'wrong-otp'],
		['OTP expired, please try again', 'otp-expired'],
		['Something else', 'wrong-otp'],
		[null, 'wrong-otp'],
	])('takes HTTP 200 that failed with "%s" for %s', async (message, code) => {
		const failed = { txnId: 't', authResult: 'failed', message, accounts: [] };
		await expect(verify(ofRecord('number'), { [verifyNumber]: failed })).rejects.toMatchObject({
			failure: { code, details: { step: 'verify-otp', httpStatus: 200 } },
		});
		expect(abdm.to('login/verify')).toHaveLength(1);
	});

	it.each([
		['no accounts', { token: 't-token', expiresIn: 300, accounts: [] }],
		['no accounts and no token', { accounts: null }],
		['an enrolment only', { token: 't-token', accounts: [{ name: 'Test Person' }] }],
	])('says abha-not-found of a right OTP with %s', async (_name, rest) => {
		const answers = { [verifyNumber]: { ...success, ...rest } };
		await expect(verify(mobile, answers)).rejects.toMatchObject({
			failure: { code: 'abha-not-found' },
		});
	});

	it.each([
		['nothing', {}],
		['accounts and no token', { ...success, accounts: [account] }],
		['a token of the wrong type', { ...success, token: {}, accounts: [account] }],
	])('does not understand an answer with %s', async (_name, answer) => {
		await expect(verify(mobile, { [verifyNumber]: answer })).rejects.toMatchObject({
			failure: { code: 'abdm-not-understood' },
		});
	});
});

describe('choosing an account', () => {
	it('sends its number and the T-token, and brings the profile token', async () => {
		await start({ [`${inNumberFamily}/verify/user`]: tokens });
		const chosen: Account = {
			name: null,
			abhaNumber: number,
			abhaAddress: null,
			status: 'active',
			photo: null,
		};
		const choice = {
			accounts: [chosen],
			transactionId: new Secret('txn-2'),
			transferToken: new Secret('t-token'),
		};
		const session = await abdm.client.chooseAccount(choice, chosen, signal);
		expect(abdm.body('verify/user')).toEqual({ ABHANumber: number, txnId: 'txn-2' });
		expect(abdm.to('verify/user')[0]?.headers['t-token']).toBe('Bearer t-token');
		expect(session).toMatchObject({ expiresInSeconds: 1800, family: 'number' });
	});
});
