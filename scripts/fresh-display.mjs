import { hasDisplay } from './display.mjs';

/** In CI always, since a display that happens to be there makes tests depend on the machine. */
const isNeeded =
	process.platform === 'linux' &&
	(process.env['CI'] !== undefined || !hasDisplay(process.platform, process.env));

/** A session bus of its own besides, so that the tests never touch the keyring of the person. */
const freshDisplay = [
	'dbus-run-session',
	'--',
	'xvfb-run',
	'--auto-servernum',
	'--server-args=-screen 0 1280x1024x24',
];

/**
 * A command line, with a display of its own before it where there is none to use.
 *
 * @param {readonly string[]} commandLine
 * @returns {{ command: string, arguments: string[] }}
 */
export function inFreshDisplay(commandLine) {
	const [command = '', ...programArguments] = [...(isNeeded ? freshDisplay : []), ...commandLine];
	return { command, arguments: programArguments };
}
