import * as disk from 'node:fs/promises';

import type { FileSystem } from '../../main/vault/durable-file.ts';

/** One thing that is asked of the disk. */
export interface DiskStep {
	operation: keyof FileSystem | 'writeFile' | 'sync' | 'close';
	path: string;
}

/** The real disk. `before` may refuse each step by throwing; a refused write is half done. */
export function faultyFileSystem(before: (step: DiskStep) => void): FileSystem {
	const step = async <T>(
		operation: DiskStep['operation'],
		path: string,
		doIt: () => Promise<T>,
	) => {
		before({ operation, path });
		return doIt();
	};
	return {
		mkdir: (path, options) => step('mkdir', path, () => disk.mkdir(path, options)),
		stat: (path) => step('stat', path, () => disk.stat(path)),
		readFile: (path) => step('readFile', path, () => disk.readFile(path)),
		readdir: (path) => step('readdir', path, () => disk.readdir(path)),
		rename: (from, to) => step('rename', to, () => disk.rename(from, to)),
		rm: (path, options) => step('rm', path, () => disk.rm(path, options)),
		open: async (path, flags, mode) => {
			const file = await step('open', path, () => disk.open(path, flags, mode));
			return {
				writeFile: async (bytes) => {
					try {
						before({ operation: 'writeFile', path });
					} catch (error) {
						await file.writeFile(bytes.subarray(0, bytes.length / 2));
						throw error;
					}
					await file.writeFile(bytes);
				},
				sync: () => step('sync', path, () => file.sync()),
				close: async () => {
					// Whatever becomes of the program, the test must not lose the file handle.
					await file.close();
					before({ operation: 'close', path });
				},
			};
		},
	};
}

/** The disk of a program that is killed after so many steps: nothing happens any more. */
export function killedAfter(steps: number): FileSystem {
	let left = steps;
	return faultyFileSystem(() => {
		left -= 1;
		if (left < 0) throw new Error('killed');
	});
}

/** Refuses with an operating system's code whatever `isRefused` names. */
export function refusing(code: string, isRefused: (step: DiskStep) => boolean): FileSystem {
	return faultyFileSystem((step) => {
		if (isRefused(step)) throw Object.assign(new Error(`${code}: refused`), { code });
	});
}
