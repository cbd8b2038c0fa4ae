import { rm } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'vite';

import { repositoryRoot } from './run.mjs';

/** The three parts of the program, each with its own configuration and its own folder in `out/`. */
export const parts = /** @type {const} */ (['main', 'preload', 'renderer']);

/** @typedef {(typeof parts)[number]} Part */

/** @param {Part} part */
export function viteConfigFile(part) {
	return path.join(repositoryRoot, part, 'vite.config.ts');
}

/** So that no file of an earlier version is started or packaged. */
export async function emptyOut() {
	await rm(path.join(repositoryRoot, 'out'), { recursive: true, force: true });
}

/**
 * Builds all parts.
 *
 * @returns {Promise<string[]>} the folders of the npm packages of which something is in them
 */
export async function buildParts() {
	await emptyOut();
	/** @type {Set<string>} */
	const packageFolders = new Set();
	for (const part of parts) {
		const built = await build({ configFile: viteConfigFile(part), logLevel: 'warn' });
		for (const source of sourcesOf(built)) {
			const found = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(source)?.[0];
			if (found !== undefined) packageFolders.add(path.resolve(repositoryRoot, part, found));
		}
	}
	return [...packageFolders].sort();
}

/**
 * The files that a build is made from: modules, and what they name, such as fonts.
 *
 * @param {Awaited<ReturnType<typeof build>>} built
 */
function sourcesOf(built) {
	if ('on' in built) throw new Error('Vite watches although nobody asked it to');
	return [built].flat().flatMap(({ output }) =>
		output.flatMap((file) =>
			// A module of Vite's own begins with NUL.
			file.type === 'chunk'
				? Object.keys(file.modules).map((id) => id.replace(/^\0/, '').split('?')[0] ?? '')
				: file.originalFileNames,
		),
	);
}
