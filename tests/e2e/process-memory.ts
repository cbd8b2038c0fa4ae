import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const chunkBytes = 8 * 1024 * 1024;
/** So that nothing is missed that lies over the border of two chunks. */
const overlapBytes = 256;

/** How often each text stands in these bytes, as Latin-1 or UTF-16. */
export function countTexts(bytes: Buffer, texts: readonly string[]): Map<string, number> {
	return new Map(
		texts.map((text) => [
			text,
			(['latin1', 'utf16le'] as const).reduce(
				(sum, encoding) => sum + countIn(bytes, Buffer.from(text, encoding)),
				0,
			),
		]),
	);
}

function countIn(bytes: Buffer, wanted: Buffer): number {
	let count = 0;
	for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) count += 1;
	return count;
}

/**
 * How often each text stands in the writable memory of a process: strings of the page's engine, which
 * no heap snapshot has, included. Linux only; `null` where the system does not let us look.
 */
export function countInMemory(
	processId: number,
	texts: readonly string[],
): Map<string, number> | null {
	const found = new Map(texts.map((text) => [text, 0]));
	let memory: number;
	try {
		memory = openSync(`/proc/${String(processId)}/mem`, 'r');
	} catch {
		// Another system, or Chromium's sandbox keeps everybody out but root.
		return null;
	}
	try {
		for (const { from, to } of writableRangesOf(processId)) {
			for (let at = from; at < to; at += chunkBytes - overlapBytes) {
				const bytes = Buffer.alloc(Math.min(chunkBytes, to - at));
				const length = readRange(memory, bytes, at);
				for (const [text, count] of countTexts(bytes.subarray(0, length), texts)) {
					found.set(text, (found.get(text) ?? 0) + count);
				}
			}
		}
	} finally {
		closeSync(memory);
	}
	return found;
}

function writableRangesOf(processId: number): { from: number; to: number }[] {
	return readFileSync(`/proc/${String(processId)}/maps`, 'utf8')
		.split('\n')
		.map((line) => /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line))
		.filter((match) => match !== null)
		.map(([, from = '', to = '']) => ({ from: parseInt(from, 16), to: parseInt(to, 16) }));
}

/** 0 for what went away since, or is another device's. */
function readRange(memory: number, into: Buffer, at: number): number {
	try {
		return readSync(memory, into, 0, into.length, at);
	} catch {
		return 0;
	}
}
