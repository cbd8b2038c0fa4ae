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
	const path = (name: string): string | undefined => {
		const prefix = `--${name}=`;
		const value = argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
		return value === undefined ? undefined : resolve(workingFolder, value);
	};
	return { provisionFile: path('provision'), userDataFolder: path('user-data-dir') };
}
