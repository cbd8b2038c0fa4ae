import { beforeEach, describe, expect, it } from 'vitest';

import { recoverFromCrashes } from '../../../main/app/recovery.ts';
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
