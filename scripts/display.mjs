import { Refusal } from './refusal.mjs';

/**
 * Whether a window can be shown. Windows and macOS always have a display.
 *
 * @param {string} platform
 * @param {NodeJS.ProcessEnv} environment
 */
export function hasDisplay(platform, environment) {
	if (platform !== 'linux') return true;
	return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

export function refuseWithoutDisplay() {
	if (hasDisplay(process.platform, process.env)) return;
	throw new Refusal(
		'There is no display to open a window on: use a desktop session or "ssh -X", or put "xvfb-run -a" before the command (packages xvfb and xauth).',
	);
}

/** A session bus of its own besides, so that nothing touches the keyring of the person. */
const freshDisplay = [
	'dbus-run-session',
	'--',
	'xvfb-run',
	'--auto-servernum',
	'--server-args=-screen 0 1280x1024x24',
];

/**
 * What stands before a command that opens windows: nothing, or a display of its own. In CI always
 * the latter, since a display that happens to be there makes tests depend on the machine.
 *
 * @returns {readonly string[]}
 */
export function displayPrefix() {
	const isNeeded =
		process.platform === 'linux' &&
		(process.env['CI'] !== undefined || !hasDisplay(process.platform, process.env));
	return isNeeded ? freshDisplay : [];
}
