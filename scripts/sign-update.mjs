// Makes the key that signs updates, and signs a folder of installers: npm run sign-update -- …
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

import { viteConfigFile } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';

const builtCommand = path.join(repositoryRoot, 'out', 'main', 'sign-update.js');

await runScript(async () => {
	// Only when it is missing: a desk that was started from `out` may be running.
	if (!existsSync(builtCommand)) {
		await build({ configFile: viteConfigFile('main'), logLevel: 'warn' });
	}
	/** @type {typeof import('../main/update/sign-command.ts')} */
	const { runSignCommand } = await import(pathToFileURL(builtCommand).href);
	process.exitCode = await runSignCommand({
		arguments: process.argv.slice(2),
		// npm runs scripts in the repository; paths are meant from where the person stands.
		folder: process.env['INIT_CWD'] ?? process.cwd(),
		repository: repositoryRoot,
		platform: process.platform,
		environment: process.env,
		home: os.homedir(),
		nowWallMs: Date.now(),
		askPassphrase,
		say: console.log,
		complain: console.error,
	});
});

/**
 * @param {string} question
 * @returns {Promise<string>}
 */
async function askPassphrase(question) {
	process.stderr.write(question);
	// What readline would echo goes nowhere.
	const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
	const reader = createInterface({
		input: process.stdin,
		output: nowhere,
		terminal: process.stdin.isTTY,
	});
	try {
		return await reader.question('');
	} finally {
		reader.close();
		process.stderr.write('\n');
	}
}
