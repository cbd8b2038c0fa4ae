import { spawn } from 'node:child_process';
import os from 'node:os';

import { refuseWithoutDisplay } from './display.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { buildParts } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';
import { explainRestrictedSandbox, sandboxSwitches } from './sandbox.mjs';

await runScript(async () => {
	refuseWithoutDisplay();
	const runtime = await ensureElectronRuntime();
	console.log(describeRuntime(runtime));
	await buildParts();

	explainRestrictedSandbox(runtime.distFolder);
	const application = spawn(
		runtime.executable,
		[...sandboxSwitches(), repositoryRoot, ...process.argv.slice(2)],
		{ stdio: 'inherit' },
	);
	// Whoever stops this script means the program; it gets the time to end its visit properly.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
		process.on(signal, () => application.kill(signal));
	}
	application.on('exit', (exitCode, signal) => {
		process.exitCode = exitCode ?? 128 + (signal ? os.constants.signals[signal] : 0);
	});
});
