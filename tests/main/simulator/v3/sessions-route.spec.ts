import { describe, expect, it } from 'vitest';

import { V3Desk } from './v3-desk.ts';

const desk = V3Desk.forAllTests();

const unknown = (message: unknown) => ({ error: { code: 'ABDM-9999: ', message } });
const at = (ms: number) => new Date(desk.clock.wallNowMs() + ms).toISOString();

describe('POST sessions', () => {
	it('answers a token of twenty minutes', async () => {
		const { status, json } = await desk.startSession();
		expect(status).toBe(200);
		expect(json).toEqual({
			accessToken: expect.stringMatching(/^[\w-]{20,}$/),
			expiresIn: 1200,
			refreshExpiresIn: 1800,
			refreshToken: expect.stringMatching(/^[\w-]{20,}$/),
			tokenType: 'bearer',
		});
	});

	it.each(['request-id', 'timestamp', 'x-cm-id'])('denies access without %s', async (header) => {
		const { status, text, contentType } = await desk.startSession({}, { [header]: undefined });
		expect([status, text]).toEqual([403, 'Access Denied']);
		expect(contentType).toMatch(/^text\/plain/);
	});

	it('denies access for another consent manager', async () => {
		expect((await desk.startSession({}, { 'x-cm-id': 'abdm' })).status).toBe(403);
	});

	it('refuses a REQUEST-ID that is no UUID', async () => {
		const { status, json } = await desk.startSession({}, { 'request-id': '1' });
		expect(status).toBe(404);
		expect(json).toEqual({ error: { code: 'ABDM-1030: ', message: 'Invalid request ID' } });
	});

	it.each([-300_001, 300_001])('refuses a clock that is %i ms off', async (ms) => {
		const { status, json } = await desk.startSession({}, { timestamp: at(ms) });
		expect(status).toBe(404);
		expect(json).toEqual({ error: { code: 'ABDM-1016: ', message: 'Invalid Timestamp' } });
	});

	it.each([-300_000, 300_000])('tolerates a clock that is %i ms off', async (ms) => {
		expect((await desk.startSession({}, { timestamp: at(ms) })).status).toBe(200);
	});

	it.each([
		'now',
		'2026-11-23T00:00:00Z',
		'2026-11-23T05:30:00.000+05:30',
		'2026-99-99T00:00:00.000Z',
	])('refuses the timestamp "%s", which is not UTC with milliseconds', async (timestamp) => {
		expect((await desk.startSession({}, { timestamp })).status).toBe(404);
	});

	it.each([{ clientId: 'someone' }, { clientSecret: 'guess' }])(
		'refuses the wrong credentials %o without repeating them',
		async (wrong) => {
			const { status, json, text } = await desk.startSession(wrong);
			expect([status, json]).toEqual([401, unknown('Invalid user credentials')]);
			expect(text).not.toContain('guess');
		},
	);

	it.each(['clientId', 'clientSecret', 'grantType'])('refuses a body without %s', async (field) => {
		const { status, json } = await desk.startSession({ [field]: undefined });
		expect(status).toBe(400);
		expect(json).toEqual(unknown(expect.stringContaining(field)));
	});

	it('says 415 in an answer of 400 when the body is not JSON', async () => {
		const { status, json } = await desk.startSession({}, { 'content-type': 'text/plain' });
		expect([status, json]).toEqual([400, unknown('415 UNSUPPORTED_MEDIA_TYPE')]);
	});

	it('refuses GET', async () => {
		expect((await fetch(desk.simulator.urls.v3.sessions)).status).toBe(405);
	});
});
