import { beforeEach, describe, expect, it } from 'vitest';

import { type Recovery, recoverFromCrashes } from '../../../main/app/recovery.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { FakeContents } from './fakes.ts';

let contents: FakeContents;
let clock: FakeClock;
let lines: string[];
let done: string[];

beforeEach(() => {
	contents = new FakeContents();
	clock = new FakeClock();
	done = [];
	const recorded = recordedLog();
	lines = recorded.lines;
	recoverFromCrashes(
		{ webContents: contents.asContents() },
		{
			clock,
			log: recorded.log,
			onPageGone: () => done.push('page gone'),
			onHopeless: () => done.push('hopeless'),
		},
	);
});

function navigate(isMainFrame: boolean, isSameDocument: boolean): void {
	contents.emit('did-start-navigation', { isMainFrame, isSameDocument });
}

function crash(times = 1): void {
	for (let count = 0; count < times; count++) {
		contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
	}
}

describe('recoverFromCrashes', () => {
	it('forgets the patient when the page is loaded anew', () => {
		navigate(true, false);
		expect(done).toEqual(['page gone']);
	});

	it('keeps the patient when the page only changes its fragment', () => {
		navigate(true, true);
		expect(done).toEqual([]);
	});

	it('keeps the patient when a frame in the page is loaded', () => {
		navigate(false, false);
		expect(done).toEqual([]);
	});

	it('forgets the patient and brings the page back after a crash', () => {
		crash();
		expect(done).toEqual(['page gone']);
		expect(contents.reloads).toBe(1);
	});

	it('says in the log why the page went', () => {
		crash();
		expect(lines).toEqual([
			expect.stringContaining('{"reason":"crashed","event":"renderer gone"}'),
		]);
	});

	it('brings the page back three times within a minute', () => {
		crash(3);
		expect(contents.reloads).toBe(3);
		expect(done).not.toContain('hopeless');
	});

	it('gives up at the fourth crash within a minute, and forgets the patient all the same', () => {
		crash(3);
		clock.advance(59_999);
		crash();
		expect(contents.reloads).toBe(3);
		expect(done).toEqual(['page gone', 'page gone', 'page gone', 'page gone', 'hopeless']);
	});

	it('counts anew after a minute', () => {
		crash(3);
		clock.advance(60_000);
		crash(3);
		expect(contents.reloads).toBe(6);
		expect(done).not.toContain('hopeless');
	});

	it('counts the crashes of the last minute, not those of a full minute by the clock', () => {
		crash();
		clock.advance(40_000);
		crash(2);
		clock.advance(40_000);
		crash();
		expect(done).not.toContain('hopeless');
		crash();
		expect(done).toContain('hopeless');
	});
});

describe('recoverFromCrashes in a kiosk', () => {
	const start = 'app://abha-desk/index.html';
	const outOfOrder = 'app://abha-desk/out-of-order/out-of-order.html';

	let isKiosk: boolean;
	let killed: number[];
	let recovery: Recovery;

	beforeEach(() => {
		contents = new FakeContents();
		clock = new FakeClock();
		done = [];
		isKiosk = true;
		killed = [];
		const recorded = recordedLog();
		lines = recorded.lines;
		recovery = recoverFromCrashes(
			{ webContents: contents.asContents() },
			{
				clock,
				log: recorded.log,
				onPageGone: () => done.push('page gone'),
				onHopeless: () => done.push('hopeless'),
				isKiosk: () => isKiosk,
				kill: (processId) => {
					killed.push(processId);
					contents.goes('killed');
				},
			},
		);
	});

	it.each(['crashed', 'oom', 'killed', 'memory-eviction'])(
		'forgets the patient and is back at once when the page is %s',
		(reason) => {
			contents.goes(reason);
			expect(done).toEqual(['page gone']);
			expect(contents.loaded).toEqual([start]);
			expect(contents.reloads).toBe(0);
		},
	);

	async function crashes(times: number): Promise<void> {
		for (let count = 0; count < times; count += 1) {
			contents.goes('crashed');
			await Promise.resolve();
			await Promise.resolve();
		}
	}

	it('shows that it is out of order at the fourth crash within a minute', async () => {
		await crashes(4);
		expect(contents.loaded).toEqual([start, start, start, outOfOrder]);
		expect(done).not.toContain('hopeless');
	});

	it('counts the crashes of the last minute', async () => {
		await crashes(3);
		clock.advance(60_000);
		await crashes(3);
		expect(contents.loaded).toEqual(Array(6).fill(start));
	});

	it('begins anew, with a new budget, when a person has it start over', async () => {
		await crashes(4);
		const ended = recovery.expectEnd();
		contents.goes('crashed');
		ended();
		await recovery.load();
		await crashes(3);
		expect(contents.loaded).toEqual([start, start, start, outOfOrder, start, start, start, start]);
	});

	it('gives no new budget for starting over while it works', async () => {
		await crashes(3);
		recovery.expectEnd()();
		await recovery.load();
		await crashes(1);
		expect(contents.loaded.at(-1)).toBe(outOfOrder);
	});

	it('takes its time when even the page that says so goes', async () => {
		await crashes(5);
		expect(contents.loaded).toHaveLength(4);
		clock.advance(9_999);
		expect(contents.loaded).toHaveLength(4);
		clock.advance(1);
		expect(contents.loaded).toEqual([start, start, start, outOfOrder, outOfOrder]);
	});

	it('does not fall back to that page after a person has had it start over', async () => {
		await crashes(5);
		recovery.expectEnd()();
		await recovery.load();
		clock.advance(60_000);
		expect(contents.loaded.at(-1)).toBe(start);
	});

	it('counts a page that does not load as one that crashed', async () => {
		contents.loading = () => Promise.reject(new Error('ERR_FAILED'));
		await recovery.load();
		await expect.poll(() => contents.loaded.at(-1)).toBe(outOfOrder);
		expect(contents.loaded).toEqual([start, start, start, start, outOfOrder]);
	});

	it('counts a crash during a load once', async () => {
		let refuse: (error: Error) => void = () => undefined;
		contents.loading = () => new Promise((_resolve, reject) => (refuse = reject));
		const loading = recovery.load();
		contents.loading = () => Promise.resolve();
		contents.goes('crashed');
		refuse(new Error('ERR_FAILED'));
		await loading;
		expect(contents.loaded).toEqual([start, start]);
	});

	it('replaces a page that is silent', async () => {
		recovery.replaceSilent();
		await expect.poll(() => contents.loaded).toEqual([start]);
		expect(lines[0]).toContain('"reason":"silent"');
	});

	it('kills one that is silent and does not go', async () => {
		contents.isStopped = true;
		recovery.replaceSilent();
		clock.advance(1_000);
		expect(killed).toEqual([100]);
		expect(contents.loaded).toEqual([start]);
	});

	it('replaces a page that takes no input for ten seconds', async () => {
		contents.emit('unresponsive');
		clock.advance(9_999);
		expect(contents.processId).toBe(100);
		clock.advance(1);
		await expect.poll(() => contents.loaded).toEqual([start]);
	});

	it.each(['responsive', 'render-process-gone', 'did-start-navigation'])(
		'lets a page live after %s',
		(event) => {
			const navigation = { isMainFrame: true, isSameDocument: false };
			contents.emit('unresponsive');
			contents.emit(event, navigation, { reason: 'crashed' });
			expect(clock.waiting).toBe(0);
		},
	);

	it('leaves a silent page of a desk alone: its window may be minimised', () => {
		isKiosk = false;
		recovery.replaceSilent();
		contents.emit('unresponsive');
		clock.advance(60_000);
		expect(contents.processId).toBe(100);
	});
});
