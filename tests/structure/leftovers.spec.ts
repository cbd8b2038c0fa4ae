import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { recoverFromCrashes } from '../../main/app/recovery.ts';
import { replaceRenderer } from '../../main/app/renderer-reset.ts';
import { watchScreenLock } from '../../main/app/screen-lock.ts';
import { Watchdog } from '../../main/app/watchdog.ts';
import { FakeContents } from '../main/app/fakes.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { type Counts, hurries, leftOver } from './rules.ts';
import { openServedDesk, serve } from './served-desk.ts';

/** A PIN is slow on purpose; on a busy machine more so. */
const slowMs = 60_000;
const visits = 5;

let server: ScriptedServer;

beforeEach(async () => {
	server = await startSeedAbdm();
});

afterEach(async () => {
	await server.stop();
});

/** Main as main/index.ts puts it together, with emitters of ours where Electron's would be. */
async function openWithPage(kind: 'desk' | 'kiosk') {
	const clock = new FakeClock();
	const { log } = recordedLog();
	const contents = new FakeContents();
	const powerMonitor = new EventEmitter();
	let onPageGone: () => void = () => undefined;
	const watchdog = new Watchdog({ clock, onSilent: () => undefined });
	const recovery = recoverFromCrashes(
		{ webContents: contents.asContents() },
		{
			...{ clock, log, isKiosk: () => kind === 'kiosk' },
			onPageGone: () => {
				watchdog.disarm();
				onPageGone();
			},
			onHopeless: (error) => {
				throw error;
			},
		},
	);
	const kill = () => undefined;
	const replacePage = () => replaceRenderer(contents.asContents(), recovery, { clock, kill });
	const desk = await openServedDesk(server, kind, { clock });
	onPageGone = desk.onPageGone;
	watchScreenLock(powerMonitor as never, desk.onScreenLocked);
	watchdog.beat();
	return { ...desk, clock, contents, powerMonitor, watchdog, replacePage };
}

type WithPage = Awaited<ReturnType<typeof openWithPage>>;

function countListeners({ contents, powerMonitor }: WithPage): Counts {
	const emitters: [string, Pick<EventEmitter, 'eventNames' | 'listenerCount'>][] = [
		['page', contents],
		['powerMonitor', powerMonitor],
		['process', process],
	];
	return Object.fromEntries(
		emitters.flatMap(([name, emitter]) =>
			emitter
				.eventNames()
				.map((event) => [`${name} ${String(event)}`, emitter.listenerCount(event)]),
		),
	);
}

function countTimers({ clock }: WithPage): Counts {
	return tally(clock.delaysMs.map((delayMs) => `timer of ${String(delayMs)} ms`));
}

const countResources = (): Counts => tally(process.getActiveResourcesInfo());

function tally(names: readonly string[]): Counts {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

const everything = (desk: WithPage): Counts => ({
	...countListeners(desk),
	...countTimers(desk),
	...countResources(),
});

/** From the first touch to the next person's screen. */
async function visit(desk: WithPage, kind: 'desk' | 'kiosk'): Promise<void> {
	const logOuts = () => server.paths.filter((path) => path.endsWith('/logout')).length;
	const before = logOuts();
	if (kind === 'kiosk') await desk.bridge.recordConsent({ agreed: true, language: 'hi' });
	await serve(desk.bridge);
	if (kind === 'kiosk') {
		await desk.bridge.startOver();
		await desk.replacePage();
		desk.watchdog.beat();
	}
	// It goes on by itself when the visit is over, and is a part of it.
	await vi.waitFor(() => {
		expect(logOuts()).toBe(before + 1);
	});
}

describe.each(['desk', 'kiosk'] as const)('a visit at a %s', { timeout: slowMs }, (kind) => {
	it('leaves no timer, no listener and nothing open', async () => {
		const desk = await openWithPage(kind);
		// The first one opens what all share: the session, its connection.
		await visit(desk, kind);
		const before = everything(desk);
		for (let count = 0; count < visits; count += 1) await visit(desk, kind);
		await vi.waitFor(() => {
			expect(leftOver(before, everything(desk))).toEqual([]);
		});
	});

	it('that is over, or has not begun, has no timer that is faster than a second', async () => {
		const desk = await openWithPage(kind);
		expect(desk.clock.delaysMs.length).toBeGreaterThan(0);
		expect(hurries(desk.clock.delaysMs)).toEqual([]);
		await visit(desk, kind);
		expect(hurries(desk.clock.delaysMs)).toEqual([]);
		// What is set again when it has run is of the same kind.
		desk.clock.advance(1_000);
		expect(hurries(desk.clock.delaysMs)).toEqual([]);
	});
});

describe('the guard over it', { timeout: slowMs }, () => {
	it.each([
		['a listener', ({ powerMonitor }: WithPage) => powerMonitor.on('resume', () => undefined)],
		['a second one', ({ contents }: WithPage) => contents.on('did-navigate', () => undefined)],
		['a timer', ({ clock }: WithPage) => clock.after(5_000, () => undefined)],
	])('sees %s that a visit leaves', async (_what, leave) => {
		const desk = await openWithPage('desk');
		const before = everything(desk);
		leave(desk);
		expect(leftOver(before, everything(desk))).toHaveLength(1);
	});

	it('sees what Node still waits for', () => {
		const before = countResources();
		const timer = setTimeout(() => undefined, 60_000);
		expect(leftOver(before, countResources())).toEqual([expect.stringMatching(/^Timeout: /)]);
		clearTimeout(timer);
	});

	it('sees a timer that runs ten times a second', () => {
		const clock = new FakeClock();
		clock.after(100, () => undefined);
		clock.after(1_000, () => undefined);
		expect(hurries(clock.delaysMs)).toEqual(['a timer of 100 ms']);
	});
});
