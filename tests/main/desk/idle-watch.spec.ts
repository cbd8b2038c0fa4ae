import { beforeEach, describe, expect, it } from 'vitest';

import { IdleWatch } from '../../../main/desk/idle-watch.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const minute = 60_000;

let clock: FakeClock;
let limitMs: number | null;
let isVisitOpen: boolean;
let heard: (number | string | null)[];
let watch: IdleWatch;

beforeEach(() => {
	clock = new FakeClock();
	limitMs = 5 * minute;
	isVisitOpen = true;
	heard = [];
	watch = new IdleWatch({
		clock,
		limitMs: () => limitMs,
		isVisitOpen: () => isVisitOpen,
		onWarning: (secondsLeft) => heard.push(secondsLeft),
		onIdle: () => heard.push('idle'),
	});
});

describe('IdleWatch', () => {
	it('warns half a minute before the visit ends, and then ends it', () => {
		clock.advance(4.5 * minute - 1);
		expect(heard).toEqual([]);
		clock.advance(1);
		expect(heard).toEqual([30]);
		clock.advance(30_000);
		expect(heard).toEqual([30, 'idle']);
	});

	it('begins anew with every touch', () => {
		for (let touched = 0; touched < 20; touched += 1) {
			clock.advance(4 * minute);
			watch.touch();
		}
		expect(heard).toEqual([]);
		clock.advance(5 * minute);
		expect(heard).toEqual([30, 'idle']);
	});

	it('takes the warning back when a person comes back', () => {
		clock.advance(4.75 * minute);
		watch.touch();
		expect(heard).toEqual([30, null]);
		clock.advance(4.5 * minute - 1);
		expect(heard).toEqual([30, null]);
		clock.advance(30_001);
		expect(heard).toEqual([30, null, 30, 'idle']);
	});

	it('does not warn where nobody is shown, but clears what was typed all the same', () => {
		isVisitOpen = false;
		clock.advance(5 * minute);
		expect(heard).toEqual(['idle']);
	});

	it('goes on with the next visit', () => {
		clock.advance(5 * minute);
		clock.advance(5 * minute);
		expect(heard).toEqual([30, 'idle', 30, 'idle']);
	});

	it('follows a change of the limit from then on', () => {
		limitMs = minute;
		watch.restart();
		clock.advance(minute);
		expect(heard).toEqual([30, 'idle']);
	});

	it('takes the warning back when there is more time than there was', () => {
		clock.advance(4.5 * minute);
		limitMs = 10 * minute;
		clock.advance(5_000);
		expect(heard).toEqual([30, null]);
		clock.advance(10 * minute);
		expect(heard.slice(2)).toEqual([30, 'idle']);
	});

	it('notices within seconds that there is less time than there was', () => {
		clock.advance(minute);
		limitMs = 1.5 * minute;
		clock.advance(5_000);
		expect(heard).toEqual([25]);
	});

	it('waits for nobody where there is no limit, and counts from when there is one', () => {
		limitMs = null;
		clock.advance(60 * minute);
		expect(heard).toEqual([]);
		limitMs = 5 * minute;
		clock.advance(4.5 * minute - 1);
		expect(heard).toEqual([]);
		clock.advance(1);
		expect(heard).toEqual([30]);
	});

	it.each([
		['back', -3 * 3_600_000],
		['forward', 3 * 3_600_000],
	])('does not mind that the clock is set %s meanwhile', (_where, byMs) => {
		clock.advance(4 * minute);
		clock.wallOffsetMs += byMs;
		clock.advance(0.5 * minute - 1);
		expect(heard).toEqual([]);
		clock.advance(1);
		clock.wallOffsetMs += byMs;
		clock.advance(29_999);
		expect(heard).toEqual([30]);
		clock.advance(1);
		expect(heard).toEqual([30, 'idle']);
	});

	it('has one timer, and none when it is stopped', () => {
		for (let touched = 0; touched < 100; touched += 1) watch.touch();
		expect(clock.waiting).toBe(1);
		watch.stop();
		expect(clock.waiting).toBe(0);
	});
});
