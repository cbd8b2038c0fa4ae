import { resolve } from 'node:path';

import type { Flavour } from '../flavour.ts';

/** What the person who starts the program may say. Everything else in argv is Chromium's. */
export interface CommandLine {
	/** `--provision=<file>`: the facility's configuration. */
	provisionFile: string | undefined;
	/** `--user-data-dir=<dir>`: a profile of its own. */
	userDataFolder: string | undefined;
	/** What is to be done instead of opening a desk (errands.ts); `null`: nothing. */
	errand: Errand | null;
	/** What an errand has started this process for; nobody types it. */
	onBehalfOf: OnBehalfOf | null;
	/** `--perf-marks`: how long the start took is printed. */
	wantsPerfMarks: boolean;
}

export type Errand =
	/** `--doctor`, with `--json` for programs: prints the diagnostics. */
	| { name: 'doctor'; asJson: boolean }
	/** `--self-test`: goes through a whole visit in training, and says whether all worked. */
	| { name: 'self-test' }
	/** `--reset-this-pc`: removes every trace, for uninstallers. */
	| { name: 'reset' };

export type OnBehalfOf =
	{ name: 'doctor'; profile: string; asJson: boolean } | { name: 'self-test' };

/** How an errand tells the process that it starts what it is for. */
export const insideSwitches = {
	doctorOf: (profile: string) => `--doctor-of=${profile}`,
	selfTest: '--self-test-inside',
};

/** Reads argv; relative paths are seen from `workingFolder`. */
export function readCommandLine(argv: readonly string[], workingFolder: string): CommandLine {
	const value = (name: string): string | undefined => {
		const prefix = `--${name}=`;
		return argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
	};
	// Without its `=<file>` it must not pass for "nothing said": the desk would open in training.
	const provision = argv.includes('--provision') ? '' : value('provision');
	const userData = value('user-data-dir');
	const asJson = argv.includes('--json');
	const doctorOf = value('doctor-of');
	return {
		// An empty one is no file: reading it fails with words, which is better than passing it over.
		provisionFile: provision === undefined ? undefined : resolve(workingFolder, provision),
		// An empty one would mean the working folder, which nobody can have meant.
		userDataFolder:
			userData === undefined || userData === '' ? undefined : resolve(workingFolder, userData),
		errand: errandOf(argv, asJson),
		onBehalfOf:
			doctorOf !== undefined
				? { name: 'doctor', profile: resolve(workingFolder, doctorOf), asJson }
				: argv.includes(insideSwitches.selfTest)
					? { name: 'self-test' }
					: null,
		wantsPerfMarks: argv.includes('--perf-marks'),
	};
}

/** Ours, and those of Chromium's that an administrator may need and that open nothing. */
const knownSwitches: ReadonlySet<string> = new Set([
	...['provision', 'user-data-dir', 'doctor', 'json', 'self-test', 'reset-this-pc', 'perf-marks'],
	...['doctor-of', 'self-test-inside'],
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

/** The first of them: a reset must not follow from a slip beside something harmless. */
function errandOf(argv: readonly string[], asJson: boolean): Errand | null {
	if (argv.includes('--doctor')) return { name: 'doctor', asJson };
	if (argv.includes('--self-test')) return { name: 'self-test' };
	return argv.includes('--reset-this-pc') ? { name: 'reset' } : null;
}

/** The words for Chromium, and an unpackaged program's folder: what a second process needs as well. */
export function withoutOwnSwitches(argv: readonly string[]): string[] {
	const own =
		/^--(?:doctor|doctor-of|json|self-test|self-test-inside|reset-this-pc|provision|user-data-dir)(?:=|$)/;
	return argv.filter((argument) => !own.test(argument));
}
