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

export async function buildParts() {
	await emptyOut();
	for (const part of parts) {
		await build({ configFile: viteConfigFile(part), logLevel: 'warn' });
	}
}
