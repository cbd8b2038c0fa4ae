import { runCheckStages } from './check-stages.mjs';
import { endToEndStage } from './end-to-end.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { Refusal } from './refusal.mjs';
import { conclude, runStage } from './stages.mjs';

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
		return await runStage(endToEndStage('end-to-end tests', runtime.executable));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		console.error(error.message);
		return failed;
	}
}

const checked = await runCheckStages();
const built = await runStage({
	name: 'build and package',
	command: process.execPath,
	arguments: ['scripts/package.mjs', '--dir'],
});
conclude([...checked, built, await runEndToEndTests(built.failed === 0)]);
