import { afterEach, describe, expect, it } from 'vitest';

import { createAbdmClient } from '../../../main/abdm/create-client.ts';
import { systemClock } from '../../../main/clock.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { createHandlers } from '../../../main/ipc/handlers.ts';
import { Secret } from '../../../main/secret.ts';
import type { Desk } from '../../../preload/contract.ts';
import { joinEnds } from '../../support/joined-ends.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { canaries, startSeedAbdm, urlsOf } from '../../support/seed-abdm.ts';

const desk: Desk = { facilityName: 'Asha Clinic', environment: 'custom', practicePatients: [] };
let server: ScriptedServer | undefined;

async function openDesk() {
	server = await startSeedAbdm();
	const { log, lines } = recordedLog();
	const access = {
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: new Secret(canaries.clientSecret),
		hipId: 'IN2910000007',
	};
	const visit = new Visit(createAbdmClient(access, { clock: systemClock, log }), systemClock);
	return { ...joinEnds(createHandlers(desk, visit, log)), visit, written: lines };
}

afterEach(async () => {
	await server?.stop();
});

describe('the handlers, from bridge to ABDM', () => {
	it('log a patient in, and let no secret, token, transaction or OTP back across the border', async () => {
		const { bridge, visit, written } = await openDesk();
		const replies = [
			await bridge.getDesk(),
			await bridge.findPatient({ query: 'Deepak.Pant@SBX' }),
			await bridge.sendOtp({ method: 'mobile-otp' }),
			await bridge.verifyOtp({ otp: canaries.otp }),
		];
		expect(replies.map(({ ok }) => ok)).toEqual([true, true, true, true]);
		expect(visit.profileToken?.reveal()).toBe(canaries.profileToken);

		const seen = JSON.stringify(replies) + written.join('\n');
		for (const canary of Object.values(canaries)) expect(seen).not.toContain(canary);
	});

	it('forget the patient when the visit ends', async () => {
		const { bridge, visit } = await openDesk();
		await bridge.findPatient({ query: 'deepak.pant' });
		await bridge.endVisit();
		expect(await bridge.sendOtp({ method: 'mobile-otp' })).toEqual({
			ok: false,
			failure: { code: 'visit-ended' },
		});
		expect(visit.profileToken).toBeUndefined();
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
});
