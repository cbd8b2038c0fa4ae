import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { auditDesk, entriesOf, patient } from '../../support/audit-desk.ts';

/** What may happen to a PC that nobody tampers with. */
const happening = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ what: fc.constant('record' as const) }) },
	{ weight: 2, arbitrary: fc.record({ what: fc.constant('burst' as const) }) },
	{ weight: 2, arbitrary: fc.record({ what: fc.constantFrom('kill' as const, 'quit' as const) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			what: fc.constant('clock' as const),
			day: fc.constantFrom('2026-11-30', '2026-12-01', '2027-02-10', '2015-01-01', '2051-07-07'),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			what: fc.constant('disk-full' as const),
			space: fc.integer({ min: 0, max: 1200 }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			what: fc.constant('break' as const),
			part: fc.constantFrom(
				'open' as const,
				'datasync' as const,
				'truncate' as const,
				'readdir' as const,
			),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ what: fc.constantFrom('heal' as const, 'vault-full' as const) }),
	},
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function live(happenings: readonly Happening[]) {
	const desk = auditDesk();
	let audit = await desk.open();
	let recorded = 0;
	/** Nobody could have told of what was missed: the vault had no room, or no time. */
	let isTold = true;
	const record = async () => {
		recorded += 1;
		await audit.record({ event: 'found', patient });
	};
	const heal = () => {
		desk.disk.broken.clear();
		desk.disk.space = Infinity;
		desk.cell.fails = false;
	};
	for (const event of happenings) {
		switch (event.what) {
			case 'record':
				await record();
				break;
			case 'burst':
				await Promise.all([record(), record(), record()]);
				break;
			case 'quit':
			case 'kill':
				if (event.what === 'quit') await audit.close();
				if (desk.cell.saved.missed !== desk.cell.value.missed) isTold = false;
				audit = await desk.open();
				break;
			case 'clock':
				desk.setDay(event.day);
				break;
			case 'disk-full':
				desk.disk.space = event.space;
				break;
			case 'break':
				desk.disk.broken.set(event.part, 'EIO');
				break;
			case 'vault-full':
				desk.cell.fails = true;
				break;
			case 'heal':
				heal();
				break;
		}
	}
	heal();
	await record();
	const { findings } = await audit.check();
	const entries = desk
		.files()
		.flatMap((name) => entriesOf(readFileSync(join(desk.folder, name), 'utf8')));
	return { findings, entries, recorded, isTold };
}

describe('the activity log of a PC that nobody tampers with', () => {
	it('is sound after any kills, clocks and disks, but for the gaps that it tells of', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
				const { findings, entries, recorded, isTold } = await live(happenings);
				expect(findings.filter(({ kind }) => kind !== 'gap')).toEqual([]);
				const missed = findings.reduce((sum, { count }) => sum + (count ?? 0), 0);
				const written = entries.filter(({ event }) => event === 'found').length;
				if (isTold) expect(written + missed).toBe(recorded);
				else expect(written + missed).toBeLessThanOrEqual(recorded);
			}),
			{ numRuns: 300 },
		);
	}, 60_000);
});
