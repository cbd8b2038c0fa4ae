import { mkdirSync, rmSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { ExportQuery } from '../../../main/audit/export-activity.ts';
import type { AuditLog } from '../../../main/audit/audit-log.ts';
import { auditDesk, patient } from '../../support/audit-desk.ts';

const csv: ExportQuery = { format: 'csv', month: null, group: null };
const jsonLines: ExportQuery = { format: 'json-lines', month: null, group: null };

async function textOf(audit: AuditLog, query: ExportQuery): Promise<string> {
	let text = '';
	for await (const chunk of audit.export(query)) text += chunk;
	return text;
}

async function filledDesk() {
	const desk = auditDesk();
	const audit = await desk.open();
	desk.setDay('2026-10-05');
	await audit.record({ event: 'found', patient });
	desk.setDay('2026-11-05');
	await audit.record({ event: 'failed', patient, detail: 'wrong-otp' });
	return { desk, audit };
}

describe('the export as CSV', () => {
	it('has a header and a row an entry, as RFC 4180 has them', async () => {
		const { audit } = await filledDesk();
		const lines = (await textOf(audit, csv)).split('\r\n');
		expect(lines).toEqual([
			'\uFEFFnumber,at,event,group,patient,patient_last_four,detail,operator,desk',
			expect.stringMatching(
				/^1,2026-10-05T04:30:00\.000Z,found,found,[0-9a-f]{32},3333,,Kavita,Counter 1$/,
			),
			expect.stringMatching(
				/^2,2026-11-05T04:30:00\.000Z,failed,failed,[0-9a-f]{32},3333,wrong-otp,Kavita,Counter 1$/,
			),
			'',
		]);
	});

	it.each([
		['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
		['+1', "'+1"],
		['-1', "'-1"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\tx', "'\tx"],
		['a,b', '"a,b"'],
		['a\nb', '"a\nb"'],
		['say "a"', '"say ""a"""'],
		['क्लिनिक', 'क्लिनिक'],
	])('makes a desk called %j harmless for a spreadsheet', async (name, cell) => {
		const desk = auditDesk();
		desk.who.desk = name;
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect((await textOf(audit, csv)).endsWith(`,Kavita,${cell}\r\n`)).toBe(true);
	});
});

describe('the export as JSON lines', () => {
	it('is the files to the byte, so that an auditor can walk the chain', async () => {
		const { desk, audit } = await filledDesk();
		expect(await textOf(audit, jsonLines)).toBe(desk.text('2026-10') + desk.text('2026-11'));
	});

	it('has one month where one is asked for', async () => {
		const { desk, audit } = await filledDesk();
		expect(await textOf(audit, { ...jsonLines, month: '2026-10' })).toBe(desk.text('2026-10'));
	});

	it('has one group where one is asked for', async () => {
		const { desk, audit } = await filledDesk();
		expect(await textOf(audit, { ...jsonLines, group: 'failed' })).toBe(desk.text('2026-11'));
	});
});

describe('an export', () => {
	it('fails rather than leave out a month that cannot be read', async () => {
		const { desk, audit } = await filledDesk();
		rmSync(desk.path('2026-10'));
		mkdirSync(desk.path('2026-10'));
		await expect(textOf(audit, csv)).rejects.toThrow('cannot be read');
	});

	it('fails when the folder cannot be read', async () => {
		const { desk, audit } = await filledDesk();
		desk.disk.broken.set('readdir', 'EACCES');
		await expect(textOf(audit, csv)).rejects.toThrow('cannot be read');
	});

	it('holds what was recorded before it began, and nothing after', async () => {
		const { desk, audit } = await filledDesk();
		const before = desk.text('2026-10') + desk.text('2026-11');
		const chunks = audit.export(jsonLines);
		let text = String((await chunks.next()).value);
		await audit.record({ event: 'found', patient });
		for await (const chunk of chunks) text += chunk;
		expect(text).toBe(before);
	});
});
