import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { SlipNumbers, type SlipStore } from '../../../main/kiosk/slip-numbers.ts';

const hourMs = 3_600_000;
const noon = new Date(2026, 10, 23, 12).getTime();

let stored: unknown;
let nowMs: number;
let store: SlipStore;

beforeEach(() => {
	stored = null;
	nowMs = noon;
	store = {
		read: () => stored,
		write: (slip) => (stored = slip),
	};
});

function start(): SlipNumbers {
	return new SlipNumbers({ store, clock: { wallNowMs: () => nowMs } });
}

function next(slips: SlipNumbers, times: number): string[] {
	return Array.from({ length: times }, () => slips.next());
}

describe('SlipNumbers', () => {
	it('counts from 1', () => {
		expect(next(start(), 3)).toEqual(['1', '2', '3']);
	});

	it('begins anew at midnight by the clock on the wall', () => {
		const slips = start();
		nowMs = new Date(2026, 10, 23, 23, 59, 59).getTime();
		expect(next(slips, 2)).toEqual(['1', '2']);
		nowMs = new Date(2026, 10, 24).getTime();
		expect(next(slips, 2)).toEqual(['1', '2']);
	});

	it('goes on after a restart on the same day, and anew on the next', () => {
		next(start(), 3);
		expect(next(start(), 1)).toEqual(['4']);
		nowMs += 24 * hourMs;
		expect(next(start(), 1)).toEqual(['1']);
	});

	it('stores a number before anybody has it, and nothing else', () => {
		next(start(), 7);
		expect(stored).toEqual({ day: '2026-11-23', number: 7 });
	});

	it('counts on in memory when nothing can be stored or read', () => {
		const fail = () => {
			throw new Error('ENOSPC');
		};
		store = { read: fail, write: fail };
		expect(next(start(), 3)).toEqual(['1', '2', '3']);
	});

	it.each([undefined, 'x', [], { day: 'today', number: 3 }, { day: '2026-11-23', number: -1 }])(
		'begins with 1 when what is stored is no slip: %j',
		(damaged) => {
			stored = damaged;
			expect(next(start(), 1)).toEqual(['1']);
		},
	);

	it('goes on when the clock is set back over midnight', () => {
		next(start(), 5);
		nowMs -= 24 * hourMs;
		expect(next(start(), 1)).toEqual(['6']);
	});

	it('begins anew the day after a clock that was ahead is set right', () => {
		nowMs += 400 * 24 * hourMs;
		const slips = start();
		next(slips, 5);
		nowMs = noon;
		expect(next(slips, 1)).toEqual(['6']);
		nowMs += 24 * hourMs;
		expect(next(slips, 1)).toEqual(['1']);
	});

	it('gives no number twice on one day, however the clock is set', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -72, max: 72 }), { maxLength: 60 }), (hours) => {
				stored = null;
				nowMs = noon;
				const slips = start();
				const given = new Set<string>();
				for (const each of hours) {
					nowMs += each * hourMs;
					const slip = `${new Date(nowMs).toDateString()} ${slips.next()}`;
					expect(given.has(slip)).toBe(false);
					given.add(slip);
				}
			}),
		);
	});
});
