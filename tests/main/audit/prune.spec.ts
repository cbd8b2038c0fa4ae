import { describe, expect, it } from 'vitest';

import { auditDesk, entriesOf, patient } from '../../support/audit-desk.ts';

const monthName = (index: number) =>
	`${String(2025 + Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, '0')}`;

/** A PC that has written an entry in each month since January 2025. */
async function deskOfMonths(count: number) {
	const desk = auditDesk();
	// The months before are kept for as long as it takes to write them.
	desk.keep(120);
	const audit = await desk.open();
	for (let index = 0; index < count; index += 1) {
		desk.setDay(`${monthName(index)}-10`);
		await audit.record({ event: 'found', patient });
	}
	await audit.close();
	desk.keep(12);
	return { ...desk, audit };
}

const monthsOf = (files: string[]) => files.map((name) => name.slice(9, 16));

describe('pruning', () => {
	it('removes what is older than is to be kept, and records each month', async () => {
		const desk = await deskOfMonths(15);
		const audit = await desk.open();
		expect(monthsOf(desk.files())[0]).toBe('2025-03');
		const entries = entriesOf(desk.text('2026-03')).slice(1);
		expect(entries).toMatchObject([
			{ event: 'log-pruned', detail: '2025-01' },
			{ event: 'log-pruned', detail: '2025-02' },
		]);
		expect(await audit.check()).toMatchObject({ entries: 15, findings: [] });
	});

	it('leaves a log that is still known to be whole after the next start', async () => {
		const desk = await deskOfMonths(15);
		const pruned = await desk.open();
		await pruned.close();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect((await audit.check()).findings).toEqual([]);
	});

	it.each([13, 12, 1, 0, Number.NaN])(
		'keeps twelve whole months, though %d have a file or are asked for',
		async (asked) => {
			const desk = await deskOfMonths(13);
			desk.keep(asked);
			await desk.open();
			expect(desk.files()).toHaveLength(13);
		},
	);

	it('keeps as many months as are asked for', async () => {
		const desk = await deskOfMonths(30);
		desk.keep(24);
		await desk.open();
		expect(monthsOf(desk.files())[0]).toBe(monthName(5));
	});

	it('is done when a month begins, too', async () => {
		const desk = await deskOfMonths(13);
		const audit = await desk.open();
		desk.setDay('2026-02-01');
		await audit.record({ event: 'found', patient });
		await audit.close();
		expect(monthsOf(desk.files())[0]).toBe('2025-02');
	});

	it('removes nothing because a clock is years ahead', async () => {
		const desk = await deskOfMonths(8);
		desk.setDay('2051-07-07');
		const audit = await desk.open();
		await audit.record({ event: 'found', patient });
		await audit.close();
		desk.setDay('2025-09-01');
		const later = await desk.open();
		await later.record({ event: 'found', patient });
		expect(desk.files()).toHaveLength(9);
	});

	it('removes nothing before the vault knows of it', async () => {
		const desk = await deskOfMonths(15);
		desk.cell.fails = true;
		const audit = await desk.open();
		expect(desk.files()).toHaveLength(15);
		expect((await audit.check()).findings).toEqual([]);
	});

	it('is finished at the next start when a power cut came in between', async () => {
		const desk = await deskOfMonths(15);
		desk.disk.broken.set('unlink', 'EIO');
		const interrupted = await desk.open();
		expect(desk.files()).toHaveLength(15);
		expect((await interrupted.check()).findings).toEqual([]);
		await interrupted.close();
		desk.disk.broken.clear();
		const audit = await desk.open();
		expect(desk.files()).toHaveLength(13);
		expect((await audit.check()).findings).toEqual([]);
	});

	it('waits for a check and an export to end', async () => {
		const desk = await deskOfMonths(14);
		const exporting = desk.audit.export({ format: 'json-lines', month: null, group: null });
		const { value } = await exporting.next();
		desk.setDay('2026-03-01');
		await desk.audit.record({ event: 'found', patient });
		await desk.audit.close();
		expect(desk.files()).toHaveLength(15);
		let text = String(value);
		for await (const chunk of exporting) text += chunk;
		expect(entriesOf(text)).toHaveLength(14);
		await desk.audit.record({ event: 'found', patient });
		await desk.audit.close();
		expect(desk.files()).toHaveLength(13);
	});
});
