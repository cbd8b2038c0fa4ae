import { beforeEach, describe, expect, it } from 'vitest';

import { Watchdog } from '../../../main/app/watchdog.ts';
import type { Clock } from '../../../main/clock.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let silences: number;
let watchdog: Watchdog;

function watch(on: Clock): Watchdog {
	return new Watchdog({ clock: on, onSilent: () => (silences += 1) });
}

beforeEach(() => {
	clock = new FakeClock();
	silences = 0;
	watchdog = watch(clock);
});

describe('Watchdog', () => {
	it('expects nothing of a page that has never been heard', () => {
		clock.advance(60_000);
		expect(silences).toBe(0);
		expect(clock.waiting).toBe(0);
	});

	it('tells of four seconds of silence, once', () => {
		watchdog.beat();
		clock.advance(3_999);
		expect(silences).toBe(0);
		clock.advance(1);
		expect(silences).toBe(1);
		clock.advance(60_000);
		expect(silences).toBe(1);
	});

	it('is content with a page that beats', () => {
		for (let beats = 0; beats < 100; beats += 1) {
			watchdog.beat();
			clock.advance(3_000);
		}
		expect(silences).toBe(0);
		expect(clock.waiting).toBe(1);
	});

	it('waits for the first beat of the page after', () => {
		watchdog.beat();
		watchdog.disarm();
		clock.advance(60_000);
		expect(silences).toBe(0);
		watchdog.beat();
		clock.advance(4_000);
		expect(silences).toBe(1);
	});

	it('does not take the sleep of the PC for silence', () => {
		let sleptMs = 0;
		watchdog = watch({
			nowMs: () => clock.nowMs() + sleptMs,
			wallNowMs: () => clock.wallNowMs(),
			after: (delayMs, action) => clock.after(delayMs, action),
		});
		watchdog.beat();
		clock.advance(3_000);
		sleptMs = 3_600_000;
		clock.advance(3_000);
		expect(silences).toBe(0);
		clock.advance(2_000);
		expect(silences).toBe(1);
	});
});
