import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PracticeDesk } from '../practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

describe('POST sessions', () => {
	it("answers the seed's five fields", async () => {
		const { status, json } = await desk.startSession();
		expect(status).toBe(200);
		expect(json).toEqual({
			accessToken: expect.stringMatching(/^[\w-]{20,}$/),
			expiresIn: 600,
			refreshExpiresIn: 1800,
			refreshToken: expect.stringMatching(/^[\w-]{20,}$/),
			tokenType: 'bearer',
		});
	});

	it('gives a new token each time and keeps the older one valid', async () => {
		const older = { ...desk.headers };
		await desk.renewToken();
		expect(desk.headers.authorization).not.toBe(older.authorization);
		desk.headers = older;
		expect((await desk.get('/v1/auth/cert')).status).toBe(200);
	});

	it.each([{ clientId: 'someone' }, { clientSecret: 'guess' }, { clientId: '', clientSecret: '' }])(
		'refuses the wrong credentials %o without repeating them',
		async (wrong) => {
			const { status, json, text } = await desk.startSession(wrong);
			expect(status).toBe(401);
			expect(json).toMatchObject({ code: '900901', message: 'Invalid Credentials' });
			expect(text).not.toContain(desk.simulator.credentials.clientSecret);
			expect(text).not.toContain('guess');
		},
	);

	it.each(['clientId', 'clientSecret', 'grantType'])('refuses a body without %s', async (field) => {
		const { status, json } = await desk.startSession({ [field]: undefined });
		expect(status).toBe(400);
		expect(json.description).toContain(field);
	});

	it('refuses another grant type', async () => {
		expect((await desk.startSession({ grantType: 'password' })).status).toBe(400);
	});

	it('refuses GET', async () => {
		const response = await fetch(desk.simulator.urls.v1v2.sessions);
		expect(response.status).toBe(405);
		expect(response.headers.get('allow')).toBe('POST');
	});

	it.each([
		[415, 'text/plain', '{}'],
		[400, 'application/json', 'clientId=x'],
		[413, 'application/json', JSON.stringify({ clientId: 'x'.repeat(100_001) })],
	])('answers %i to a body that is %s', async (status, type, body) => {
		const response = await fetch(desk.simulator.urls.v1v2.sessions, {
			method: 'POST',
			headers: { 'content-type': type },
			body,
		});
		expect(response.status).toBe(status);
	});
});
