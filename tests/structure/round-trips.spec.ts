import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { loginCalls, startSeedAbdm } from '../support/seed-abdm.ts';
import { otherCalls } from './rules.ts';
import { openServedDesk, serve } from './served-desk.ts';

const ofPatient = [
	'POST /api/v1/search/searchByHealthId',
	'POST /api/v2/auth/init',
	'POST /api/v1/auth/confirmWithMobileOTP',
];
const ofFirstPatient = ['POST /gateway/v0.5/sessions', 'GET /api/v1/auth/cert', ...ofPatient];

const callsOf = (server: ScriptedServer) =>
	loginCalls(server).map(({ method, path }) => `${method} ${path}`);

let server: ScriptedServer;

beforeEach(async () => {
	server = await startSeedAbdm();
});

afterEach(async () => {
	await server.stop();
});

describe('a journey', () => {
	it('takes five round trips for the first patient and three for the next', async () => {
		const { bridge } = await openServedDesk(server, 'desk');
		await serve(bridge);
		expect(otherCalls(callsOf(server), ofFirstPatient)).toEqual([]);
		await serve(bridge);
		expect(otherCalls(callsOf(server), [...ofFirstPatient, ...ofPatient])).toEqual([]);
	});

	it('asks nothing of ABDM before the first key', async () => {
		const { bridge } = await openServedDesk(server, 'desk');
		await bridge.stillHere();
		expect(otherCalls(callsOf(server), [])).toEqual([]);
	});
});

describe('the guard over it', () => {
	it.each([
		['a session for each patient', [...ofFirstPatient, ...ofFirstPatient]],
		['a certificate for each patient', [...ofFirstPatient, ofFirstPatient[1], ...ofPatient]],
		['a second OTP', [...ofFirstPatient, ...ofPatient, ofPatient[1]]],
		['the OTP before the search', [...ofFirstPatient, ofPatient[1], ofPatient[0], ofPatient[2]]],
	])('sees %s', (_what, made) => {
		const calls = made.map(String);
		expect(otherCalls(calls, [...ofFirstPatient, ...ofPatient])).toHaveLength(1);
	});
});
