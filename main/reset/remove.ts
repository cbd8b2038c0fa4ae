import * as nodeFileSystem from 'node:fs/promises';
import { join } from 'node:path';

/** The part of node:fs/promises that is used, so that tests can refuse any step of it. */
export interface Remover {
	lstat(path: string): Promise<{ isDirectory(): boolean }>;
	readdir(path: string): Promise<string[]>;
	rmdir(path: string): Promise<void>;
	unlink(path: string): Promise<void>;
}

/** How many files and links went, and how many the operating system kept. */
export interface Removed {
	removed: number;
	refused: number;
}

/**
 * Removes a file, a link, or a folder with all in it. A link is removed and never followed, whatever
 * it leads to. Never throws: what cannot go is counted. Folders are not, but for empty ones.
 */
export async function removeWhole(
	path: string,
	fileSystem: Remover = nodeFileSystem,
): Promise<Removed> {
	try {
		if (!(await fileSystem.lstat(path)).isDirectory()) {
			await fileSystem.unlink(path);
			return { removed: 1, refused: 0 };
		}
		let sum: Removed = { removed: 0, refused: 0 };
		for (const name of await fileSystem.readdir(path)) {
			sum = plus(sum, await removeWhole(join(path, name), fileSystem));
		}
		if (sum.refused === 0) await fileSystem.rmdir(path);
		return sum;
	} catch (error) {
		// Gone already, by whomever: that is what was wanted.
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return { removed: 0, refused: 0 };
		}
		return { removed: 0, refused: 1 };
	}
}

export function plus(a: Removed, b: Removed): Removed {
	return { removed: a.removed + b.removed, refused: a.refused + b.refused };
}
