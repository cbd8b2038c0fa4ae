// Prints what this PC and the program say of themselves: npm run doctor [-- --json]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { ensureElectronRuntime } from './electron-runtime.mjs';
import { buildParts } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';
import { sandboxSwitches } from './sandbox.mjs';

await runScript(async () => {
	const runtime = await ensureElectronRuntime();
	// Only when it is missing: a desk that was started from `out` may be running.
	if (!existsSync(path.join(repositoryRoot, 'out', 'main', 'index.js'))) await buildParts();
	const doctor = spawn(
		runtime.executable,
		[...sandboxSwitches(), repositoryRoot, '--doctor', ...process.argv.slice(2)],
		// Chromium's complaints of a computer without a desktop are no part of the report.
		{ stdio: ['ignore', 'inherit', 'ignore'] },
	);
	doctor.on('exit', (exitCode) => {
		process.exitCode = exitCode ?? 1;
	});
});
