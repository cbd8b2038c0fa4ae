import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PracticeDesk } from '../practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

const search = '/v1/search/searchByHealthId';
const everyRoute = [
	['GET', '/v1/auth/cert'],
	['POST', search],
	['POST', '/v2/auth/init'],
	['POST', '/v1/auth/confirmWithMobileOTP'],
	['POST', '/v1/auth/confirmWithAadhaarOtp'],
	['POST', '/v1/auth/resendAuthOTP'],
	['POST', '/v1/auth/generate/access-token'],
	['POST', '/v2/registration/mobile/login/generateOtp'],
	['POST', '/v2/registration/mobile/login/resendOtp'],
	['POST', '/v2/registration/mobile/login/verifyOtp'],
	['POST', '/v2/registration/mobile/login/userAuthorizedToken'],
	['GET', '/v1/account/profile'],
	['GET', '/v1/account/getPngCard'],
	['GET', '/v1/account/getSvgCard'],
	['GET', '/v1/account/getCard'],
	['GET', '/v1/account/qrCode'],
	['GET', '/v1/account/logout'],
] as const;

describe('the bearer token', () => {
	it.each(everyRoute)('is asked for by %s %s', async (method, path) => {
		delete desk.headers.authorization;
		const { status, json } = await desk.send(path, { method });
		expect(status).toBe(401);
		expect(json).toMatchObject({ code: '900902', message: 'Missing Credentials' });
	});

	it.each(['Bearer', 'Bearer ', 'Basic YTpi', 'token'])(
		'is missing from "%s"',
		async (authorization) => {
			desk.headers.authorization = authorization;
			const { status, json } = await desk.get('/v1/auth/cert');
			expect([status, json.code]).toEqual([401, '900902']);
		},
	);

	it.each(everyRoute)('is refused by %s %s when unknown', async (method, path) => {
		desk.headers.authorization = 'Bearer canary-token';
		const { status, json, text } = await desk.send(path, { method });
		expect(status).toBe(401);
		expect(json).toMatchObject({ code: '900901', message: 'Invalid Credentials' });
		expect(text).not.toContain('canary-token');
	});

	it('is good for ten minutes of the clock and not longer', async () => {
		desk.clock.advance(599_999);
		expect((await desk.get('/v1/auth/cert')).status).toBe(200);
		desk.clock.advance(1);
		const { status, json } = await desk.get('/v1/auth/cert');
		expect([status, json.code]).toEqual([401, '900901']);
	});

	it('is not what the session calls its refresh token', async () => {
		const { json } = await desk.startSession();
		desk.headers.authorization = `Bearer ${String(json.refreshToken)}`;
		expect((await desk.get('/v1/auth/cert')).status).toBe(401);
	});

	it('is checked before the facility', async () => {
		desk.headers = {};
		expect((await desk.get('/v1/auth/cert')).status).toBe(401);
	});
});

describe('X-HIP-ID', () => {
	it.each(everyRoute)('is asked for by %s %s', async (method, path) => {
		delete desk.headers['x-hip-id'];
		const { status, json, code } = await desk.send(path, { method });
		expect([status, json.code, code]).toEqual([400, 'HIS-400', 'HIS-400']);
		expect(json.details).toMatchObject([{ attribute: { key: 'X-HIP-ID' } }]);
	});

	it("is refused when it is another facility's", async () => {
		desk.headers['x-hip-id'] = 'IN0000000000';
		const { status, code } = await desk.get('/v1/auth/cert');
		expect([status, code]).toEqual([400, 'HIS-400']);
	});

	it('is checked before the path', async () => {
		delete desk.headers['x-hip-id'];
		expect((await desk.get('/v9/nowhere')).status).toBe(400);
	});
});

describe('the routes', () => {
	it.each(['/v9/nowhere', '/v1/auth/init', '/v1/auth/cert/', '/v1/search/searchbyhealthid'])(
		'do not have %s',
		async (path) => {
			const { status, json } = await desk.get(path);
			expect(status).toBe(404);
			expect(json).toMatchObject({ code: '404', type: 'Status report' });
		},
	);

	it.each(everyRoute)('take nothing but %s at %s', async (method, path) => {
		for (const other of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
			if (other === method) continue;
			const { status, json } = await desk.send(path, { method: other });
			expect([status, json.code], other).toEqual([405, '405']);
		}
	});

	it('do not mind a query string', async () => {
		expect((await desk.get('/v1/auth/cert?again=1')).status).toBe(200);
	});
});

describe('the body', () => {
	const json = { 'content-type': 'application/json' };

	it.each(['', '{', 'healthId=x', '[]', 'null', '"text"', '7'])(
		'is refused when it is %j',
		async (body) => {
			const reply = await desk.send(search, { method: 'POST', headers: json, body });
			expect([reply.status, reply.json.code, reply.code]).toEqual([400, 'HIS-400', 'HIS-400']);
		},
	);

	it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
		'is refused as %s',
		async (type) => {
			const body = '{"healthId":"deepak.pant"}';
			const headers = { 'content-type': type };
			const reply = await desk.send(search, { method: 'POST', headers, body });
			expect([reply.status, reply.code]).toEqual([415, 'HIS-400']);
		},
	);

	it('may name its character set', async () => {
		const headers = { 'content-type': 'application/json; charset=utf-8' };
		const body = '{"healthId":"deepak.pant"}';
		const reply = await desk.send(search, { method: 'POST', headers, body });
		expect(reply.status).toBe(200);
	});

	it('is refused above 100 kB, and the connection lives on', async () => {
		const reply = await desk.search('9'.repeat(5_000_000));
		expect([reply.status, reply.code]).toEqual([413, 'HIS-400']);
		expect((await desk.search('deepak.pant')).status).toBe(200);
	});
});
