import { createPublicKey } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { PracticeDesk } from '../practice-desk.ts';
import { V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const certificate = '/v3/profile/public/certificate';
const search = '/v3/profile/login/search';
const everyRoute = [
	['GET', certificate],
	['POST', search],
	['POST', '/v3/profile/login/request/otp'],
	['POST', '/v3/profile/login/verify'],
	['POST', '/v3/profile/login/verify/user'],
	['GET', '/v3/profile/account'],
	['POST', '/v3/profile/account/abha/search'],
	['GET', '/v3/profile/account/abha-card'],
	['GET', '/v3/profile/account/qrCode'],
	['GET', '/v3/profile/account/request/token'],
	['GET', '/v3/profile/account/request/logout'],
	['POST', '/v3/phr/web/login/abha/search'],
	['POST', '/v3/phr/web/login/abha/request/otp'],
	['POST', '/v3/phr/web/login/abha/verify'],
	['GET', '/v3/phr/web/login/profile/abha-profile'],
	['GET', '/v3/phr/web/login/profile/abha/phr-card'],
	['GET', '/v3/phr/web/login/profile/abha/qr-code'],
] as const;

describe.each(everyRoute)('%s %s', (method, path) => {
	it.each([
		[undefined, '900902'],
		['Bearer unknown', '900901'],
	])('refuses the bearer token %j', async (authorization, code) => {
		const { status, json } = await desk.send(path, method, undefined, { authorization });
		expect([status, json]).toMatchObject([401, { code, description: expect.any(String) }]);
	});

	it('denies access without REQUEST-ID or TIMESTAMP', async () => {
		for (const header of ['request-id', 'timestamp']) {
			const { status, text } = await desk.send(path, method, undefined, { [header]: undefined });
			expect([status, text]).toEqual([403, 'Access Denied']);
		}
	});

	it('refuses the time of a wrong clock', async () => {
		const { status, json } = await desk.send(path, method, undefined, {
			timestamp: '2026-11-22T23:50:00.000Z',
		});
		expect(status).toBe(404);
		expect(json).toEqual({ error: { code: 'ABDM-1016: ', message: 'Invalid Timestamp' } });
	});

	it('takes no other method', async () => {
		expect((await desk.send(path, 'PUT')).status).toBe(405);
	});
});

describe('the bearer token', () => {
	it('is good for twenty minutes and not longer', async () => {
		desk.clock.advance(1_199_999);
		expect((await desk.get(certificate)).status).toBe(200);
		desk.clock.advance(1);
		expect((await desk.get(certificate)).json).toMatchObject({ code: '900901' });
	});
});

describe('the routes', () => {
	it.each(['/v3/profile', `${certificate}/`, '/v2/profile/account', '/v3/phr/web'])(
		'do not have %s',
		async (path) => {
			const { status, json } = await desk.get(path);
			expect([status, json]).toMatchObject([404, { code: '404', type: 'Status report' }]);
		},
	);

	it.each([
		['', {}, 400],
		['[]', {}, 400],
		['{}', { 'content-type': 'text/plain' }, 400],
		[JSON.stringify({ ABHANumber: 'x'.repeat(100_001) }), {}, 413],
	])('refuse the body %.10j with %o', async (body, headers, expected) => {
		const { status, json } = await desk.send(search, 'POST', body, headers);
		expect([status, json]).toMatchObject([expected, { error: { code: 'ABDM-9999: ' } }]);
	});
});

describe('the certificate', () => {
	it('is bare base64 of a 2048-bit RSA key, with the algorithm beside it', async () => {
		const { json } = await desk.get(certificate);
		const { publicKey, ...rest } = json as Record<string, string>;
		expect(rest).toEqual({ encryptionAlgorithm: 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding' });
		const der = Buffer.from(publicKey ?? '', 'base64');
		const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
		expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
	});

	it('is not the one of V1/V2', async () => {
		const v1v2 = await PracticeDesk.open(desk.simulator, desk.clock);
		const { text } = await v1v2.get('/v1/auth/cert');
		const { json } = await desk.get(certificate);
		const { publicKey = '' } = json as Record<string, string>;
		expect(text.replace(/-----.*-----|\n/g, '')).not.toBe(publicKey);
	});
});
