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
