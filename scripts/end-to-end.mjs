import { hasDisplay } from './display.mjs';
import { dependencyCommand } from './run.mjs';
import { countPlaywright } from './test-counts.mjs';

export const playwrightReport = 'test-results/playwright.json';

/** In CI always, since a display that happens to be there makes tests depend on the machine. */
const inFreshDisplay =
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
 * Playwright in a real window.
 *
 * @param {string} name
 * @param {string} electron the executable
 * @param {readonly string[]} [selection] further arguments of Playwright
 * @returns {import('./stages.mjs').Stage}
 */
export function endToEndStage(name, electron, selection = []) {
	const [command = '', ...programArguments] = [
		...(inFreshDisplay ? freshDisplay : []),
		dependencyCommand('playwright'),
		'test',
		'--config=playwright.config.ts',
		'--reporter=list,json',
		...selection,
	];
	return {
		name,
		command,
		arguments: programArguments,
		environment: { ABHA_DESK_ELECTRON: electron, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
		count: { file: playwrightReport, read: countPlaywright },
	};
}
