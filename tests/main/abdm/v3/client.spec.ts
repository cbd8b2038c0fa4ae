import { afterEach, describe, expect, it } from 'vitest';

import type { ProfileSession } from '../../../../main/abdm/client.ts';
import { Secret } from '../../../../main/secret.ts';
import { type Respond, sendJson } from '../../../support/scripted-server.ts';
import { type Answers, png, refuse, type ScriptedAbdm, sendBytes } from '../scripted-abdm.ts';
import {
	byAddress,
	byNumber,
	inAddressFamily,
	inNumberFamily,
	mobile,
	number,
	openV3,
} from './open-v3.ts';

const { signal } = new AbortController();
let abdm: ScriptedAbdm;

async function start(answers: Answers, keyName?: () => string): Promise<void> {
	abdm = await openV3(answers, keyName);
}

afterEach(async () => {
	await abdm.stop();
});

function sessionOf(family: ProfileSession['family']): ProfileSession {
	return {
		token: new Secret('x-token'),
		expiresInSeconds: 1800,
		refreshToken: new Secret('r-token'),
		family,
	};
}

describe('the search', () => {
	it('looks a number up in the number family, as it is printed', async () => {
		await start({});
		expect(await abdm.client.find(byNumber, signal)).toEqual({
			name: null,
			abhaNumber: number,
			abhaAddress: 'test.person@sbx',
			status: 'active',
			methods: ['mobile-otp', 'aadhaar-otp'],
			otherMethods: ['password'],
			family: 'number',
		});
		expect(abdm.body('login/search')).toEqual({ ABHANumber: number });
	});

	it.each([
		['test.person', 'test.person@sbx'],
		['test.person@abdm', 'test.person@abdm'],
	])('looks the address %s up as %s', async (value, abhaAddress) => {
		await start({});
		const record = await abdm.client.find({ kind: 'abha-address', value }, signal);
		expect(record).toMatchObject({ family: 'address', name: 'Test Person', abhaNumber: number });
		expect(abdm.body('login/abha/search')).toEqual({ abhaAddress });
	});

	it('does not offer what ABDM has blocked', async () => {
		await start({
			[`${inNumberFamily}/search`]: {
				ABHANumber: number,
				authMethods: ['MOBILE_OTP', 'AADHAAR_OTP', 'PASSWORD', 'AADHAAR_FACE'],
				blockedAuthMethods: ['MOBILE_OTP', 'PASSWORD'],
			},
		});
		expect(await abdm.client.find(byNumber, signal)).toMatchObject({
			methods: ['aadhaar-otp'],
			otherMethods: ['unknown'],
			status: 'unknown',
		});
	});

	it('keeps the number that was asked for when the answer masks it', async () => {
		await start({ [`${inNumberFamily}/search`]: { ABHANumber: 'xx-xxxx-xxxx-1016' } });
		expect((await abdm.client.find(byNumber, signal)).abhaNumber).toBe(number);
	});

	it('does not take an answer that names nobody for a patient', async () => {
		await start({ [`${inAddressFamily}/search`]: { status: 'ACTIVE', abhaAddress: 'null' } });
		await expect(abdm.client.find(byAddress, signal)).rejects.toMatchObject({
			failure: { code: 'abdm-not-understood' },
		});
	});

	it('says that nobody is there as a result', async () => {
		await start({
			[`${inAddressFamily}/search`]: refuse(400, {
				code: 'ABDM-1211',
				message: 'User not found.',
			}),
		});
		await expect(abdm.client.find(byAddress, signal)).rejects.toMatchObject({
			failure: { code: 'abha-not-found' },
		});
	});
});

describe('what the token is for', () => {
	const account = 'GET /abha/api/v3/profile/account';
	const phr = 'GET /abha/api/v3/phr/web/login/profile';

	it.each([
		['number', account, `${account}/abha-card`],
		['address', `${phr}/abha-profile`, `${phr}/abha/phr-card`],
	] as const)('is read in the %s family, 202 and all', async (family, profile, card) => {
		await start({
			[profile]: { ABHANumber: number, name: 'Test Person' },
			[card]: sendBytes(202, 'image/png', png),
		});
		expect(await abdm.client.profile(sessionOf(family), signal)).toMatchObject({
			abhaNumber: number,
		});
		expect(await abdm.client.card(sessionOf(family), signal)).toEqual({
			contentType: 'image/png',
			bytes: new Uint8Array(png),
		});
		for (const { headers } of abdm.requests.slice(-2)) {
			expect(headers['x-token']).toBe('Bearer x-token');
		}
	});

	it('is not a page that calls itself a card', async () => {
		await start({ [`${account}/abha-card`]: sendBytes(200, 'image/png', Buffer.from('<html>')) });
		await expect(abdm.client.card(sessionOf('number'), signal)).rejects.toMatchObject({
			failure: { code: 'abdm-not-understood', details: { step: 'card' } },
		});
	});

	it('is renewed with the R-token, and keeps it when ABDM sends no other', async () => {
		await start({ [`${account}/request/token`]: { token: 'x-token-2', expiresIn: '1800' } });
		const renewed = await abdm.client.refresh(sessionOf('address'), signal);
		expect(abdm.to('request/token')[0]?.headers['r-token']).toBe('Bearer r-token');
		expect(renewed).toMatchObject({ expiresInSeconds: 1800, family: 'address' });
		expect(renewed.token.reveal()).toBe('x-token-2');
		expect(renewed.refreshToken?.reveal()).toBe('r-token');
	});

	it('is at its end when there is nothing to renew it with', async () => {
		await start({});
		const session = { ...sessionOf('number'), refreshToken: null };
		await expect(abdm.client.refresh(session, signal)).rejects.toMatchObject({
			failure: { code: 'token-expired' },
		});
		expect(abdm.requests).toHaveLength(0);
	});

	it('is given back at the end of the visit', async () => {
		await start({ [`${account}/request/logout`]: { message: 'You have been logged out' } });
		await abdm.client.logOut(sessionOf('number'), signal);
		expect(abdm.to('request/logout')[0]?.headers['x-token']).toBe('Bearer x-token');
	});
});

describe('a key that ABDM has changed', () => {
	it('costs one refused press and one fetch, and no OTP twice', async () => {
		let key = 'old';
		const decryptOrRefuse: Respond = (request, response) => {
			const { loginId } = JSON.parse(request.body) as { loginId: string };
			try {
				abdm.decrypt(loginId, 'oaep-sha1');
				sendJson(response, 200, { txnId: 'txn-1' });
			} catch {
				sendJson(response, 400, { loginId: 'Invalid LoginId', timestamp: '2024-05-10 11:15:14' });
			}
		};
		await start({ [`${inNumberFamily}/request/otp`]: decryptOrRefuse }, () => key);
		await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		key = 'new';
		await expect(abdm.client.sendOtp(mobile, 'mobile-otp', signal)).rejects.toThrow();
		expect(abdm.to('request/otp')).toHaveLength(2);
		await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		expect(abdm.to('public/certificate')).toHaveLength(2);
		expect(abdm.to('request/otp')).toHaveLength(3);
	});

	it('is not suspected when the OTP was simply wrong', async () => {
		const failed = { authResult: 'failed', message: 'OTP did not match', accounts: [] };
		await start({ [`${inNumberFamily}/verify`]: failed });
		const transaction = await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		const verify = () => abdm.client.verifyOtp(transaction, new Secret('000000'), signal);
		await expect(verify()).rejects.toThrow('wrong-otp');
		await expect(verify()).rejects.toThrow('wrong-otp');
		expect(abdm.to('public/certificate')).toHaveLength(1);
	});
});
