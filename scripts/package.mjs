import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
	describeRuntime,
	ensureElectronRuntime,
	fetchPinnedElectron,
} from './electron-runtime.mjs';
import { readComponents } from './packaging/components.mjs';
import { installerKinds } from './packaging/installers.mjs';
import { makeInstaller, packFolder } from './packaging/pack.mjs';
import { measure, sizeTable } from './packaging/sizes.mjs';
import { buildParts } from './parts.mjs';
import { Refusal, runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';

/** `--dir`: folders for tests, no installers. */
const wantsFoldersOnly = process.argv.includes('--dir');

await runScript(async () => {
	const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
	const components = readComponents(await buildParts());
	const pinned = await fetchPinnedElectron();
	const runtime = pinned ?? (await ensureElectronRuntime());
	const program = { version, runtime, components };
	console.log(describeRuntime(runtime));

	const flavour = pinned === undefined ? 'rehearsal' : 'release';
	const folder = await packFolder(flavour, program);
	await packFolder('test', program);
	console.log(`\n${folder}\n${sizeTable(measure(folder))}\n`);

	if (wantsFoldersOnly) return;
	if (pinned === undefined) {
		throw new Refusal(
			"Only folders for tests were made. Installers have the Electron that package.json pins inside, and it could not be fetched: package where GitHub's releases can be reached.",
		);
	}
	await makeInstallers(program);
});

/**
 * One kind after the other, so that a tool that cannot be had for one costs only that one.
 *
 * @param {import('./packaging/pack.mjs').Program} program
 */
async function makeInstallers(program) {
	/** @type {string[]} */
	const failed = [];
	for (const kind of installerKinds(process.platform)) {
		try {
			for (const file of await makeInstaller(kind, 'release', program)) console.log(`made ${file}`);
		} catch (error) {
			console.error(`${kind} was not made: ${error instanceof Error ? error.message : error}`);
			failed.push(kind);
		}
	}
	if (failed.length === 0) return;
	throw new Refusal(
		`Not made: ${failed.join(', ')}. electron-builder fetches the tools for them from GitHub's releases; what it said stands above. The folder is whole.`,
	);
}
