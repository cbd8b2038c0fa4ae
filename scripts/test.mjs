import { runCheckStages } from './check-stages.mjs';
import { hasDisplay } from './display.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { Refusal } from './refusal.mjs';
import { dependencyCommand } from './run.mjs';
import { conclude, runStage } from './stages.mjs';
import { countPlaywright } from './test-counts.mjs';

const playwrightReport = 'test-results/playwright.json';

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
 * @param {string} electron the executable
 * @returns {import('./stages.mjs').Stage}
 */
function endToEndTests(electron) {
	const [command = '', ...programArguments] = [
		...(inFreshDisplay ? freshDisplay : []),
		dependencyCommand('playwright'),
		'test',
		'--config=playwright.config.ts',
		'--reporter=list,json',
	];
	return {
		name: 'end-to-end tests',
		command,
		arguments: programArguments,
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
