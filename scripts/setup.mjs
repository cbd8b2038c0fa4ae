// Runs before every npm script of ours and installs what is missing, so that a newcomer needs one
// command. It uses no dependency until it has seen to them.
import { ensureDependencies, refuseOldNode } from './dependencies.mjs';
import { refuseWithoutDisplay } from './display.mjs';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { runScript } from './refusal.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

await runScript(async () => {
	const forTests = process.argv.includes('--tests');
	const dependenciesOnly = process.argv.includes('--dependencies');
	const needsDisplay = !forTests && !dependenciesOnly && !process.argv.includes('--no-display');
	refuseOldNode(process.versions.node);
	// Before anything is fetched: nobody should wait minutes for this answer.
	if (needsDisplay) refuseWithoutDisplay();

	if (!dependenciesOnly) await ensureSystemPackages({ forTests });
	await ensureDependencies();
	if (!dependenciesOnly) await ensureElectronRuntime();
});
