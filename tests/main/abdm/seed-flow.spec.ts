import { afterEach, describe, expect, it } from 'vitest';

import type { HttpOptions } from '../../../main/abdm/http.ts';
import { createAbdmClient } from '../../../main/abdm/create-client.ts';
import { systemClock } from '../../../main/clock.ts';
import { SendLimits } from '../../../main/desk/send-limits.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { Secret } from '../../../main/secret.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type ScriptedServer, sendJson } from '../../support/scripted-server.ts';
import {
	canaries,
	type Instead,
	loginCalls,
	on,
	seedHipId,
	startSeedAbdm,
	urlsOf,
} from '../../support/seed-abdm.ts';

let server: ScriptedServer;
let lines: string[];

async function openVisit(instead?: Instead, http: HttpOptions = {}): Promise<Visit> {
	server = await startSeedAbdm(instead);
	const recorded = recordedLog();
	lines = recorded.lines;
	const access = {
		generation: 'v1v2' as const,
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: new Secret(canaries.clientSecret),
		hipId: seedHipId,
	};
	const { client } = createAbdmClient(access, { clock: systemClock, log: recorded.log, http });
	return new Visit({ client, clock: systemClock, limits: new SendLimits(systemClock) });
}

async function logIn(visit: Visit): Promise<void> {
	await visit.find('deepak.pant');
	await visit.sendOtp('mobile-otp');
	await visit.verifyOtp(canaries.otp);
}

/** The certificate is fetched beside the search; a test that counts calls waits for it. */
async function certificateFetched(): Promise<void> {
	await expect.poll(() => server.paths).toContain('GET /api/v1/auth/cert');
}

afterEach(async () => {
	await server.stop();
});

describe('the five calls of the seed', () => {
	it('go to the paths of the seed, with its bodies to the letter', async () => {
		const visit = await openVisit();
		await logIn(visit);
		await certificateFetched();

		const bodies = Object.fromEntries(
			loginCalls(server).map(({ method, path, body }) => [
				`${method} ${path}`,
				body === '' ? null : (JSON.parse(body) as unknown),
			]),
		);
		expect(bodies).toEqual({
			'POST /gateway/v0.5/sessions': {
				clientId: 'SBX_000001',
				clientSecret: canaries.clientSecret,
				grantType: 'client_credentials',
			},
			'GET /api/v1/auth/cert': null,
			'POST /api/v1/search/searchByHealthId': { healthId: 'deepak.pant' },
			'POST /api/v2/auth/init': { authMethod: 'MOBILE_OTP', healthid: '43-4221-5105-6749' },
			'POST /api/v1/auth/confirmWithMobileOTP': { otp: '012345', txnId: canaries.txnId },
		});
	});

	it('carry the bearer token and X-HIP-ID on all but the session call', async () => {
		await logIn(await openVisit());
		await certificateFetched();
		const [session, ...rest] = loginCalls(server);
		expect(session?.headers).not.toHaveProperty('authorization');
		expect(session?.headers).not.toHaveProperty('x-hip-id');
		for (const { headers } of rest) {
			expect(headers.authorization).toBe(`Bearer ${canaries.accessToken}`);
			expect(headers['x-hip-id']).toBe(seedHipId);
		}
		expect(rest).toHaveLength(4);
	});

	it('cost a second patient three calls', async () => {
		const visit = await openVisit();
		await logIn(visit);
		await certificateFetched();
		const before = loginCalls(server).length;
		await logIn(visit);
		const after = loginCalls(server).slice(before);
		expect(after.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /api/v1/search/searchByHealthId',
			'POST /api/v2/auth/init',
			'POST /api/v1/auth/confirmWithMobileOTP',
		]);
	});

	it('find the patient while the certificate is still on its way', async () => {
		const visit = await openVisit(on('/auth/cert', () => undefined));
		await expect(visit.find('deepak.pant')).resolves.toMatchObject({ name: 'Deepak Pant' });
		await certificateFetched();
	});

	it('go on without a usable certificate, and say so in the log', async () => {
		const visit = await openVisit(
			on('/auth/cert', (_request, response) => {
				response.writeHead(200, { 'Content-Type': 'text/plain' });
				response.end('not a key');
			}),
		);
		await logIn(visit);
		expect(visit.profileToken?.reveal()).toBe(canaries.profileToken);
		await expect.poll(() => lines.some((line) => line.includes('"step":"certificate"'))).toBe(true);
	});

	it('send an ABHA address in init when the search gave no number', async () => {
		const visit = await openVisit(
			on('/searchByHealthId', (_request, response) => {
				sendJson(response, 200, {
					healthId: 'joseph@sbx',
					healthIdNumber: null,
					name: 'Joseph',
					status: 'ACTIVE',
					authMethods: ['MOBILE_OTP'],
				});
			}),
		);
		await visit.find('Joseph@SBX');
		await visit.sendOtp('mobile-otp');
		expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({
			authMethod: 'MOBILE_OTP',
			healthid: 'joseph@sbx',
		});
	});

	it('leave nothing secret and nobody in the log when all of them fail', async () => {
		const visit = await openVisit(
			on('/confirmWithMobileOTP', (_request, response) => {
				sendJson(response, 500, {
					message: `${canaries.otp} ${canaries.txnId} ${canaries.profileToken} Deepak Pant 43-4221-5105-6749`,
				});
			}),
		);
		await expect(logIn(visit)).rejects.toThrow('abdm-unavailable');
		const written = lines.join('\n');
		expect(written).toContain('"step":"verify-otp"');
		for (const canary of [...Object.values(canaries), 'Deepak', '6749', '4221']) {
			expect(written).not.toContain(canary);
		}
	});
});

describe('a gateway that refuses the token', () => {
	const refuse: Instead = (request, earlier) =>
		request.path.startsWith('/api') && !request.path.endsWith('cert') && earlier === 0
			? (_request, response) => {
					sendJson(response, 401, { code: '900901', message: 'Invalid Credentials' });
				}
			: undefined;

	it('is asked for a new one once, and each call is repeated once', async () => {
		await logIn(await openVisit(refuse));
		expect(server.paths.filter((path) => !path.includes('cert'))).toEqual([
			'POST /gateway/v0.5/sessions',
			...twice('POST /api/v1/search/searchByHealthId'),
			...twice('POST /api/v2/auth/init'),
			...twice('POST /api/v1/auth/confirmWithMobileOTP'),
		]);
	});

	it('and refuses the new one too is not asked a third time', async () => {
		const visit = await openVisit(
			on('/auth/init', (_request, response) => {
				sendJson(response, 401, { code: '900901', message: 'Invalid Credentials' });
			}),
		);
		await visit.find('deepak.pant');
		await expect(visit.sendOtp('mobile-otp')).rejects.toMatchObject({
			failure: { code: 'credentials-refused' },
		});
		expect(server.paths.filter((path) => path.includes('init'))).toHaveLength(2);
	});

	it('is not confused with a 401 about the patient, which repeats nothing', async () => {
		const visit = await openVisit(
			on('/confirmWithMobileOTP', (_request, response) => {
				sendJson(response, 401, { code: 'HIS-401', details: [{ code: 'HIS-1013' }] });
			}),
		);
		await expect(logIn(visit)).rejects.toMatchObject({ failure: { code: 'wrong-otp' } });
		expect(server.paths.filter((path) => path.includes('confirm'))).toHaveLength(1);
	});

	function twice(path: string): string[] {
		const renewed = 'POST /gateway/v0.5/sessions';
		return [path, renewed, path];
	}
});
