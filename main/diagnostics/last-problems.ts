import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The end of the newest log, which holds some three hundred lines. */
const tailBytes = 64 * 1024;

/** `abha-desk-2026-11-23.log`, see log-file.ts; its name sorts by its day. */
const logName = /^abha-desk-\d{4}-\d{2}-\d{2}\.log$/;

/** Whether a finished line of the log is a warning or an error: its second word says so. */
function isProblem(line: string): boolean {
	return /^\S+ (?:warn|error) /.test(line);
}

/** The warnings and errors at the end of the newest log in `folder`; none where none can be read. */
export async function readLastProblems(folder: string): Promise<string[]> {
	try {
		const newest = (await readdir(folder))
			.filter((name) => logName.test(name))
			.sort()
			.at(-1);
		if (newest === undefined) return [];
		const lines = (await readTail(join(folder, newest))).split('\n');
		return lines.filter(isProblem);
	} catch {
		// No log, or none that may be read: then it has nothing to say.
		return [];
	}
}

async function readTail(path: string): Promise<string> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		const tail = Buffer.alloc(Math.min(size, tailBytes));
		const { bytesRead } = await file.read(tail, 0, tail.length, size - tail.length);
		return tail.toString('utf8', 0, bytesRead);
	} finally {
		await file.close();
	}
}
