import { appendFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { ActivityEvent } from '../../../preload/contract/administration.ts';
import { auditDesk, patient } from '../../support/audit-desk.ts';

async function deskWith(events: readonly (readonly [at: string, event: ActivityEvent])[]) {
	const desk = auditDesk();
	const audit = await desk.open();
	for (const [at, event] of events) {
		desk.clock.wallOffsetMs = Date.parse(at);
		await audit.record({ event, patient });
	}
	return { desk, audit };
}

const all = { month: null, group: null, offset: 0 };

describe('a page of activity', () => {
	it('shows the newest month, newest entry first, with counts of each day', async () => {
		const { audit } = await deskWith([
			['2026-10-30T05:00:00Z', 'found'],
			['2026-11-02T05:00:00Z', 'found'],
			['2026-11-02T05:01:00Z', 'otp-sent'],
			['2026-11-02T05:02:00Z', 'otp-resent'],
			['2026-11-03T05:00:00Z', 'failed'],
		]);
		const none = { found: 0, otp: 0, verified: 0, failed: 0, visit: 0, administration: 0 };
		const activity = await audit.activity(all);
		expect(activity).toMatchObject({ months: ['2026-11', '2026-10'], month: '2026-11', total: 4 });
		expect(activity.days).toEqual([
			{ day: '2026-11-02', counts: { ...none, found: 1, otp: 2 } },
			{ day: '2026-11-03', counts: { ...none, failed: 1 } },
		]);
		expect(activity.entries.map(({ number }) => number)).toEqual([5, 4, 3, 2]);
		expect(activity.entries[0]).toEqual({
			number: 5,
			at: '2026-11-03T05:00:00.000Z',
			event: 'failed',
			group: 'failed',
			patientLastFour: '3333',
			detail: null,
			operator: 'Kavita',
			desk: 'Counter 1',
		});
	});

	it('counts an evening in UTC to the day that it is in India', async () => {
		const { audit } = await deskWith([['2026-11-02T18:30:00Z', 'found']]);
		expect((await audit.activity(all)).days).toMatchObject([{ day: '2026-11-03' }]);
	});

	it('shows a month that is asked for', async () => {
		const { audit } = await deskWith([
			['2026-10-30T05:00:00Z', 'found'],
			['2026-11-02T05:00:00Z', 'found'],
		]);
		expect(await audit.activity({ ...all, month: '2026-10' })).toMatchObject({
			month: '2026-10',
			total: 1,
			entries: [{ number: 1 }],
		});
	});

	it('filters the entries by group, and not the counts', async () => {
		const { audit } = await deskWith([
			['2026-11-02T05:00:00Z', 'found'],
			['2026-11-02T05:01:00Z', 'verified'],
			['2026-11-02T05:02:00Z', 'profile-read'],
			['2026-11-02T05:03:00Z', 'visit-ended'],
		]);
		const activity = await audit.activity({ ...all, group: 'visit' });
		expect(activity.entries.map(({ event }) => event)).toEqual(['visit-ended', 'profile-read']);
		expect(activity).toMatchObject({
			total: 2,
			days: [{ counts: { found: 1, verified: 1, visit: 2 } }],
		});
	});

	it('has fifty entries, and the older ones on the next', async () => {
		const { audit } = await deskWith(
			Array.from({ length: 120 }, () => ['2026-11-02T05:00:00Z', 'found'] as const),
		);
		const numbers = async (offset: number) => {
			const { entries, total } = await audit.activity({ ...all, offset });
			expect(total).toBe(120);
			return entries.map(({ number }) => number);
		};
		const pages = [await numbers(0), await numbers(50), await numbers(100), await numbers(150)];
		expect(pages.map(({ length }) => length)).toEqual([50, 50, 20, 0]);
		expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
	});

	it('is empty for a month without a file, and for a log without an entry', async () => {
		const { audit } = await deskWith([['2026-11-02T05:00:00Z', 'found']]);
		const none = { days: [], entries: [], total: 0 };
		expect(await audit.activity({ ...all, month: '2020-01' })).toEqual({
			months: ['2026-11'],
			month: '2020-01',
			...none,
		});
		const empty = await auditDesk().open();
		expect(await empty.activity(all)).toEqual({ months: [], month: null, ...none });
	});

	it('leaves out what is no entry', async () => {
		const { desk, audit } = await deskWith([['2026-11-02T05:00:00Z', 'found']]);
		const strange = [
			'hello',
			'{"n":2}',
			'\0\0',
			'{"n":2,"at":"2026-99-99T05:00:00.000Z","event":"found",}',
		];
		appendFileSync(desk.path('2026-11'), `${strange.join('\n')}\n{"n":2,"at":"2026-`);
		expect(await audit.activity(all)).toMatchObject({ total: 1, entries: [{ number: 1 }] });
	});
});
