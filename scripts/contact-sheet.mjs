// Pictures of every screen of a patient, to be looked at by people: npm run contact-sheet
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { inFreshDisplay } from './fresh-display.mjs';
import { buildParts } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { dependencyCommand, repositoryRoot, run } from './run.mjs';

const folder = path.join('test-results', 'contact-sheet');

await runScript(async () => {
	const runtime = await ensureElectronRuntime();
	console.log(describeRuntime(runtime));
	await buildParts();
	await rm(path.join(repositoryRoot, folder), { recursive: true, force: true });
	// Apart, so that there are sheets of what could be taken although something went wrong.
	for (const project of ['shots', 'sheets']) {
		const { command, arguments: programArguments } = inFreshDisplay([
			dependencyCommand('playwright'),
			'test',
			'--config=tests/contact-sheet/playwright.config.ts',
			`--project=${project}`,
			'--reporter=list',
		]);
		const { exitCode } = await run(command, programArguments, {
			environment: { ABHA_DESK_ELECTRON: runtime.executable },
		});
		if (exitCode !== 0) process.exitCode = exitCode;
	}
	console.log(`Open ${path.join(folder, 'index.html')} in a browser.`);
});
