import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { systemClock } from '../../../main/clock.ts';
import { type FakePc, fakeKeyring, newPc, openPremises } from '../../support/open-premises.ts';
import { secrets, setUpForm } from '../../support/set-up-forms.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;

/**
 * Time that stands still until a test moves it, so that a busy machine takes no seconds off a wait;
 * what is waited for in real time still comes.
 */
class MovableClock {
	movedMs = 0;
	readonly #startMs = systemClock.nowMs();
	readonly #startWallMs = systemClock.wallNowMs();
	#waiting: { atMs: number; action: () => void }[] = [];

	nowMs(): number {
		return this.#startMs + this.movedMs;
	}

	wallNowMs(): number {
		return this.#startWallMs + this.movedMs;
	}

	after(delayMs: number, action: () => void): () => void {
		const callOff = systemClock.after(delayMs, action);
		const entry = { atMs: this.nowMs() + delayMs, action };
		this.#waiting.push(entry);
		return () => {
			callOff();
			this.#waiting = this.#waiting.filter((other) => other !== entry);
		};
	}

	move(byMs: number): void {
		this.movedMs += byMs;
		for (const { atMs, action } of [...this.#waiting]) if (atMs <= this.nowMs()) action();
	}
}

let pc: FakePc;
let clock: MovableClock;
let desk: ReturnType<typeof openPremises>;

beforeEach(async () => {
	pc = newPc(fakeKeyring());
	clock = new MovableClock();
	desk = openPremises(pc, null, { clock });
	await desk.bridge.getSituation();
	await desk.bridge.setUp(setUpForm);
}, slowMs);

const pinRequired = { ok: false, failure: { code: 'pin-required' } };
const { pin, clientSecret } = secrets;

/** What the activity log says has happened, oldest first. */
async function events(): Promise<string[]> {
	const reply = await desk.bridge.getActivity({ month: null, group: null, offset: 0 });
	if (!reply.ok) throw new Error(reply.failure.code);
	return reply.value.entries
		.map(({ event, detail }) => (detail === null ? event : `${event} ${detail}`))
		.reverse();
}

describe('Administration', { timeout: slowMs }, () => {
	it('opens Settings for the PIN alone, and closes them', async () => {
		const { bridge } = desk;
		const { deskName, operatorName, ...numbers } = {
			deskName: 'Reception 3',
			operatorName: 'Meena',
			idleEndsVisitAfterMinutes: 3,
			keepActivityMonths: 24,
			language: 'hi' as const,
		};
		const change = { deskName, operatorName, ...numbers };
		expect(await bridge.changeSettings(change)).toEqual(pinRequired);
		expect(await bridge.openSettings({ pin: '462819' })).toEqual({
			ok: false,
			failure: { code: 'wrong-pin', waitSeconds: 0 },
		});
		expect(await bridge.openSettings({ pin })).toMatchObject({
			value: { desk: { deskName: 'Reception 1' }, facility: { clientId: 'SBX_000001' } },
		});
		expect(await bridge.changeSettings(change)).toMatchObject({ value: { desk: change } });
		expect(await events()).toEqual([
			'set-up',
			'pin-wrong wrong-pin',
			'pin-right',
			'settings-changed desk',
		]);
		await bridge.closeSettings();
		expect(await bridge.getActivity({ month: null, group: null, offset: 0 })).toEqual(pinRequired);
	});

	it('closes Settings by themselves after two minutes, and says so', async () => {
		const { bridge, announced } = desk;
		await bridge.openSettings({ pin });
		clock.move(110_000);
		expect(await bridge.checkLog()).toMatchObject({ ok: true });
		clock.move(110_000);
		expect(announced).not.toContainEqual({ event: 'settingsClosed', payload: null });
		clock.move(11_000);
		expect(announced).toContainEqual({ event: 'settingsClosed', payload: null });
		expect(await bridge.checkLog()).toEqual(pinRequired);
	});

	it('slows guessing down, over a restart and a clock set back', async () => {
		for (const guess of ['100000', '100001', '100002'])
			await desk.bridge.openSettings({ pin: guess });
		expect(await desk.bridge.openSettings({ pin: '100003' })).toMatchObject({
			failure: { code: 'wrong-pin', waitSeconds: 30 },
		});
		await desk.close();
		clock.move(-24 * 3_600_000);
		desk = openPremises(pc, null, { clock });
		await desk.bridge.getSituation();
		expect(await desk.bridge.openSettings({ pin })).toMatchObject({
			failure: { code: 'pin-wait', waitSeconds: 30 },
		});
		clock.move(30_000);
		expect(await desk.bridge.openSettings({ pin })).toMatchObject({ ok: true });
	});

	it('sets a forgotten PIN for who knows the client secret', async () => {
		const { bridge } = desk;
		expect(await bridge.choosePin({ clientSecret: 'another', pin: '462819' })).toEqual({
			ok: false,
			failure: { code: 'wrong-client-secret', waitSeconds: 0 },
		});
		expect(await bridge.choosePin({ clientSecret, pin: '111111' })).toMatchObject({
			failure: { code: 'invalid-input', problem: { field: 'pin', problem: 'weak' } },
		});
		expect(await bridge.choosePin({ clientSecret, pin: '462819' })).toMatchObject({ ok: true });
		expect(await bridge.openSettings({ pin })).toMatchObject({ failure: { code: 'wrong-pin' } });
		expect(await bridge.openSettings({ pin: '462819' })).toMatchObject({ ok: true });
	});

	it('replaces the facility, keeps its secret when none is typed, and the PIN with it', async () => {
		const { bridge } = desk;
		await bridge.openSettings({ pin });
		const facility = { ...setUpForm.facility, clientSecret: null, facilityName: 'Usha Clinic' };
		expect(await bridge.replaceFacility(facility)).toMatchObject({
			value: { state: 'ready', desk: { facilityName: 'Usha Clinic', hasPin: true } },
		});
		expect(await bridge.choosePin({ clientSecret, pin })).toMatchObject({ ok: true });
	});

	it('never shows a secret again, whatever is asked', async () => {
		const { bridge } = desk;
		const replies = [
			await bridge.openSettings({ pin }),
			await bridge.getSetUpOptions(),
			await bridge.getSituation(),
			await bridge.getActivity({ month: null, group: null, offset: 0 }),
			await bridge.changePin({ pin: '462819' }),
		];
		expect(replies.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
		const shown =
			JSON.stringify(replies) + desk.written.join('\n') + JSON.stringify(desk.announced);
		for (const canary of [clientSecret, pin, '462819']) expect(shown).not.toContain(canary);
		expect(shown).toContain('clientSecretSetOn');
	});

	it('deletes the credentials from both generations of the vault', async () => {
		const { bridge } = desk;
		await bridge.openSettings({ pin });
		expect(await bridge.deleteFacility()).toMatchObject({
			value: { state: 'ready', desk: { environment: 'training', hasPin: false } },
		});
		await desk.close();
		const files = readdirSync(join(pc.folder, 'vault')).map((name) =>
			readFileSync(join(pc.folder, 'vault', name)),
		);
		expect(files).toHaveLength(2);
		for (const name of ['vault.bin', 'vault.bin.bak']) {
			desk = openPremises(pc);
			expect(await desk.bridge.getSituation(), name).toMatchObject({
				value: { desk: { environment: 'training' } },
			});
			await desk.close();
		}
		desk = openPremises(pc);
		await desk.bridge.getSituation();
		expect(desk.station.vault?.cell('facility').value).toBeNull();
		expect(desk.station.vault?.cell('pin').value).toBeNull();
	});

	it('changes how the secret is kept, and asks for the passphrase from then on', async () => {
		const { bridge } = desk;
		await bridge.openSettings({ pin });
		const { passphrase } = secrets;
		expect(
			await bridge.changeProtection({ protection: { method: 'passphrase', passphrase } }),
		).toMatchObject({ value: { protection: { method: 'passphrase' } } });
		await desk.close();
		desk = openPremises(pc);
		expect(await desk.bridge.getSituation()).toMatchObject({ value: { state: 'locked' } });
		expect(await desk.bridge.unlock({ passphrase })).toMatchObject({
			value: { desk: { facilityName: 'Asha Clinic' } },
		});
	});

	it('exports the log to the chosen place and records that it did', async () => {
		const { bridge, files } = desk;
		await bridge.openSettings({ pin });
		const query = { month: null, group: null };
		expect(await bridge.exportActivity({ ...query, format: 'csv' })).toMatchObject({
			value: { saved: true },
		});
		await bridge.exportActivity({ ...query, format: 'json-lines' });
		expect([...files.saved.keys()]).toEqual([
			'ABHA Desk activity all.csv',
			'ABHA Desk activity all.jsonl',
		]);
		expect(files.saved.get('ABHA Desk activity all.csv')).toContain('set-up');
		expect(await events()).toContain('log-exported csv');
		expect(await bridge.checkLog()).toMatchObject({ value: { findings: [] } });
	});
});
