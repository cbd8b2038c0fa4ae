import { describe, expect, it } from 'vitest';

import { PracticeDesk } from '../practice-desk.ts';
import { aadhaarScope, mobileScope, timestamp, V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const path = '/v3/profile/login/request/otp';
const seedNumber = '43-4221-5105-6749';
const notFound = { error: { code: 'ABDM-1114', message: 'User not found.' } };

function body(changed: object = {}): object {
	return {
		scope: mobileScope,
		loginHint: 'abha-number',
		loginId: desk.seal(seedNumber),
		otpSystem: 'abdm',
		...changed,
	};
}

describe('profile/login/search', () => {
	const search = (ABHANumber: unknown) => desk.post('/v3/profile/login/search', { ABHANumber });

	it('answers what can be done with the ABHA, but no name', async () => {
		const { status, json } = await search(seedNumber);
		expect(status).toBe(200);
		expect(json).toEqual({
			ABHANumber: seedNumber,
			preferredAbhaAddress: 'deepak.pant@sbx',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			blockedAuthMethods: [],
			status: 'ACTIVE',
			mobile: '******0903',
			verificationStatus: 'VERIFIED',
			verificationType: 'AADHAAR',
			tags: {},
			isDocumentAccount: false,
		});
	});

	it('lists the methods that are blocked among the others and on their own', async () => {
		expect((await search('90-0012-1020-3047')).json).toMatchObject({
			authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'],
			blockedAuthMethods: ['MOBILE_OTP'],
		});
	});

	it('still finds an ABHA that is deactivated', async () => {
		expect((await search('90-0002-1020-3049')).json).toMatchObject({ status: 'DEACTIVATED' });
	});

	it.each([undefined, '', '43422151056749', 'deepak.pant@sbx', 43422151056749])(
		'refuses %j',
		async (ABHANumber) => {
			const { status, json } = await search(ABHANumber);
			expect(status).toBe(400);
			expect(json).toEqual({ ABHANumber: 'Invalid ABHA Number', timestamp });
		},
	);

	it('knows no ABHA that is not there', async () => {
		const { status, json } = await search('91-0000-0000-1016');
		expect([status, json]).toEqual([404, notFound]);
	});
});

describe('request/otp', () => {
	it.each([
		['abha-number', seedNumber, mobileScope, 'mobile number'],
		['abha-number', seedNumber, aadhaarScope, 'Aadhaar registered mobile number'],
		['mobile', '9000000903', mobileScope, 'mobile number'],
		['mobile', '+919000000903', mobileScope, 'mobile number'],
		['mobile', '09000000903', mobileScope, 'mobile number'],
		['aadhaar', '999900000016', aadhaarScope, 'Aadhaar registered mobile number'],
	])('sends an OTP to the %s %s by %j', async (loginHint, plain, scope, to) => {
		const reply = await desk.requestOtp(loginHint, plain, scope);
		expect(reply.status).toBe(200);
		expect(reply.json).toEqual({
			txnId: expect.stringMatching(/^[0-9a-f-]{36}$/),
			message: `OTP sent to ${to} ending with ******0903`,
		});
		const { otp } = desk.arrived(reply);
		expect(reply.text).not.toContain(otp);
	});

	it.each([
		['scope', undefined, 'Invalid Scope'],
		['scope', 'abha-login', 'Invalid Scope'],
		['scope', ['abha-login'], 'Invalid Scope'],
		['scope', ['abha-login', 'password-verify'], 'Invalid Scope'],
		['scope', [...mobileScope, 'aadhaar-verify'], 'Invalid Scope'],
		['loginHint', undefined, 'Invalid Login Hint'],
		['loginHint', '', 'Invalid Login Hint'],
		['loginHint', 'abha-address', 'Invalid Login Hint'],
		['loginHint', 'aadhaar', 'Invalid Login Hint'],
		['otpSystem', 'aadhaar', 'Invalid OTP System'],
		['loginId', undefined, 'Invalid LoginId'],
		['loginId', seedNumber, 'Invalid LoginId'],
		['loginId', 'A'.repeat(342) + '==', 'Invalid LoginId'],
	])('refuses the %s %j', async (field, value, message) => {
		const { status, json } = await desk.post(path, body({ [field]: value }));
		expect(status).toBe(400);
		expect(json).toEqual({ [field]: message, timestamp });
		expect(desk.clock.waiting).toBe(0);
	});

	it('takes the words of a scope in any order', async () => {
		const { status } = await desk.post(path, body({ scope: [...mobileScope].reverse() }));
		expect(status).toBe(200);
	});

	it.each([
		['abha-number', '43422151056749', mobileScope, 'LoginId is invalid'],
		['abha-number', 'deepak.pant', mobileScope, 'LoginId is invalid'],
		['mobile', '900000090', mobileScope, 'Invalid LoginId'],
		['aadhaar', '999900000017', aadhaarScope, 'Invalid LoginId'],
		['aadhaar', '199900000016', aadhaarScope, 'Invalid LoginId'],
		['aadhaar', '9999 0000 0016', aadhaarScope, 'Invalid LoginId'],
	])('refuses the %s %s even when well encrypted', async (loginHint, plain, scope, message) => {
		const { status, json, text } = await desk.requestOtp(loginHint, plain, scope);
		expect(status).toBe(400);
		expect(json).toEqual({ loginId: message, timestamp });
		expect(text).not.toContain(plain);
	});

	it.each([
		['abha-number', '91-0000-0000-1016', mobileScope],
		['mobile', '9000000001', mobileScope],
		['mobile', '9000000770', mobileScope],
		['aadhaar', '999900000156', aadhaarScope],
		['aadhaar', '999900000071', aadhaarScope],
	])('knows no ABHA of the %s %s', async (loginHint, plain, scope) => {
		const { status, json } = await desk.requestOtp(loginHint, plain, scope);
		expect([status, json]).toEqual([404, notFound]);
		expect(desk.clock.waiting).toBe(0);
	});

	it.each([
		['90-0002-1020-3049', mobileScope, 'ABDM-1134'],
		['90-0003-1020-3048', mobileScope, 'ABDM-1134'],
		['90-0004-1020-3047', mobileScope, 'ABDM-1119'],
		['90-0006-1020-3045', aadhaarScope, 'ABDM-1119'],
		['90-0012-1020-3047', mobileScope, 'ABDM-1119'],
		['90-0010-1020-3049', mobileScope, 'ABDM-1100'],
	])('refuses %s by %j with %s as %s', async (abhaNumber, scope, code) => {
		const { json } = await desk.requestOtp('abha-number', abhaNumber, scope);
		expect(json).toMatchObject({ error: { code } });
		expect(desk.clock.waiting).toBe(0);
	});

	it('has no enrolment numbers to retrieve', async () => {
		const scope = [...mobileScope, 'retrieval'];
		const { status, json } = await desk.requestOtp('mobile', '9000000903', scope);
		expect([status, json]).toMatchObject([404, { error: { code: 'ABDM-1115' } }]);
	});
});

describe('the limits on sending', () => {
	const codeOf = (json: unknown) => (json as { error?: { code: string } }).error?.code;

	it('are those of V1/V2, counted together with it', async () => {
		const v1v2 = await PracticeDesk.open(desk.simulator, desk.clock);
		expect((await v1v2.init('deepak.pant')).status).toBe(200);
		const tooSoon = await desk.requestOtp('abha-number', seedNumber);
		expect(tooSoon.status).toBe(422);
		expect(codeOf(tooSoon.json)).toBe('ABDM-1100');
		expect(tooSoon.text).toContain('30 seconds');
		await desk.wait(30_000);
		expect((await desk.requestOtp('abha-number', seedNumber)).status).toBe(200);
		expect((await v1v2.init('deepak.pant')).code).toBe('HIS-1023');
	});

	it('refuse the sixth OTP in half an hour', async () => {
		for (let sent = 0; sent < 5; sent += 1) {
			expect((await desk.requestOtp('mobile', '9000000558')).status).toBe(200);
			await desk.wait(60_000);
		}
		const { json, text } = await desk.requestOtp('mobile', '9000000558');
		expect(codeOf(json)).toBe('ABDM-1100');
		expect(text).toContain('30 minutes');
	});
});
