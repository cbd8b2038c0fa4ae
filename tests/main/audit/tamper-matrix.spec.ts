import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import type { AuditLog } from '../../../main/audit/audit-log.ts';
import type { LogFinding } from '../../../preload/contract/administration.ts';
import { auditDesk, patient } from '../../support/audit-desk.ts';

const [first, second, third] = ['2026-09', '2026-10', '2026-11'] as const;

/** Three months of eight entries each. */
async function filledDesk() {
	const desk = auditDesk();
	const audit = await desk.open();
	for (const month of [first, second, third]) {
		desk.setDay(`${month}-15`);
		for (let index = 0; index < 8; index += 1) {
			await audit.record({ event: index % 2 === 0 ? 'found' : 'otp-sent', patient });
		}
	}
	await audit.close();
	return { ...desk, audit };
}

type Desk = Awaited<ReturnType<typeof filledDesk>>;

const linesOf = (desk: Desk, month: string) => desk.text(month).split('\n').slice(0, -1);

function edit(desk: Desk, month: string, change: (lines: string[]) => string[]): void {
	writeFileSync(
		desk.path(month),
		change(linesOf(desk, month))
			.map((line) => `${line}\n`)
			.join(''),
	);
}

/** What anybody can do who has read how the chain is made: the hash needs no key. */
function rehash(line: string, prev?: string): string {
	const relinked = prev === undefined ? line : line.replace(/"prev":"\w+"/, `"prev":"${prev}"`);
	const content = relinked.slice(0, relinked.lastIndexOf(',"hash":"'));
	return `${content},"hash":"${createHash('sha256').update(content).digest('hex')}"}`;
}

const hashOf = (line: string) => (JSON.parse(line) as { hash: string }).hash;
const numbered = (line: string, n: number) => line.replace(/"n":\d+/, `"n":${String(n)}`);
const at = <T>(list: readonly T[], index: number) => list.at(index) as T;
const other = (line: string) => line.replace('Kavita', 'Sunita');

/** Writes a month anew from a line on, so that its chain is sound in itself. */
function rewriteFrom(desk: Desk, month: string, index: number, prev?: string): string {
	let last = prev;
	edit(desk, month, (lines) =>
		lines.map((line, at) => {
			if (at < index) return line;
			const changed = rehash(at === index ? other(line) : line, last);
			last = hashOf(changed);
			return changed;
		}),
	);
	return last ?? '';
}

interface Tampering {
	done: string;
	to: (desk: Desk) => void;
	/** What Check log says, without the places. */
	says: string;
	/** After the program was closed and opened again, if it says something else. */
	saysAfterwards?: string;
}

const tamperings: Tampering[] = [
	{ done: 'nothing', to: () => undefined, says: 'sound' },
	{
		done: 'edit a field',
		to: (desk) => {
			edit(desk, second, (lines) => lines.with(3, other(at(lines, 3))));
		},
		says: 'edited 1',
	},
	{
		done: 'edit a field of the first line',
		to: (desk) => {
			edit(desk, first, (lines) => lines.with(0, other(at(lines, 0))));
		},
		says: 'edited 1',
	},
	{
		done: 'edit a field of the last line',
		to: (desk) => {
			edit(desk, third, (lines) => lines.with(-1, other(at(lines, -1))));
		},
		says: 'edited 1',
	},
	{
		done: 'edit two neighbours',
		to: (desk) => {
			edit(desk, second, (lines) =>
				lines.with(3, other(at(lines, 3))).with(4, other(at(lines, 4))),
			);
		},
		says: 'edited 2',
	},
	{
		done: 'edit two lines far apart',
		to: (desk) => {
			edit(desk, first, (lines) => lines.with(3, other(at(lines, 3))));
			edit(desk, third, (lines) => lines.with(3, other(at(lines, 3))));
		},
		says: 'edited 1, edited 1',
	},
	{
		done: 'edit a line and make its hash right',
		to: (desk) => {
			edit(desk, second, (lines) => lines.with(3, rehash(other(at(lines, 3)))));
		},
		says: 'edited 1',
	},
	{
		done: 'edit the first line and make its hash right',
		to: (desk) => {
			edit(desk, first, (lines) => lines.with(0, rehash(other(at(lines, 0)))));
		},
		says: 'edited 1',
	},
	{
		done: 'edit the last line and make its hash right',
		to: (desk) => {
			edit(desk, third, (lines) => lines.with(-1, rehash(other(at(lines, -1)))));
		},
		says: 'replaced',
	},
	{
		done: 'edit a line and hash its month anew from there',
		to: (desk) => {
			rewriteFrom(desk, second, 3);
		},
		says: 'edited 1',
	},
	{
		done: 'edit a line and hash everything after it anew',
		to: (desk) => {
			const last = rewriteFrom(desk, second, 3);
			rewriteFrom(desk, third, 0, last);
		},
		says: 'replaced',
	},
	{
		done: 'remove the first line',
		to: (desk) => {
			edit(desk, first, (lines) => lines.slice(1));
		},
		says: 'removed 1',
	},
	{
		done: 'remove a middle line',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 1));
		},
		says: 'removed 1',
	},
	{
		done: 'remove three middle lines',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 3));
		},
		says: 'removed 3',
	},
	{
		done: 'remove a line and number those after it anew',
		to: (desk) => {
			edit(desk, second, (lines) =>
				lines.toSpliced(3, 1).map((line, index) => {
					return index < 3 ? line : rehash(numbered(line, 8 + index + 1));
				}),
			);
		},
		says: 'edited 4, removed 1',
	},
	{
		done: 'remove the last line',
		to: (desk) => {
			edit(desk, third, (lines) => lines.slice(0, -1));
		},
		says: 'cut-off 1',
	},
	{
		done: 'remove the oldest month',
		to: (desk) => {
			rmSync(desk.path(first));
		},
		says: 'removed 8',
	},
	{
		done: 'remove a month between',
		to: (desk) => {
			rmSync(desk.path(second));
		},
		says: 'removed 8',
	},
	{
		done: 'remove the newest month',
		to: (desk) => {
			rmSync(desk.path(third));
		},
		says: 'cut-off 8',
	},
	{
		done: 'swap two lines',
		to: (desk) => {
			edit(desk, second, (lines) => lines.with(3, at(lines, 4)).with(4, at(lines, 3)));
		},
		says: 'reordered 1',
	},
	{
		done: 'swap the last two lines',
		to: (desk) => {
			edit(desk, third, (lines) => lines.with(-1, at(lines, -2)).with(-2, at(lines, -1)));
		},
		says: 'reordered 1',
	},
	{
		done: 'move the last line to the front',
		to: (desk) => {
			edit(desk, third, (lines) => [at(lines, -1), ...lines.slice(0, -1)]);
		},
		says: 'reordered 1',
	},
	{
		done: 'move two lines down',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(1, 2).toSpliced(5, 0, ...lines.slice(1, 3)));
		},
		says: 'reordered 2',
	},
	{
		done: 'swap the contents of two months',
		to: (desk) => {
			const [a, b] = [desk.text(first), desk.text(second)];
			writeFileSync(desk.path(first), b);
			writeFileSync(desk.path(second), a);
		},
		says: 'reordered 8',
	},
	{
		done: 'write a line twice',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 0, at(lines, 3)));
		},
		says: 'added 1',
	},
	{
		done: 'write the last line twice',
		to: (desk) => {
			edit(desk, third, (lines) => [...lines, at(lines, -1)]);
		},
		says: 'added 1',
	},
	{
		done: 'write a month twice',
		to: (desk) => {
			edit(desk, second, (lines) => [...lines, ...lines]);
		},
		says: 'added 8',
	},
	{
		done: 'insert a line of another log',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 0, rehash(at(lines, 3), '7'.repeat(64))));
		},
		says: 'added 1',
	},
	{
		done: 'insert a line that fits what is before it',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 0, rehash(other(at(lines, 3)))));
		},
		says: 'added 1',
	},
	{
		done: 'insert a line with a number of its own',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 0, rehash(numbered(at(lines, 3), 9999))));
		},
		says: 'added 1',
	},
	{
		done: 'insert text that is no entry',
		to: (desk) => {
			edit(desk, second, (lines) => lines.toSpliced(3, 0, 'hello'));
		},
		says: 'added 1',
	},
	{
		done: 'append an entry that fits',
		to: (desk) => {
			edit(desk, third, (lines) => {
				const last = at(lines, -1);
				return [...lines, rehash(numbered(other(last), 25), hashOf(last))];
			});
		},
		says: 'added 1',
	},
	{
		done: 'cut to nothing: the newest month',
		to: (desk) => {
			writeFileSync(desk.path(third), '');
		},
		says: 'cut-off 8',
	},
	{
		done: 'cut to nothing: a month between',
		to: (desk) => {
			writeFileSync(desk.path(second), '');
		},
		says: 'removed 8',
	},
	{
		done: 'cut in the middle of the last line',
		to: (desk) => {
			writeFileSync(desk.path(third), desk.text(third).slice(0, -50));
		},
		says: 'cut-off 1',
	},
	{
		done: 'fill the newest month with NULs',
		to: (desk) => {
			writeFileSync(desk.path(third), Buffer.alloc(desk.text(third).length));
		},
		says: 'edited 8',
	},
	{
		done: 'fill a month between with NULs',
		to: (desk) => {
			writeFileSync(desk.path(second), Buffer.alloc(desk.text(second).length));
		},
		says: 'edited 8',
	},
	{
		done: 'fill the newest month with 1 MB of NULs',
		to: (desk) => {
			writeFileSync(desk.path(third), Buffer.alloc(1_000_000));
		},
		says: 'edited 8',
	},
	{
		done: 'delete all files',
		to: (desk) => {
			rmSync(desk.folder, { recursive: true });
			mkdirSync(desk.folder);
		},
		says: 'cut-off 24',
	},
	{
		done: 'delete the folder',
		to: (desk) => {
			rmSync(desk.folder, { recursive: true });
		},
		says: 'cut-off 24',
	},
	{
		done: 'copy an older backup of the folder back',
		to: (desk) => {
			rmSync(desk.path(third));
			edit(desk, second, (lines) => lines.slice(0, 4));
		},
		says: 'cut-off 12',
	},
	{
		done: 'put the log of another PC in its place',
		to: (desk) => {
			rmSync(desk.path(second));
			rewriteFrom(desk, first, 0);
			const last = linesOf(desk, first).map(hashOf).at(-1);
			edit(desk, third, () => []);
			writeFileSync(desk.path(second), '');
			rewriteFrom(desk, second, 0, last);
		},
		says: 'cut-off 16',
	},
	{
		done: 'a power cut tears the line that was being written',
		to: (desk) => {
			writeFileSync(desk.path(third), `${desk.text(third)}{"n":25,"at":"2026-`);
		},
		says: 'torn',
		saysAfterwards: 'sound',
	},
	{
		done: 'a power cut leaves NULs after the last line',
		to: (desk) => {
			writeFileSync(desk.path(third), `${desk.text(third)}${'\0'.repeat(300)}`);
		},
		says: 'torn',
		saysAfterwards: 'sound',
	},
	{
		done: 'an editor makes CRLF of one month',
		to: (desk) => {
			writeFileSync(desk.path(second), desk.text(second).replaceAll('\n', '\r\n'));
		},
		says: 'edited 8',
	},
	{
		done: 'an editor makes CRLF of the newest month',
		to: (desk) => {
			writeFileSync(desk.path(third), desk.text(third).replaceAll('\n', '\r\n'));
		},
		says: 'edited 8',
	},
	{
		done: 'an editor takes the last line break off',
		to: (desk) => {
			writeFileSync(desk.path(third), desk.text(third).slice(0, -1));
		},
		says: 'cut-off 1',
	},
	{
		done: 'an editor takes the last line break of a month between off',
		to: (desk) => {
			writeFileSync(desk.path(second), desk.text(second).slice(0, -1));
		},
		says: 'edited 1',
	},
	{
		done: 'put a folder where a month was',
		to: (desk) => {
			rmSync(desk.path(second));
			mkdirSync(desk.path(second));
		},
		says: 'not-readable',
	},
];

const said = ({ kind, count }: LogFinding) => (count === null ? kind : `${kind} ${String(count)}`);

async function verdict(audit: AuditLog): Promise<string> {
	const { findings } = await audit.check();
	return findings.length === 0 ? 'sound' : findings.map(said).join(', ');
}

const table: string[][] = [['what was done to the files', 'Check log says', 'and after a restart']];

afterAll(() => {
	const rows = table.map(
		([done, live, later]) => `${done!.padEnd(60)}${live!.padEnd(24)}${later!}`,
	);
	process.stdout.write(`\nThe tamper matrix of the activity log\n\n${rows.join('\n')}\n\n`);
});

describe('Check log', () => {
	it.each(tamperings)(
		'says “$says” to: $done',
		async ({ done, to, says, saysAfterwards = says }) => {
			const desk = await filledDesk();
			to(desk);
			const live = await verdict(desk.audit);
			const reopened = await desk.open();
			await reopened.record({ event: 'started' });
			const later = await verdict(reopened);
			await reopened.close();
			table.push([done, live, later]);
			expect({ live, later }).toEqual({ live: says, later: saysAfterwards });
		},
	);

	it('names the month and the line', async () => {
		const desk = await filledDesk();
		edit(desk, second, (lines) => lines.with(3, other(at(lines, 3))).toSpliced(6, 1));
		const { findings } = await desk.audit.check();
		expect(findings).toEqual([
			{ kind: 'edited', month: second, line: 4, count: 1 },
			{ kind: 'removed', month: second, line: 7, count: 1 },
		]);
	});

	it('names the month whose file is missing', async () => {
		const desk = await filledDesk();
		rmSync(desk.path(second));
		const { findings } = await desk.audit.check();
		expect(findings).toEqual([{ kind: 'removed', month: second, line: null, count: 8 }]);
	});

	it('goes on saying that the end was missing when the lines are put back', async () => {
		const desk = await filledDesk();
		const before = desk.text(third);
		rmSync(desk.path(third));
		const reopened = await desk.open();
		await reopened.close();
		writeFileSync(desk.path(third), before + desk.text(third));
		const again = await desk.open();
		expect(await verdict(again)).toBe('cut-off 8');
	});

	it('goes on saying it when the entry that says so is removed as well', async () => {
		const desk = await filledDesk();
		const before = desk.text(third);
		rmSync(desk.path(third));
		const reopened = await desk.open();
		await reopened.close();
		writeFileSync(desk.path(third), before);
		const again = await desk.open();
		expect(await verdict(again)).toBe('cut-off 1, cut-off 8');
	});

	it('takes the end of a file that is cut anywhere for cut off, and says how many are missing', async () => {
		const desk = await filledDesk();
		const { saved } = desk.cell;
		const whole = readFileSync(desk.path(third));
		const from = whole.subarray(0, -1).lastIndexOf('\n', -500);
		for (let size = from; size < whole.length; size += 1) {
			writeFileSync(desk.path(third), whole.subarray(0, size));
			const left = whole.subarray(0, size).filter((byte) => byte === 0x0a).length;
			const expected = `cut-off ${String(8 - left)}`;
			expect(await verdict(desk.audit), `${String(size)} bytes`).toBe(expected);
			// A line that lost no more than its line break gets it back from the next.
			if (size % 7 !== 0 || whole[size] === 0x0a) continue;
			const reopened = await desk.open(saved);
			expect(await verdict(reopened), `${String(size)} bytes, reopened`).toBe(expected);
		}
	}, 60_000);

	it('takes a line that is cut anywhere for torn when the vault does not know of it yet', async () => {
		const desk = await filledDesk();
		const { saved } = desk.cell;
		await desk.audit.record({ event: 'found', patient });
		const whole = readFileSync(desk.path(third));
		const from = whole.subarray(0, -1).lastIndexOf('\n') + 1;
		for (let size = from; size < whole.length; size += 1) {
			writeFileSync(desk.path(third), whole.subarray(0, size));
			const reopened = await desk.open(saved);
			const mended = desk.text(third).slice(from);
			expect(mended === '').toBe(size === from);
			expect(await verdict(reopened), `${String(size)} bytes`).toBe('sound');
		}
	}, 60_000);

	it('finds a flipped bit in every byte', async () => {
		const desk = auditDesk();
		const audit = await desk.open();
		desk.setDay('2026-10-15');
		await audit.record({ event: 'found', patient });
		desk.setDay('2026-11-15');
		await audit.record({ event: 'verified', patient });
		await audit.record({ event: 'visit-ended', detail: 'finished' });
		await audit.close();
		const { saved } = desk.cell;
		for (const month of [second, third]) {
			const whole = readFileSync(desk.path(month));
			for (let index = 0; index < whole.length; index += 1) {
				const flipped = Buffer.from(whole);
				flipped[index] = flipped[index]! ^ (1 << (index % 8));
				writeFileSync(desk.path(month), flipped);
				expect(await verdict(audit), `byte ${String(index)} of ${month}`).not.toBe('sound');
				if (index % 11 === 0) {
					const newest = readFileSync(desk.path(third));
					const reopened = await desk.open(saved);
					const where = `byte ${String(index)} of ${month}, reopened`;
					expect(await verdict(reopened), where).not.toBe('sound');
					await reopened.close();
					writeFileSync(desk.path(third), newest);
				}
			}
			writeFileSync(desk.path(month), whole);
		}
		expect(await verdict(audit)).toBe('sound');
	}, 60_000);

	it('finds any range of any file that is overwritten, taken out or put in', async () => {
		const desk = await filledDesk();
		const { saved } = desk.cell;
		const whole = new Map(
			[first, second, third].map((month) => [month, readFileSync(desk.path(month))]),
		);
		const damage = fc.record({
			month: fc.constantFrom(first, second, third),
			from: fc.integer({ min: 0, max: 3200 }),
			length: fc.integer({ min: 0, max: 1200 }),
			instead: fc.uint8Array({ maxLength: 60 }),
		});
		await fc.assert(
			fc.asyncProperty(damage, async ({ month, from, length, instead }) => {
				const before = whole.get(month)!;
				const after = Buffer.concat([
					before.subarray(0, from),
					instead,
					before.subarray(from + length),
				]);
				for (const [name, bytes] of whole) writeFileSync(desk.path(name), bytes);
				writeFileSync(desk.path(month), after);
				expect((await verdict(desk.audit)) === 'sound').toBe(after.equals(before));
				const reopened = await desk.open(saved);
				expect(reopened.isWriting).toBe(true);
				const { findings } = await reopened.check();
				expect(findings.length).toBeLessThan(5);
			}),
			{ numRuns: 120 },
		);
	}, 60_000);

	it('finds any lines that are left out, moved, doubled or changed with a right hash', async () => {
		const desk = await filledDesk();
		const { saved } = desk.cell;
		const months = [first, second, third];
		const whole = new Map(months.map((month) => [month, linesOf(desk, month)]));
		const all = months.flatMap((month) => whole.get(month)!.map((_, index) => ({ month, index })));
		const pick = fc.constantFrom(...all);
		const tampering = fc.array(
			fc.record({
				line: pick,
				to: pick,
				how: fc.constantFrom('leave-out', 'move', 'double', 'change', 'change-and-hash'),
			}),
			{ maxLength: 4 },
		);
		await fc.assert(
			fc.asyncProperty(tampering, async (steps) => {
				const log = new Map([...whole].map(([month, lines]) => [month, [...lines]]));
				for (const { line, to, how } of steps) {
					const lines = log.get(line.month)!;
					const text = lines[line.index];
					if (text === undefined) continue;
					if (how === 'leave-out' || how === 'move') lines.splice(line.index, 1);
					if (how === 'move' || how === 'double') log.get(to.month)!.splice(to.index, 0, text);
					if (how === 'change') lines[line.index] = other(text);
					if (how === 'change-and-hash') lines[line.index] = rehash(other(text));
				}
				for (const [month, lines] of log) edit(desk, month, () => lines);
				const isAsBefore = months.every(
					(month) => log.get(month)!.join() === whole.get(month)!.join(),
				);
				expect((await verdict(desk.audit)) === 'sound').toBe(isAsBefore);
				const reopened = await desk.open(saved);
				expect((await verdict(reopened)) === 'sound').toBe(isAsBefore);
			}),
			{ numRuns: 120 },
		);
	}, 60_000);
});
