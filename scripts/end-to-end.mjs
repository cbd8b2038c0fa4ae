import { displayPrefix } from './display.mjs';
import { dependencyCommand } from './run.mjs';
import { countPlaywright } from './test-counts.mjs';

export const playwrightReport = 'test-results/playwright.json';

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
		...displayPrefix(),
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
