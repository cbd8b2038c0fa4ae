import { setImmediate as settled } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { receive, receiveWhole, type UpdateSource } from '../../../main/update/source.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { refusalOf } from '../../support/signed-updates.ts';

const limits = { maxBytes: 10, stallMs: 100, deadlineMs: 250 };
let clock = new FakeClock();
let wasClosed = false;
let wasAborted = false;

afterEach(() => {
	clock = new FakeClock();
	wasClosed = false;
	wasAborted = false;
});

/** Gives `pieces`, each after the clock has moved by its wait; `null` never comes. */
function sourceOf(pieces: readonly { waitMs?: number; bytes: Buffer | null }[]): UpdateSource {
	return {
		async *read(_name, signal) {
			signal.addEventListener('abort', () => (wasAborted = true));
			try {
				for (const { waitMs = 0, bytes } of pieces) {
					if (bytes === null) await new Promise(() => undefined);
					else if (waitMs > 0) await new Promise<void>((go) => clock.after(waitMs, go));
					if (bytes !== null) yield bytes;
				}
			} finally {
				wasClosed = true;
			}
		},
	};
}

/** With `stepMs` the clock goes on in such steps until the end. */
async function receivedFrom(source: UpdateSource, stepMs = 0) {
	const received = receiveWhole(receive(source, 'name', limits, clock));
	const progress = { isOver: false };
	const over = received.catch(() => undefined).finally(() => (progress.isOver = true));
	await settled();
	while (stepMs > 0 && !progress.isOver) {
		clock.advance(stepMs);
		await settled();
	}
	await over;
	return received;
}

const five = Buffer.from('12345');

describe('receive', () => {
	it('gives what the source gives, and leaves no timer', async () => {
		const bytes = await receivedFrom(sourceOf([{ bytes: five }, { bytes: five }]));
		expect(bytes.toString()).toBe('1234512345');
		expect([clock.waiting, wasClosed, wasAborted]).toEqual([0, true, true]);
	});

	it('stops at the first byte too many, and reads no further', async () => {
		const endless: UpdateSource = {
			async *read() {
				for (;;) yield five;
			},
		};
		expect(await refusalOf(receivedFrom(endless))).toBe('too-large');
		expect(clock.waiting).toBe(0);
	});

	it('gives up on a source that falls silent, and does not wait for it to close', async () => {
		const silent = sourceOf([{ bytes: five }, { bytes: null }]);
		expect(await refusalOf(receivedFrom(silent, 10))).toBe('too-slow');
		expect(wasAborted).toBe(true);
		expect(clock.nowMs()).toBe(100);
	});

	it('gives up on a source that drips', async () => {
		const one = { waitMs: 90, bytes: Buffer.from('1') };
		expect(await refusalOf(receivedFrom(sourceOf(Array(9).fill(one)), 10))).toBe('too-slow');
		expect(clock.nowMs()).toBe(250);
	});

	it('lets go of the source when nobody wants the rest', async () => {
		for await (const piece of receive(
			sourceOf([{ bytes: five }, { bytes: five }]),
			'n',
			limits,
			clock,
		)) {
			expect(piece).toEqual(five);
			break;
		}
		expect([wasClosed, wasAborted]).toEqual([true, true]);
	});
});
