import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

import { repositoryRoot } from '../../run.mjs';

/**
 * Bundles sources as main is bundled, so that they run under plain Node.
 *
 * @param {Record<string, string>} sources name and path from the root of the repository
 * @param {string} folder takes what is built
 * @returns {Promise<(name: string) => Promise<any>>} loads one of them
 */
export async function buildModules(sources, folder) {
	const outDir = path.join(folder, 'built');
	await build({
		configFile: false,
		root: repositoryRoot,
		logLevel: 'warn',
		build: {
			ssr: true,
			outDir,
			target: 'node20',
			minify: false,
			rolldownOptions: {
				input: Object.fromEntries(
					Object.entries(sources).map(([name, file]) => [name, path.join(repositoryRoot, file)]),
				),
				output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
			},
		},
		ssr: { target: 'node', noExternal: true },
	});
	return (name) => import(pathToFileURL(path.join(outDir, `${name}.mjs`)).href);
}
