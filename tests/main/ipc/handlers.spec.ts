import { afterEach, describe, expect, it } from 'vitest';

import { parseFacilityConfiguration } from '../../../main/facility/configuration.ts';
import { newPc, openPremises } from '../../support/open-premises.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { canaries, on, startSeedAbdm, urlsOf } from '../../support/seed-abdm.ts';

let server: ScriptedServer | undefined;

async function openDesk() {
	server = await startSeedAbdm(
		on('/account/getPngCard', (_request, response) => {
			response.writeHead(200, { 'Content-Type': 'image/png' });
			response.end(tinyPng);
		}),
	);
	const configuration = parseFacilityConfiguration({
		format: 1,
		environment: 'custom',
		generation: 'v1v2',
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: canaries.clientSecret,
		hipId: 'IN2910000007',
		facilityName: 'Asha Clinic',
	});
	const provision = {
		kind: 'plain',
		configuration,
		pin: null,
		deskName: null,
		kiosk: null,
	} as const;
	const desk = openPremises(newPc(), provision);
	await desk.bridge.getSituation();
	return desk;
}

/** One black pixel. */
const tinyPng = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
	'base64',
);

afterEach(async () => {
	await server?.stop();
});

describe('the handlers, from bridge to ABDM', () => {
	it('log a patient in, and let no secret, token, transaction or OTP back across the border', async () => {
		const { bridge, station, written } = await openDesk();
		const replies = [
			await bridge.getSituation(),
			await bridge.findPatient({ query: 'Deepak.Pant@SBX' }),
			await bridge.sendOtp({ method: 'mobile-otp' }),
			await bridge.verifyOtp({ otp: canaries.otp }),
		];
		expect(replies.map(({ ok }) => ok)).toEqual([true, true, true, true]);
		expect(station.front.visit.profileToken?.reveal()).toBe(canaries.profileToken);

		const seen = JSON.stringify(replies) + written.join('\n');
		for (const canary of Object.values(canaries)) expect(seen).not.toContain(canary);
	});

	it('forget the patient when the visit ends', async () => {
		const { bridge, station } = await openDesk();
		await bridge.findPatient({ query: 'deepak.pant' });
		await bridge.endVisit({ reason: 'finished' });
		expect(await bridge.sendOtp({ method: 'mobile-otp' })).toEqual({
			ok: false,
			failure: { code: 'visit-ended' },
		});
		expect(station.front.visit.profileToken).toBeUndefined();
	});

	it('file a problem of the renderer with the incident that the person sees', async () => {
		const { bridge, written } = await openDesk();
		const filed = await bridge.reportProblem({
			kind: 'screen',
			errorName: 'TypeError',
			location: 'assets/index.js:10:4',
		});
		expect(filed.ok && written.join()).toContain(filed.ok ? filed.value.incident : 'never');
		expect(written.join()).toContain('screen TypeError assets/index.js:10:4');
	});

	it('print and save the card of a verified patient, and of nobody else', async () => {
		const { bridge, cards } = await openDesk();
		expect(await bridge.printCard()).toMatchObject({ failure: { code: 'visit-ended' } });
		expect(await bridge.saveCard()).toMatchObject({ failure: { code: 'visit-ended' } });
		await bridge.findPatient({ query: 'deepak.pant' });
		await bridge.sendOtp({ method: 'mobile-otp' });
		await bridge.verifyOtp({ otp: canaries.otp });
		expect(await bridge.printCard()).toEqual({ ok: true, value: { printed: true } });
		expect(await bridge.saveCard()).toEqual({ ok: true, value: { saved: false } });
		expect(cards.prints).toBe(1);
		expect(cards.saved[0]?.contentType).toBe('image/png');
		expect(await bridge.getCard()).toMatchObject({ value: { contentType: 'image/png' } });
	});

	it('leave a facility in its own generation', async () => {
		const { bridge } = await openDesk();
		expect(await bridge.setTrainingGeneration({ generation: 'v3' })).toMatchObject({
			value: { desk: { generation: 'v1v2', numbers: ['mobile'], facilityName: 'Asha Clinic' } },
		});
	});

	it('check the connection without asking for an OTP', async () => {
		const { bridge } = await openDesk();
		const reply = await bridge.checkConnection();
		expect(reply.ok && reply.value.steps.map(({ step, result }) => [step, result])).toEqual([
			['dns', 'not-tried'],
			['tls', 'not-tried'],
			['clock', 'ok'],
			['session', 'ok'],
			['certificate', 'ok'],
		]);
		expect(server?.paths.some((path) => path.includes('init'))).toBe(false);
	});

	it('announce when the gateway refuses, and try again when told to', async () => {
		const { bridge, announced } = await openDesk();
		await server?.stop();
		server = await startSeedAbdm();
		expect(await bridge.getSituation()).toMatchObject({
			value: { desk: { gateway: { state: 'open' } } },
		});
		await bridge.tryGatewayNow();
		expect(announced).toEqual([]);
	});
});
