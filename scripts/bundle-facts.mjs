import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

import { parts, viteConfigFile } from './parts.mjs';
import { repositoryRoot } from './run.mjs';

/**
 * What a build would write, without writing it.
 *
 * @typedef {object} BuiltFile
 * @property {string} file its path in `out/<part>`
 * @property {number} bytes
 * @property {boolean} isEntry
 * @property {string[]} imports the files that it cannot start without
 * @property {string[]} modules the sources in it, from the root of the repository
 */

/** @typedef {Record<import('./parts.mjs').Part, BuiltFile[]>} BundleFacts */

/** @returns {Promise<BundleFacts>} */
async function bundleFacts() {
	const built = await Promise.all(
		parts.map(async (part) => /** @type {const} */ ([part, await filesOf(part)])),
	);
	return /** @type {BundleFacts} */ (Object.fromEntries(built));
}

/** @param {import('./parts.mjs').Part} part */
async function filesOf(part) {
	const built = await build({
		configFile: viteConfigFile(part),
		logLevel: 'warn',
		build: { write: false },
	});
	if ('on' in built) throw new Error('Vite watches although nobody asked it to');
	return [built].flat().flatMap(({ output }) => output.map(factsOf));
}

/** @param {import('vite').Rolldown.OutputChunk | import('vite').Rolldown.OutputAsset} file */
function factsOf(file) {
	const isChunk = file.type === 'chunk';
	return {
		file: file.fileName,
		bytes: Buffer.byteLength(isChunk ? file.code : file.source),
		isEntry: isChunk && file.isEntry,
		imports: isChunk ? file.imports : [],
		modules: isChunk ? Object.keys(file.modules).map(fromRoot) : [],
	};
}

/** @param {string} id of Vite: a path, perhaps with a query; one of its own begins with NUL */
function fromRoot(id) {
	const [file = ''] = id.replace('\0', '').split('?');
	return path.isAbsolute(file) ? path.relative(repositoryRoot, file).replaceAll('\\', '/') : file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	process.stdout.write(JSON.stringify(await bundleFacts()));
}
