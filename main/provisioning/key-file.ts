import {
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { ConfigurationError } from '../facility/configuration.ts';

/** The text of a key's file; `null`: there is none. Throws ConfigurationError in words. */
export function readKeyFile(path: string, platform: string): string | null {
	try {
		// Windows keeps the folder of each person's settings from the others; its modes say nothing.
		if (platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
			throw new ConfigurationError(
				`the signing key ${path} can be read by others: make it yours alone (chmod 600)`,
			);
		}
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (error instanceof ConfigurationError) throw error;
		if (isAbsent(error)) return null;
		throw new ConfigurationError(`the signing key ${path} cannot be read`, { cause: error });
	}
}

/** Replaces the file as a whole, readable by its owner only. Throws ConfigurationError in words. */
export function writeKeyFile(path: string, text: string): void {
	const unfinished = `${path}.tmp-${String(process.pid)}`;
	try {
		mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
		const file = openSync(unfinished, 'w', 0o600);
		try {
			writeSync(file, text);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(unfinished, path);
	} catch (error) {
		rmSync(unfinished, { force: true });
		throw new ConfigurationError(`the signing key ${path} cannot be written`, { cause: error });
	}
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
