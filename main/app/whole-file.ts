import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

import type { Failure } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';

/** The whole file or none of it: half a file with a patient's data must not stay behind. */
export async function writeWhole(
	path: string,
	content: Uint8Array | AsyncIterable<string> | Iterable<string>,
	failure: Failure,
): Promise<void> {
	// A name of its own: the person may have a file of any plain one.
	const unfinished = `${path}.${randomUUID()}.part`;
	try {
		await writeFile(unfinished, content, { mode: 0o600 });
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => undefined);
		// What is to be written may have its own reason to end.
		throw error instanceof AppError ? error : new AppError(failure, { cause: error });
	}
}
