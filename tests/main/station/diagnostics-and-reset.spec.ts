import { afterEach, describe, expect, it } from 'vitest';

import { parseFacilityConfiguration } from '../../../main/facility/configuration.ts';
import { Secret } from '../../../main/secret.ts';
import { resetWord } from '../../../preload/contract/diagnostics.ts';
import { newPc, openPremises } from '../../support/open-premises.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { canaries, startSeedAbdm, urlsOf } from '../../support/seed-abdm.ts';

const pin = '907214';
let server: ScriptedServer | undefined;

afterEach(async () => {
	await server?.stop();
});

async function openProvisioned() {
	server = await startSeedAbdm();
	const configuration = parseFacilityConfiguration({
		...{ format: 1, environment: 'custom', generation: 'v1v2', urls: urlsOf(server) },
		...{ clientId: 'SBX_000001', clientSecret: canaries.clientSecret },
		...{ hipId: 'IN2910000007', facilityName: 'Asha Clinic' },
	});
	const provision = {
		...({ kind: 'plain', deskName: null, kiosk: null } as const),
		...{ configuration, pin: new Secret(pin) },
	};
	const desk = openPremises(newPc(), provision);
	await desk.bridge.getSituation();
	return desk;
}

describe('the diagnostics of a desk', () => {
	it('are open to all, and name the facility by its ends only', async () => {
		const { bridge } = await openProvisioned();
		const reply = await bridge.getDiagnostics();
		expect(reply).toMatchObject({ ok: true });
		const text = JSON.stringify(reply);
		expect(text).toContain('SB…01');
		for (const value of ['SBX_000001', 'IN2910000007', 'Asha', ...Object.values(canaries)]) {
			expect(text).not.toContain(value);
		}
	});

	it('say how the vault stands before and after it is opened', async () => {
		const codes = async ({ bridge }: ReturnType<typeof openPremises>) => {
			const reply = await bridge.getDiagnostics();
			return reply.ok ? reply.value.findings.map(({ code }) => code) : [];
		};
		const desk = openPremises(newPc());
		expect(await codes(desk)).toEqual(
			expect.arrayContaining(['vault.not-opened', 'facility.closed']),
		);
		await desk.bridge.getSituation();
		expect(await codes(desk)).toEqual(expect.arrayContaining(['vault.none', 'facility.training']));
		expect(await codes(await openProvisioned())).toEqual(
			expect.arrayContaining(['vault.memory', 'facility.custom']),
		);
	});

	it('are copied as text, redacted', async () => {
		const { bridge, copied } = await openProvisioned();
		expect(await bridge.copyDiagnostics()).toEqual({ ok: true, value: { copied: true } });
		expect(copied[0]).toContain('Vault: In memory only');
		for (const value of Object.values(canaries)) expect(copied[0]).not.toContain(value);
	});

	it('know the clock from a check of the connection', async () => {
		const { bridge } = await openProvisioned();
		await bridge.checkConnection();
		const reply = await bridge.getDiagnostics();
		expect(JSON.stringify(reply)).toContain('clock.compared');
	});
});

describe('a reset', () => {
	it('needs the administrator', async () => {
		const { bridge, page } = await openProvisioned();
		expect(await bridge.resetThisPc({ typed: resetWord })).toEqual({
			...{ ok: false, failure: { code: 'pin-required' } },
		});
		await bridge.openSettings({ pin });
		await bridge.closeSettings();
		expect(await bridge.resetThisPc({ typed: resetWord })).toMatchObject({ ok: false });
		expect(page.resets).toBe(0);
	});

	it('needs its word, which main checks itself', async () => {
		const { bridge, page } = await openProvisioned();
		await bridge.openSettings({ pin });
		for (const typed of ['', 'reset', 'RESET ', 'YES']) {
			expect(await bridge.resetThisPc({ typed })).toMatchObject({
				failure: { code: 'invalid-input' },
			});
		}
		expect(page.resets).toBe(0);
		expect(await bridge.resetThisPc({ typed: resetWord })).toMatchObject({ ok: true });
		expect(page.resets).toBe(1);
	});

	it('cannot be had in training, where there is nothing to protect and nobody to ask', async () => {
		const { bridge, page } = openPremises(newPc());
		await bridge.getSituation();
		expect(await bridge.resetThisPc({ typed: resetWord })).toMatchObject({ ok: false });
		expect(page.resets).toBe(0);
	});
});
