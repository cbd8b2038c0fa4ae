import { randomBytes } from 'node:crypto';
import { lstat, open, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { FolderFacts } from './facts.ts';

/** Group and others. Chromium makes its profile for its user alone. */
const forOthers = 0o077;

/** Looks at the profile's folder. Writes one empty file into it, and takes it away again. */
export async function lookAtFolder(path: string, platform: NodeJS.Platform): Promise<FolderFacts> {
	const itself = await orNull(lstat(path));
	if (itself === null) {
		const nothing = { isAbsent: true, isLink: false, isOpenToOthers: null, writing: null };
		return { path, ...nothing, freeBytes: null };
	}
	const folder = await orNull(stat(path));
	const disk = await orNull(statfs(path));
	return {
		path,
		isAbsent: false,
		isLink: itself.isSymbolicLink(),
		// Windows answers with bits that mean nothing there.
		isOpenToOthers:
			platform === 'win32' || folder === null ? null : (folder.mode & forOthers) !== 0,
		writing: await tryToWrite(path),
		freeBytes: disk === null ? null : disk.bavail * disk.bsize,
	};
}

async function tryToWrite(folder: string): Promise<string> {
	const path = join(folder, `write-test-${randomBytes(8).toString('hex')}`);
	try {
		const file = await open(path, 'wx', 0o600);
		await file.close();
		await unlink(path);
		return 'ok';
	} catch (error) {
		return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
	}
}

/** What is not there, or not ours to look at, is told as that. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch {
		return null;
	}
}
