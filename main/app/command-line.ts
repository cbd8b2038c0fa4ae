import { resolve } from 'node:path';

/** What the person who starts the program may say. Everything else in argv is Chromium's. */
export interface CommandLine {
	/** `--provision=<file>`: the facility's configuration. */
	provisionFile: string | undefined;
	/** `--user-data-dir=<dir>`: a profile of its own. */
	userDataFolder: string | undefined;
}

/** Reads argv; relative paths are seen from `workingFolder`. */
export function readCommandLine(argv: readonly string[], workingFolder: string): CommandLine {
	const value = (name: string): string | undefined => {
		const prefix = `--${name}=`;
		return argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
	};
	// Without its `=<file>` it must not pass for "nothing said": the desk would open in training.
	const provision = argv.includes('--provision') ? '' : value('provision');
	const userData = value('user-data-dir');
	return {
		// An empty one is no file: reading it fails with words, which is better than passing it over.
		provisionFile: provision === undefined ? undefined : resolve(workingFolder, provision),
		// An empty one would mean the working folder, which nobody can have meant.
		userDataFolder:
			userData === undefined || userData === '' ? undefined : resolve(workingFolder, userData),
	};
}
