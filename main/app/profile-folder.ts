import { accessSync, constants, mkdirSync } from 'node:fs';

/**
 * Whether the program can live in `folder`. Asked before Chromium does: it would end without a word,
 * and with the exit code of success.
 */
export function isUsableFolder(folder: string): boolean {
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
		return true;
	} catch {
		// Not there and not to be made, a file, or somebody else's.
		return false;
	}
}
