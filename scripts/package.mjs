import { fetchPinnedElectron } from './electron-runtime.mjs';
import { buildParts } from './parts.mjs';
import { Refusal, runScript } from './refusal.mjs';
import { refuseTestRuntime } from './refuse-test-runtime.mjs';
import { dependencyCommand, run } from './run.mjs';

await runScript(async () => {
	refuseTestRuntime([process.env['ELECTRON_OVERRIDE_DIST_PATH']]);
	if ((await fetchPinnedElectron()) === undefined) {
		throw new Refusal(
			"Only the Electron that package.json pins is packaged, and it could not be fetched: package where GitHub's releases can be reached.",
		);
	}
	await buildParts();
	const { exitCode } = await run(dependencyCommand('electron-builder'), [
		'--dir',
		...process.argv.slice(2),
	]);
	process.exitCode = exitCode;
});
