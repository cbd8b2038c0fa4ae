import { runCheckStages } from './check-stages.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { inFreshDisplay } from './fresh-display.mjs';
import { Refusal } from './refusal.mjs';
import { dependencyCommand } from './run.mjs';
import { conclude, runStage } from './stages.mjs';
import { countPlaywright } from './test-counts.mjs';

const playwrightReport = 'test-results/playwright.json';

/**
 * @param {string} electron the executable
 * @returns {import('./stages.mjs').Stage}
 */
function endToEndTests(electron) {
	return {
		name: 'end-to-end tests',
		...inFreshDisplay([
			dependencyCommand('playwright'),
			'test',
			'--config=playwright.config.ts',
			'--reporter=list,json',
		]),
		environment: { ABHA_DESK_ELECTRON: electron, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
		count: { file: playwrightReport, read: countPlaywright },
	};
}

/**
 * Without a build or an Electron the tests have failed: nothing would be worse than not running
 * them and calling that a pass.
 *
 * @param {boolean} isBuilt
 */
async function runEndToEndTests(isBuilt) {
	const failed = { name: 'end-to-end tests', passed: 0, failed: 1, seconds: 0 };
	if (!isBuilt) return failed;
	try {
		const runtime = await ensureElectronRuntime();
		console.log(describeRuntime(runtime));
		return await runStage(endToEndTests(runtime.executable));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		console.error(error.message);
		return failed;
	}
}

const checked = await runCheckStages();
const built = await runStage({
	name: 'build',
	command: process.execPath,
	arguments: ['scripts/build.mjs'],
});
conclude([...checked, built, await runEndToEndTests(built.failed === 0)]);
