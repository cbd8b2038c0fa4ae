import { beforeEach, describe, expect, it } from 'vitest';

import { type Recovery, recoverFromCrashes } from '../../../main/app/recovery.ts';
import { replaceRenderer } from '../../../main/app/renderer-reset.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { FakeContents } from './fakes.ts';

const start = 'app://abha-desk/index.html';

let contents: FakeContents;
let clock: FakeClock;
let lines: string[];
let done: string[];
let recovery: Recovery;

beforeEach(() => {
	contents = new FakeContents();
	clock = new FakeClock();
	done = [];
	const recorded = recordedLog();
	lines = recorded.lines;
	recovery = recoverFromCrashes(
		{ webContents: contents.asContents() },
		{
			clock,
			log: recorded.log,
			onPageGone: () => done.push('page gone'),
			onHopeless: () => done.push('hopeless'),
			isKiosk: () => true,
		},
	);
});

function replace(): Promise<void> {
	return replaceRenderer(contents.asContents(), recovery, { clock, kill: () => undefined });
}

describe('replaceRenderer', () => {
	it('loads the page once, in another process', async () => {
		await replace();
		expect(contents.loaded).toEqual([start]);
		expect(contents.processId).toBe(101);
	});

	it('forgets the patient, and takes the end of the process for no crash', async () => {
		for (let patient = 0; patient < 10; patient += 1) await replace();
		expect(done.every((what) => what === 'page gone')).toBe(true);
		expect(lines).toEqual([]);
		expect(contents.loaded).toHaveLength(10);
	});

	it('replaces it once for two who ask at the same time', async () => {
		await Promise.all([replace(), replace()]);
		expect(contents.loaded).toEqual([start]);
		await replace();
		expect(contents.loaded).toEqual([start, start]);
	});

	it('waits until the page has loaded', async () => {
		let isThere = () => {
			// set below
		};
		contents.loading = () => new Promise((resolve) => (isThere = resolve));
		let isDone = false;
		const replacing = replace().then(() => (isDone = true));
		await expect.poll(() => contents.loaded).toHaveLength(1);
		expect(isDone).toBe(false);
		isThere();
		await replacing;
		expect(isDone).toBe(true);
	});

	it('refuses to go on with the process that had the patient', async () => {
		contents.isStopped = true;
		const replacing = expect(replace()).rejects.toThrow('does not let go');
		clock.advance(2_000);
		await replacing;
		expect(contents.loaded).toEqual([]);
	});

	it('counts a crash of the new page', async () => {
		await replace();
		contents.goes('crashed');
		expect(lines).toHaveLength(1);
		expect(contents.loaded).toEqual([start, start]);
	});
});
