import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { parseFacilityConfiguration } from '../../../main/facility/configuration.ts';
import { Secret } from '../../../main/secret.ts';
import { fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { canaries, seedHipId, startSeedAbdm, urlsOf } from '../../support/seed-abdm.ts';
import { secrets } from '../../support/set-up-forms.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

let server: ScriptedServer;
let kiosk: ReturnType<typeof openPremises>;
let pc: ReturnType<typeof newPc>;

/** A PC that was provisioned as a kiosk. */
beforeEach(async () => {
	server = await startSeedAbdm();
	pc = newPc(fakeKeyring());
	const configuration = parseFacilityConfiguration({
		format: 1,
		environment: 'custom',
		generation: 'v1v2',
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: secrets.clientSecret,
		hipId: seedHipId,
		facilityName: 'Asha Clinic',
	});
	const pin = new Secret(secrets.pin);
	kiosk = openPremises(pc, { kind: 'plain', configuration, pin, deskName: null, kiosk: true });
	await kiosk.bridge.getSituation();
}, slowMs);

afterEach(async () => {
	await server.stop();
});

describe('a PC that is a kiosk', { timeout: slowMs }, () => {
	it('says so, at every start', async () => {
		const isKiosk = { value: { desk: { kiosk: { leaveAfterMs: 5000 }, language: 'en' } } };
		expect(await kiosk.bridge.getSituation()).toMatchObject(isKiosk);
		expect(kiosk.modes.at(-1)).toBe(true);
		await kiosk.close();
		const again = openPremises(pc);
		expect(await again.bridge.getSituation()).toMatchObject(isKiosk);
	});

	it('asks nothing of ABDM before the person has agreed, nor for the next one', async () => {
		const { bridge } = kiosk;
		const needed = { failure: { code: 'consent-needed' } };
		expect(await bridge.findPatient({ query: 'deepak.pant' })).toMatchObject(needed);
		expect(await bridge.sendOtpToNumber({ kind: 'mobile', number: '9000000903' })).toMatchObject(
			needed,
		);
		expect(server.paths).toEqual([]);
		await bridge.recordConsent({ agreed: true, language: 'hi' });
		expect(await bridge.findPatient({ query: 'deepak.pant' })).toMatchObject({ ok: true });
		await bridge.startOver();
		expect(await bridge.findPatient({ query: 'deepak.pant' })).toMatchObject(needed);
		expect(kiosk.page.replaced).toBe(1);
	});

	it('shows parts of a patient until the OTP, then a number for the desk', async () => {
		const { bridge } = kiosk;
		await bridge.recordConsent({ agreed: true, language: 'en' });
		const found = await bridge.findPatient({ query: 'deepak.pant' });
		expect(found).toMatchObject({
			value: { name: 'D*** P***', abhaNumber: '**-****-****-6749', abhaAddress: 'd***@sbx' },
		});
		await bridge.sendOtp({ method: 'mobile-otp' });
		expect(await bridge.verifyOtp({ otp: canaries.otp })).toMatchObject({
			value: { next: 'verified', verified: { slip: '1' } },
		});
		expect(await bridge.printCard()).toMatchObject({ ok: false });
	});

	it('leaves for who knows the PIN alone, and is a kiosk again at the next start', async () => {
		const { bridge, page } = kiosk;
		expect(await bridge.leaveKiosk({ pin: '100000', to: 'desk' })).toMatchObject({
			failure: { code: 'wrong-pin' },
		});
		expect(await bridge.leaveKiosk({ pin: secrets.pin, to: 'desk' })).toMatchObject({
			value: { desk: { kiosk: null, facilityName: 'Asha Clinic' } },
		});
		expect(kiosk.modes.at(-1)).toBe(false);
		expect(page.quits).toBe(0);
		expect(await bridge.findPatient({ query: 'deepak.pant' })).toMatchObject({
			value: { name: 'Deepak Pant' },
		});
		await bridge.leaveKiosk({ pin: secrets.pin, to: 'quit' });
		expect(page.quits).toBe(1);
		await kiosk.close();
		const again = openPremises(pc);
		expect(await again.bridge.getSituation()).toMatchObject({
			value: { desk: { kiosk: { leaveAfterMs: 5000 } } },
		});
	});

	it('slows guessing down, though the program is killed between the guesses', async () => {
		let { bridge } = kiosk;
		const codes: string[] = [];
		for (let guess = 0; guess < 8; guess += 1) {
			const reply = await bridge.leaveKiosk({ pin: String(100_000 + guess), to: 'desk' });
			codes.push(reply.ok ? 'left' : reply.failure.code);
			// Nothing is closed: as when the plug is pulled.
			({ bridge } = openPremises(pc));
			await bridge.getSituation();
		}
		expect(codes).not.toContain('left');
		expect(codes.at(-1)).toBe('pin-wait');
		expect(codes.filter((code) => code === 'wrong-pin').length).toBeLessThanOrEqual(5);
		expect(await bridge.leaveKiosk({ pin: secrets.pin, to: 'desk' })).toMatchObject({
			failure: { code: 'pin-wait' },
		});
	});

	it('keeps counting OTPs when it is left and entered again', async () => {
		const { bridge } = kiosk;
		await bridge.recordConsent({ agreed: true, language: 'en' });
		await bridge.findPatient({ query: 'deepak.pant' });
		await bridge.sendOtp({ method: 'mobile-otp' });
		await bridge.leaveKiosk({ pin: secrets.pin, to: 'desk' });
		await bridge.findPatient({ query: 'deepak.pant' });
		expect(await bridge.sendOtp({ method: 'mobile-otp' })).toMatchObject({
			failure: { code: 'resend-not-yet' },
		});
	});

	it('replaces the page when the PC is locked', () => {
		kiosk.onScreenLocked();
		expect(kiosk.page.replaced).toBe(1);
	});

	it('forgets the patient and replaces the page when its display is unplugged', async () => {
		const { bridge } = kiosk;
		await bridge.recordConsent({ agreed: true, language: 'en' });
		await bridge.findPatient({ query: 'deepak.pant' });
		kiosk.onDisplayLost();
		expect(kiosk.page.replaced).toBe(1);
		expect(await bridge.sendOtp({ method: 'mobile-otp' })).toMatchObject({
			failure: { code: 'visit-ended' },
		});
		const log = await kiosk.station.desk.audit?.activity({ month: null, group: null, offset: 0 });
		expect(log?.entries[0]).toMatchObject({ event: 'visit-ended', detail: 'display-lost' });
	});

	it('records who agreed to what, without who they are', async () => {
		const { bridge } = kiosk;
		await bridge.recordConsent({ agreed: false, language: 'ta' });
		await bridge.recordConsent({ agreed: true, language: 'ta' });
		const log = await kiosk.station.desk.audit?.activity({ month: null, group: null, offset: 0 });
		expect(log?.entries.map(({ event, detail }) => [event, detail]).slice(0, 2)).toEqual([
			['consent-given', 'ta-2026-11'],
			['consent-declined', 'ta-2026-11'],
		]);
	});
});
