import { resolve } from 'node:path';

import type { Flavour } from './flavour.ts';

/** What the person who starts the program may say. Everything else in argv is Chromium's. */
export interface CommandLine {
	/** `--provision=<file>`: the facility's configuration. */
	provisionFile: string | undefined;
	/** `--user-data-dir=<dir>`: a profile of its own. */
	userDataFolder: string | undefined;
	/** `--perf-marks`: how long the start took is printed. */
	wantsPerfMarks: boolean;
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
		wantsPerfMarks: argv.includes('--perf-marks'),
	};
}

/** Ours, and those of Chromium's that an administrator may need and that open nothing. */
const knownSwitches: ReadonlySet<string> = new Set([
	...['provision', 'user-data-dir', 'perf-marks'],
	...['disable-gpu', 'ozone-platform', 'ozone-platform-hint', 'enable-wayland-ime'],
	...['force-device-scale-factor', 'lang', 'password-store'],
]);

/**
 * The switches that a package refuses to start with. Chromium has hundreds that no fuse covers: a
 * debugging port, a proxy, certificates not looked at, a page without its sandbox. So only known ones
 * pass, instead of all but the bad ones that we have heard of. Tests and developers need some of them.
 */
export function switchesRefusedBy(
	flavour: Flavour,
	argv: readonly string[],
	platform: NodeJS.Platform = process.platform,
): string[] {
	if (flavour === 'test' || flavour === 'development') return [];
	// As Chromium reads them: one or two dashes, on Windows a slash as well, up to a lone `--`.
	const form = platform === 'win32' ? /^(?:--?|\/)([^=]+)/ : /^--?([^=]+)/;
	const end = argv.indexOf('--');
	return argv
		.slice(1, end === -1 ? undefined : end)
		.map((argument) => form.exec(argument)?.[1]?.toLowerCase())
		.filter((name) => name !== undefined)
		.filter((name) => !knownSwitches.has(name))
		.map((name) => `--${name}`);
}
