import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { UpdateRefused } from './refusal.ts';
import { type Measure, saved, syncFolder, write } from './update-folder.ts';

/**
 * Puts `pieces` in the place of the program at `path`, whole or not at all: there is no moment without
 * a program under that name, and the one that runs goes on with its own file. Throws `not-saved`, and
 * `changed-since-check` for pieces that are not what `measure` says.
 */
export async function replaceFile(
	path: string,
	pieces: AsyncIterable<Uint8Array>,
	measure: Measure,
): Promise<void> {
	// Beside it, because only within one file system does a rename replace.
	const unfinished = `${path}.${randomBytes(8).toString('hex')}.part`;
	try {
		const written = await write(unfinished, pieces, 0o755, measure.size);
		if (written.size !== measure.size || written.sha512 !== measure.sha512) {
			throw new UpdateRefused('changed-since-check');
		}
		await saved(async () => {
			await rename(unfinished, path);
			await syncFolder(dirname(path));
		});
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => undefined);
		throw error;
	}
}
