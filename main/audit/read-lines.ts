import type { FileHandle } from 'node:fs/promises';

/** A line of a file, without its line break. */
export interface Line {
	/** `null`: longer than any of ours. */
	bytes: Buffer | null;
	/** Where it begins in the file. */
	offset: number;
	/** `false`: the file ends before the line does. */
	isComplete: boolean;
}

const newLine = 0x0a;
/** Each chunk costs a wait for the disk's thread; this many bytes hold main up for a few milliseconds. */
const chunkBytes = 1024 * 1024;
/** Ours have 400 to 900 bytes. What is longer (a file full of NULs) is not worth holding. */
const longestLine = 64 * 1024;
const nothing = Buffer.alloc(0);

/** All lines of a file up to `size`, in the batches that they are read in: an await a line is too slow. */
export async function* lineBatches(file: FileHandle, size: number): AsyncGenerator<Line[]> {
	let offset = 0;
	let carry: Buffer = nothing;
	let isTooLong = false;
	for (let at = 0; at < size;) {
		// Never reused: the lines are views of it.
		const room = Buffer.allocUnsafe(carry.length + Math.min(chunkBytes, size - at));
		carry.copy(room);
		const { bytesRead } = await file.read(room, carry.length, room.length - carry.length, at);
		if (bytesRead === 0) break;
		at += bytesRead;
		const bytes = room.subarray(0, carry.length + bytesRead);
		const lines: Line[] = [];
		let begin = 0;
		for (let stop = bytes.indexOf(newLine); stop !== -1; stop = bytes.indexOf(newLine, begin)) {
			const line = isTooLong || stop - begin > longestLine ? null : bytes.subarray(begin, stop);
			lines.push({ bytes: line, offset, isComplete: true });
			begin = stop + 1;
			offset = at - bytes.length + begin;
			isTooLong = false;
		}
		carry = bytes.subarray(begin);
		isTooLong ||= carry.length > longestLine;
		if (isTooLong) carry = nothing;
		yield lines;
	}
	if (isTooLong) yield [{ bytes: null, offset, isComplete: false }];
	else if (carry.length > 0) yield [{ bytes: carry, offset, isComplete: false }];
}

/** The lines of a file from its end. One that is longer than any of ours is the last. */
export async function* linesFromEnd(file: FileHandle, size: number): AsyncGenerator<Line> {
	let bytes: Buffer = nothing;
	let isComplete = false;
	for (let from = size; from > 0;) {
		const length = Math.min(longestLine, from);
		const chunk = Buffer.alloc(length);
		await file.read(chunk, 0, length, from - length);
		from -= length;
		bytes = Buffer.concat([chunk, bytes]);
		for (let stop = bytes.lastIndexOf(newLine); stop !== -1; stop = bytes.lastIndexOf(newLine)) {
			const line = bytes.subarray(stop + 1);
			if (isComplete || line.length > 0) {
				yield { bytes: line, offset: from + stop + 1, isComplete };
			}
			isComplete = true;
			bytes = bytes.subarray(0, stop);
		}
		if (bytes.length > longestLine) {
			yield { bytes: null, offset: from, isComplete };
			return;
		}
	}
	if (isComplete || bytes.length > 0) yield { bytes, offset: 0, isComplete };
}
