import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createAuditAnchor } from '../../../main/audit/anchor.ts';
import { auditDesk, entriesOf, patient } from '../../support/audit-desk.ts';

const month = '2026-11';

/** Until everything that does not wait for the disk has run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

const eventsOf = (text: string) => entriesOf(text).map(({ event }) => event);

describe('an entry', () => {
	it('says when, what, whom, who and where', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'failed', patient, detail: 'wrong-otp' });
		expect(entriesOf(desk.text(month))).toEqual([
			{
				n: 1,
				at: '2026-11-23T00:00:00.000Z',
				event: 'failed',
				patient: { hash: expect.stringMatching(/^[0-9a-f]{32}$/), lastFour: '3333' },
				detail: 'wrong-otp',
				operator: 'Kavita',
				desk: 'Counter 1',
				prev: '0'.repeat(64),
				seal: expect.stringMatching(/^[0-9a-f]{32}$/),
				hash: expect.stringMatching(/^[0-9a-f]{64}$/),
			},
		]);
	});

	it('holds neither the number nor the address', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'found', patient });
		expect(desk.text(month)).not.toMatch(/1111|2222|asha|verma/);
	});

	it('has no operator and no desk where none is set', async () => {
		const desk = auditDesk();
		Object.assign(desk.who, { desk: '', operator: '' });
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect(entriesOf(desk.text(month))).toMatchObject([{ operator: null, desk: null }]);
	});

	it.each(['Asha Verma', '91-1111-2222-3333', '012345', '', 'x'.repeat(61), 'a\nb'])(
		'is written without a detail that is no word of ours: %j',
		async (detail) => {
			const desk = auditDesk();
			const audit = await desk.open();
			await audit.record({ event: 'failed', detail });
			expect(entriesOf(desk.text(month))).toMatchObject([{ event: 'failed', detail: null }]);
			expect(desk.logLines.join('')).toContain('activity-detail-not-a-word');
			if (detail !== '') expect(desk.logLines.join('')).not.toContain(detail);
		},
	);

	it('stays one line, whatever the desk is called', async () => {
		const desk = auditDesk();
		desk.who.desk = 'Röntgen\n{"n":7,"event":"gap"}\u2028परीक्षण';
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect(desk.text(month).split('\n')).toHaveLength(2);
		expect(entriesOf(desk.text(month))).toMatchObject([{ desk: desk.who.desk }]);
		expect((await audit.check()).findings).toEqual([]);
	});
});

describe('the files', () => {
	it('can be read by nobody else', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect(statSync(desk.path(month)).mode & 0o777).toBe(0o600);
		expect(statSync(desk.folder).mode & 0o777).toBe(0o700);
	});

	it('are one chain that an auditor can walk with SHA-256 and no key', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		for (const day of ['2026-10-05', '2026-11-05', '2026-12-05']) {
			desk.setDay(day);
			await audit.record({ event: 'found', patient });
			await audit.record({ event: 'otp-sent', patient });
		}
		let prev = '0'.repeat(64);
		for (const each of ['2026-10', '2026-11', '2026-12']) {
			for (const line of desk.text(each).split('\n').slice(0, -1)) {
				const content = line.slice(0, line.lastIndexOf(',"hash":'));
				const entry = JSON.parse(line) as { prev: string; hash: string };
				expect(entry.prev).toBe(prev);
				expect(entry.hash).toBe(createHash('sha256').update(content).digest('hex'));
				prev = entry.hash;
			}
		}
		expect(desk.cell.value).toMatchObject({ count: 6, head: prev });
	});

	it('change with the month in India, five and a half hours before UTC', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.clock.wallOffsetMs = Date.parse('2026-11-30T18:29:59.999Z');
		await audit.record({ event: 'found' });
		desk.clock.wallOffsetMs += 1;
		await audit.record({ event: 'found' });
		expect(desk.files()).toEqual(['activity-2026-11.jsonl', 'activity-2026-12.jsonl']);
	});

	it('never go back to an older month when the clock is set back', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'found' });
		desk.setDay('2025-01-01');
		await audit.record({ event: 'found' });
		await audit.close();
		const reopened = await desk.open();
		await reopened.record({ event: 'found' });
		expect(desk.files()).toEqual(['activity-2026-11.jsonl']);
		expect(entriesOf(desk.text(month)).at(-1)).toMatchObject({
			n: 3,
			at: '2025-01-01T04:30:00.000Z',
		});
		expect((await reopened.check()).findings).toEqual([]);
	});

	it.each([-9e15, -1, 0, 9e15])('take an entry at a wall clock of %d', async (wallMs) => {
		const desk = auditDesk();
		desk.clock.wallOffsetMs = wallMs;
		const audit = await desk.open();
		await audit.record({ event: 'found', patient });
		expect(await audit.check()).toMatchObject({ entries: 1, findings: [] });
	});
});

describe('a disk that does not take an entry', () => {
	it.each(['open', 'write', 'datasync'] as const)(
		'stops nothing when %s fails, is said once, and is told in the log when it is over',
		async (operation) => {
			const desk = auditDesk();
			const audit = await desk.open();
			await audit.record({ event: 'started' });
			desk.disk.broken.set(operation, 'EROFS');
			await audit.record({ event: 'found', patient });
			await audit.record({ event: 'otp-sent', patient });
			expect(audit.isWriting).toBe(false);
			desk.disk.broken.clear();
			await audit.record({ event: 'verified', patient });
			expect(entriesOf(desk.text(month))).toMatchObject([
				{ event: 'started' },
				{ event: 'gap', detail: '2' },
				{ event: 'verified' },
			]);
			expect(desk.writing).toEqual([false, true]);
			expect((await audit.check()).findings).toEqual([{ kind: 'gap', month, line: 2, count: 2 }]);
		},
	);

	it('loses no other line when it is full in the middle of one', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		desk.disk.space = 100;
		await audit.record({ event: 'found', patient });
		desk.disk.space = Infinity;
		await audit.record({ event: 'verified', patient });
		expect(eventsOf(desk.text(month))).toEqual(['started', 'gap', 'verified']);
	});

	it('takes what it left of a line off later, if it cannot at once', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		desk.disk.space = 100;
		desk.disk.broken.set('truncate', 'EIO');
		await audit.record({ event: 'found', patient });
		expect(desk.text(month).endsWith('\n')).toBe(false);
		desk.disk.space = Infinity;
		desk.disk.broken.clear();
		await audit.record({ event: 'verified', patient });
		expect(eventsOf(desk.text(month))).toEqual(['started', 'log-mended', 'gap', 'verified']);
		expect(entriesOf(desk.text(month))[2]).toMatchObject({ detail: '1' });
	});

	it('is told of even if the program was ended before it could be', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		desk.disk.broken.set('write', 'ENOSPC');
		await audit.record({ event: 'found', patient });
		await audit.close();
		desk.disk.broken.clear();
		const reopened = await desk.open();
		await reopened.record({ event: 'started' });
		expect(eventsOf(desk.text(month))).toEqual(['started', 'gap', 'started']);
	});

	it('holds nobody longer than a second when it hangs, and takes all entries when it answers', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.disk.stall();
		let done = 0;
		for (const event of ['found', 'otp-sent'] as const) {
			void audit.record({ event, patient }).then(() => (done += 1));
		}
		await settle();
		desk.clock.advance(999);
		await settle();
		expect(done).toBe(0);
		desk.clock.advance(1);
		await settle();
		expect(done).toBe(2);
		expect(desk.writing).toEqual([false]);
		desk.disk.resume();
		await audit.record({ event: 'verified', patient });
		expect(eventsOf(desk.text(month))).toEqual(['found', 'otp-sent', 'verified']);
		expect(desk.writing).toEqual([false, true]);
		expect(desk.clock.waiting).toBe(0);
	});

	it('makes no more than a thousand entries wait, and counts the others as missed', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.disk.stall();
		void audit.record({ event: 'started' });
		await settle();
		const waiting = Array.from({ length: 1005 }, () => audit.record({ event: 'found', patient }));
		desk.disk.resume();
		await Promise.all(waiting);
		await audit.record({ event: 'verified', patient });
		const entries = entriesOf(desk.text(month));
		expect(entries.filter(({ event }) => event === 'found')).toHaveLength(1000);
		expect(entries.find(({ event }) => event === 'gap')).toMatchObject({ detail: '5' });
	});

	it('is not waited for at the end either', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.disk.stall();
		void audit.record({ event: 'visit-ended' });
		const closing = audit.close();
		await settle();
		desk.clock.advance(1000);
		await closing;
		desk.disk.resume();
	});
});

describe('opening', () => {
	it.each(['mkdir', 'readdir', 'open'] as const)(
		'goes on without a log when %s fails, and with one as soon as it works',
		async (operation) => {
			const desk = auditDesk();
			const before = await desk.open();
			await before.record({ event: 'started' });
			await before.close();
			desk.disk.broken.set(operation, 'EACCES');
			const audit = await desk.open();
			expect(audit.isWriting).toBe(false);
			await audit.record({ event: 'found', patient });
			desk.disk.broken.clear();
			await audit.record({ event: 'verified', patient });
			expect(audit.isWriting).toBe(true);
			expect(eventsOf(desk.text(month))).toEqual(['started', 'gap', 'verified']);
		},
	);

	it('goes on without a log where a file stands in place of the folder', async () => {
		const desk = auditDesk();
		writeFileSync(desk.folder, 'not a folder');
		const audit = await desk.open();
		await audit.record({ event: 'found', patient });
		expect(audit.isWriting).toBe(false);
		expect(await audit.activity({ month: null, group: null, offset: 0 })).toMatchObject({
			total: 0,
		});
		rmSync(desk.folder);
		await audit.record({ event: 'verified', patient });
		expect(eventsOf(desk.text(month))).toEqual(['gap', 'verified']);
	});

	it('takes no longer than a second when the disk hangs', async () => {
		const desk = auditDesk();
		desk.disk.stall();
		const opening = desk.open();
		await settle();
		desk.clock.advance(1000);
		const audit = await opening;
		expect(audit.isWriting).toBe(false);
		desk.disk.resume();
		await audit.record({ event: 'started' });
		expect(eventsOf(desk.text(month))).toEqual(['started']);
	});

	it('leaves alone what is not its own', async () => {
		const desk = auditDesk();
		mkdirSync(desk.folder, { recursive: true });
		writeFileSync(`${desk.folder}/notes.txt`, 'mine');
		writeFileSync(`${desk.folder}/activity-2026-13.jsonl`, 'mine');
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect(await audit.check()).toMatchObject({ entries: 1, findings: [] });
		expect(desk.files()).toHaveLength(3);
	});

	it('reads no month but the newest', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		desk.setDay('2026-12-01');
		await audit.record({ event: 'started' });
		await audit.close();
		rmSync(desk.path(month));
		mkdirSync(desk.path(month));
		const reopened = await desk.open();
		await reopened.record({ event: 'started' });
		expect(reopened.isWriting).toBe(true);
	});

	it('takes off what a power cut left of a line, and says so', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		await audit.close();
		appendFileSync(desk.path(month), '{"n":2,"at":"2026-11-23T00:0');
		const reopened = await desk.open();
		expect(eventsOf(desk.text(month))).toEqual(['started', 'log-mended']);
		expect((await reopened.check()).findings).toEqual([]);
	});

	it('says that the log is not the one that the vault remembers', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		await audit.record({ event: 'found', patient });
		await audit.close();
		writeFileSync(desk.path(month), '');
		await desk.open();
		expect(entriesOf(desk.text(month))).toMatchObject([
			{ n: 3, event: 'log-mismatch', detail: 'cut-off' },
		]);
	});

	it('accepts entries that a power cut kept from the vault', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		await audit.close();
		const { saved } = desk.cell;
		await audit.record({ event: 'found', patient });
		const reopened = await desk.open(saved);
		await reopened.record({ event: 'started' });
		expect(eventsOf(desk.text(month))).toEqual(['started', 'found', 'started']);
		expect((await reopened.check()).findings).toEqual([]);
	});
});

describe('a vault', () => {
	it('that cannot be saved stops no entry', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.cell.fails = true;
		await audit.record({ event: 'found', patient });
		expect(audit.isWriting).toBe(true);
		desk.cell.fails = false;
		await audit.record({ event: 'verified', patient });
		await audit.close();
		expect(desk.cell.saved.count).toBe(2);
	});

	it('is never ahead of the log', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.disk.stall();
		void audit.record({ event: 'found', patient });
		await settle();
		expect(desk.cell.value.count).toBe(0);
		desk.disk.resume();
		await audit.close();
		expect(desk.cell.saved.count).toBe(1);
	});

	it('that is new takes over a log that it knows nothing of, and says so', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		await audit.record({ event: 'found', patient });
		await audit.close();
		const other = await desk.open(createAuditAnchor());
		await other.record({ event: 'started' });
		const notAnchored = { kind: 'not-anchored', month: null, line: null, count: 2 };
		expect(await other.check()).toMatchObject({ entries: 3, findings: [notAnchored] });
		await other.close();
		const lines = desk.text(month).split('\n');
		writeFileSync(desk.path(month), `${lines.slice(0, 1).join('\n')}\n`);
		const reopened = await desk.open();
		const cutOff = { kind: 'cut-off', month, line: 2, count: 2 };
		expect((await reopened.check()).findings).toEqual([cutOff, notAnchored]);
	});
});

describe('Check log', () => {
	it('says how many entries there are, and since when', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		expect(await audit.check()).toEqual({ entries: 0, from: null, findings: [] });
		await audit.record({ event: 'started' });
		const from = '2026-11-23T00:00:00.000Z';
		expect(await audit.check()).toEqual({ entries: 1, from, findings: [] });
	});

	it('is right while entries are being written', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		const checks = [];
		for (let index = 0; index < 30; index += 1) {
			void audit.record({ event: 'found', patient });
			checks.push(audit.check());
		}
		const findings = (await Promise.all(checks)).flatMap((report) => report.findings);
		expect(findings).toEqual([]);
	});

	it('says which file it cannot read, and checks the others', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		for (const day of ['2026-11-05', '2026-12-05']) {
			desk.setDay(day);
			await audit.record({ event: 'found' });
		}
		rmSync(desk.path(month));
		mkdirSync(desk.path(month));
		expect(await audit.check()).toMatchObject({
			entries: 1,
			findings: [{ kind: 'not-readable', month, line: null, count: null }],
		});
	});

	it('says that it cannot look into the folder', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await audit.record({ event: 'found' });
		desk.disk.broken.set('readdir', 'EACCES');
		const findings = [{ kind: 'not-readable', month: null, line: null, count: null }];
		expect(await audit.check()).toEqual({ entries: 0, from: null, findings });
	});

	it('gives a bounded report of a log that is torn to shreds', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		await Promise.all(Array.from({ length: 900 }, () => audit.record({ event: 'found', patient })));
		const lines = desk.text(month).split('\n').slice(0, -1);
		const shuffled = lines.map((line, index) => ({ line, key: (index * 7919) % 907 }));
		shuffled.sort((a, b) => a.key - b.key);
		writeFileSync(desk.path(month), shuffled.map(({ line }) => `${line}\n`).join(''));
		const { findings } = await audit.check();
		expect(findings.length).toBeGreaterThan(0);
		expect(findings.length).toBeLessThan(200);
	});
});

describe('an activity log folder', () => {
	it('is made with all folders above it', async () => {
		const desk = auditDesk();
		rmSync(dirname(desk.folder), { recursive: true });
		const audit = await desk.open();
		await audit.record({ event: 'started' });
		expect(audit.isWriting).toBe(true);
	});
});
