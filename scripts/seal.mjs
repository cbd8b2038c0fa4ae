// Seals a provisioning file for one PC: npm run seal -- --for <key> <facility.json>
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

import { viteConfigFile } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';

const builtCommand = path.join(repositoryRoot, 'out', 'main', 'seal.js');

await runScript(async () => {
	// Only when it is missing: a desk that was started from `out` may be running.
	if (!existsSync(builtCommand)) {
		await build({ configFile: viteConfigFile('main'), logLevel: 'warn' });
	}
	/** @type {typeof import('../main/provisioning/seal-command.ts')} */
	const { runSealCommand } = await import(pathToFileURL(builtCommand).href);
	process.exitCode = runSealCommand({
		arguments: process.argv.slice(2),
		// npm runs scripts in the repository; paths are meant from where the person stands.
		folder: process.env['INIT_CWD'] ?? process.cwd(),
		platform: process.platform,
		environment: process.env,
		home: os.homedir(),
		nowWallMs: Date.now(),
		say: console.log,
		complain: console.error,
	});
});
