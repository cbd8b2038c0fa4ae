import { mkdtempSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Line, lineBatches, linesFromEnd } from '../../../main/audit/read-lines.ts';

const path = join(mkdtempSync(join(tmpdir(), 'lines-')), 'file');

async function linesOf(content: string, from: 'start' | 'end'): Promise<Line[]> {
	writeFileSync(path, content);
	const file = await open(path);
	const lines: Line[] = [];
	const { size } = await file.stat();
	if (from === 'start') {
		for await (const batch of lineBatches(file, size)) lines.push(...batch);
	} else {
		for await (const line of linesFromEnd(file, size)) lines.unshift(line);
	}
	await file.close();
	return lines;
}

function expected(content: string): unknown[] {
	let offset = 0;
	const parts = content.split('\n').map((text, index, all) => {
		const line = { text, offset, isComplete: index < all.length - 1 };
		offset += text.length + 1;
		return line;
	});
	return parts.filter(({ text, isComplete }) => isComplete || text !== '');
}

const shown = (lines: Line[]) =>
	lines.map(({ bytes, ...line }) => ({ ...line, text: bytes?.toString() }));

/** Lines that end before, at and after the borders of what is read at once. */
const content = fc
	.array(
		fc.record({
			length: fc.oneof(
				fc.constantFrom(0, 1, 400),
				fc.integer({ min: 0, max: 3 }).map((more) => 32_767 + more),
				fc.integer({ min: 0, max: 3 }).map((more) => 65_533 + more),
			),
			end: fc.constantFrom('\n', ''),
		}),
		{ maxLength: 12 },
	)
	.map((lines) => lines.map(({ length, end }, i) => String(i % 10).repeat(length) + end).join(''))
	.filter((text) => text.split('\n').every((line) => line.length <= 64 * 1024));

describe.each(['start', 'end'] as const)('lines from the %s of a file', (from) => {
	it('are those that the file has, with their places', async () => {
		await fc.assert(
			fc.asyncProperty(content, async (text) => {
				expect(shown(await linesOf(text, from))).toEqual(expected(text));
			}),
		);
	});
});

describe('a line that is longer than any of ours', () => {
	const long = '\0'.repeat(1_000_000);

	it('is not held, and the next is found', async () => {
		const lines = await linesOf(`one\n${long}\ntwo\n`, 'start');
		expect(lines.map(({ bytes, offset }) => [bytes?.toString() ?? null, offset])).toEqual([
			['one', 0],
			[null, 4],
			['two', 1_000_005],
		]);
	});

	it('is said to be there at the end as well', async () => {
		const lines = await linesOf(`one\n${long}`, 'start');
		expect(lines.at(-1)).toEqual({ bytes: null, offset: 4, isComplete: false });
	});

	it('is the last that is read from the end', async () => {
		const lines = await linesOf(`one\n${long}\ntwo\n`, 'end');
		expect(lines.map(({ bytes }) => bytes?.toString() ?? null)).toEqual([null, 'two']);
	});
});
