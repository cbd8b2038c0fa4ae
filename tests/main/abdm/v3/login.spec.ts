import { afterEach, describe, expect, it } from 'vitest';

import { type Respond, sendJson } from '../../../support/scripted-server.ts';
import type { Answers, ScriptedAbdm } from '../scripted-abdm.ts';
import { aadhaar, inNumberFamily, mobile, number, ofRecord, openV3 } from './open-v3.ts';

const { signal } = new AbortController();
let abdm: ScriptedAbdm;

async function start(answers: Answers): Promise<void> {
	abdm = await openV3(answers);
}

afterEach(async () => {
	await abdm.stop();
});

describe('sending an OTP', () => {
	it.each([
		['ABHA number', 'mobile-otp', ['abha-login', 'mobile-verify'], 'abha-number', number, 'abdm'],
		[
			'ABHA number',
			'aadhaar-otp',
			['abha-login', 'aadhaar-verify'],
			'abha-number',
			number,
			'aadhaar',
		],
		[
			'ABHA address',
			'mobile-otp',
			['abha-address-login', 'mobile-verify'],
			'abha-address',
			'test.person@sbx',
			'abdm',
		],
		[
			'ABHA address',
			'aadhaar-otp',
			['abha-address-login', 'aadhaar-verify'],
			'abha-address',
			'test.person@sbx',
			'aadhaar',
		],
		['mobile', 'mobile-otp', ['abha-login', 'mobile-verify'], 'mobile', '9000000903', 'abdm'],
		[
			'Aadhaar',
			'aadhaar-otp',
			['abha-login', 'aadhaar-verify'],
			'aadhaar',
			'999941057058',
			'aadhaar',
		],
	] as const)(
		'by %s with %s encrypts what it is sent to',
		async (by, method, scope, loginHint, plain, otpSystem) => {
			await start({});
			const target =
				by === 'mobile'
					? mobile
					: by === 'Aadhaar'
						? aadhaar
						: ofRecord(by === 'ABHA number' ? 'number' : 'address');
			const transaction = await abdm.client.sendOtp(target, method, signal);
			const { loginId, ...rest } = abdm.body('request/otp');
			expect(rest).toEqual({ scope, loginHint, otpSystem });
			expect(abdm.decrypt(loginId, 'oaep-sha1')).toBe(plain);
			expect(transaction).toMatchObject({ target, method });
			expect(transaction.id.reveal()).toBe('txn-1');
		},
	);

	it('stays in the address family although the number is known', async () => {
		await start({});
		await abdm.client.sendOtp(ofRecord('address'), 'mobile-otp', signal);
		expect(abdm.requests.at(-1)?.path).toBe('/abha/api/v3/phr/web/login/abha/request/otp');
	});

	it.each([
		['OTP sent to mobile number ending with ******0903', '******0903'],
		['OTP is sent to Mobile number ending with ******9127', '******9127'],
		['OTP sent to mobile number ending with 9876540903', '******0903'],
		['OTP sent to +91 9876540903.', '******0903'],
		['OTP sent to XXXXXX2125', '******2125'],
		['OTP sent, valid for 10 minutes', null],
		[null, null],
	])('reads of "%s" that it went to %s', async (message, sentTo) => {
		await start({ [`${inNumberFamily}/request/otp`]: { txnId: 't', message } });
		expect((await abdm.client.sendOtp(mobile, 'mobile-otp', signal)).sentTo).toBe(sentTo);
	});

	it('again is another request, whose transaction counts', async () => {
		let asked = 0;
		const newTransaction: Respond = (_request, response) => {
			asked += 1;
			sendJson(response, 200, { txnId: `txn-${String(asked)}` });
		};
		await start({ [`${inNumberFamily}/request/otp`]: newTransaction });
		const first = await abdm.client.sendOtp(ofRecord('number'), 'aadhaar-otp', signal);
		const second = await abdm.client.resendOtp(first, signal);
		expect(second.id.reveal()).toBe('txn-2');
		expect(second).toMatchObject({ target: first.target, method: 'aadhaar-otp' });
		const [one, two] = abdm.to('request/otp').map(({ body }) => JSON.parse(body) as object);
		expect({ ...two, loginId: null }).toEqual({ ...one, loginId: null });
		expect(two).not.toHaveProperty('txnId');
	});
});
