import { afterEach, describe, expect, it } from 'vitest';

import type { AbdmAccess } from '../../../main/abdm/create-client.ts';
import { systemClock } from '../../../main/clock.ts';
import { FrontDesk } from '../../../main/desk/front-desk.ts';
import type { Facility } from '../../../main/facility/facility.ts';
import { type CardOutput, createHandlers } from '../../../main/ipc/handlers.ts';
import { createNetwork } from '../../../main/network/network.ts';
import { Secret } from '../../../main/secret.ts';
import type { Card } from '../../../preload/contract/visit.ts';
import { joinEnds } from '../../support/joined-ends.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { canaries, on, startSeedAbdm, urlsOf } from '../../support/seed-abdm.ts';

let server: ScriptedServer | undefined;

/** A printer and a disk that only remember what they were given. */
class FakeCards implements CardOutput {
	prints = 0;
	readonly saved: Card[] = [];

	print(): Promise<boolean> {
		this.prints += 1;
		return Promise.resolve(true);
	}

	save(card: Card): Promise<boolean> {
		this.saved.push(card);
		return Promise.resolve(false);
	}
}

async function openDesk() {
	server = await startSeedAbdm(
		on('/account/getPngCard', (_request, response) => {
			response.writeHead(200, { 'Content-Type': 'image/png' });
			response.end(tinyPng);
		}),
	);
	const { log, lines } = recordedLog();
	const access: AbdmAccess = {
		generation: 'v1v2',
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: new Secret(canaries.clientSecret),
		hipId: 'IN2910000007',
	};
	const facility: Facility = {
		name: 'Asha Clinic',
		environment: 'custom',
		generation: 'v1v2',
		practicePatients: [],
		accessFor: () => access,
		onTrainingMessage: () => undefined,
		callOffTrainingMessages: () => undefined,
	};
	const announced: unknown[] = [];
	const front = new FrontDesk({
		facility,
		clock: systemClock,
		log,
		network: createNetwork(),
		announce: (event, payload) => announced.push([event, payload]),
	});
	const cards = new FakeCards();
	return {
		...joinEnds(createHandlers(front, cards, log)),
		front,
		cards,
		announced,
		written: lines,
	};
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
		const { bridge, front, written } = await openDesk();
		const replies = [
			await bridge.getDesk(),
			await bridge.findPatient({ query: 'Deepak.Pant@SBX' }),
			await bridge.sendOtp({ method: 'mobile-otp' }),
			await bridge.verifyOtp({ otp: canaries.otp }),
		];
		expect(replies.map(({ ok }) => ok)).toEqual([true, true, true, true]);
		expect(front.visit.profileToken?.reveal()).toBe(canaries.profileToken);

		const seen = JSON.stringify(replies) + written.join('\n');
		for (const canary of Object.values(canaries)) expect(seen).not.toContain(canary);
	});

	it('forget the patient when the visit ends', async () => {
		const { bridge, front } = await openDesk();
		await bridge.findPatient({ query: 'deepak.pant' });
		await bridge.endVisit();
		expect(await bridge.sendOtp({ method: 'mobile-otp' })).toEqual({
			ok: false,
			failure: { code: 'visit-ended' },
		});
		expect(front.visit.profileToken).toBeUndefined();
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
			value: { generation: 'v1v2', numbers: ['mobile'], facilityName: 'Asha Clinic' },
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
		expect(await bridge.getDesk()).toMatchObject({ value: { gateway: { state: 'open' } } });
		await bridge.tryGatewayNow();
		expect(announced).toEqual([]);
	});
});
