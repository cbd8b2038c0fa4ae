import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const inThisFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const window = inThisFolder('index.ts');
const leftOut = inThisFolder('left-out.ts');
const behindWindow = inThisFolder('app/desk-behind-window.ts');

interface Modules {
	getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** A module and all that it cannot be evaluated without. */
function closureOf(first: string, modules: Modules): Set<string> {
	const found = new Set([first]);
	// A set goes on with what is added to it meanwhile.
	for (const id of found) {
		for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
	}
	return found;
}

/** A file for what several others share of `first` and of all that it needs; `priority`: taken first. */
function shareOf(name: string, first: string, priority: number) {
	let closure: Set<string> | undefined;
	return {
		name: (id: string, modules: Modules) =>
			(closure ??= closureOf(first, modules)).has(id) ? name : null,
		debugName: name,
		...{ priority, minShareCount: 2 },
	};
}

/**
 * Bundles main and all that it needs into ES modules, so that the package carries no node_modules.
 * Targets the older of the two runtimes: Electron 33 (Node 20.18), on which the tests run.
 */
export default defineConfig({
	root: inThisFolder('.'),
	build: {
		ssr: true,
		outDir: '../out/main',
		emptyOutDir: true,
		target: 'node20',
		minify: false,
		rolldownOptions: {
			// Beside the program the commands of `npm run seal` and `sign-update`, which run without Electron.
			input: {
				index: window,
				seal: inThisFolder('provisioning/seal-command.ts'),
				'sign-update': inThisFolder('update/sign-command.ts'),
			},
			external: ['electron'],
			output: {
				entryFileNames: '[name].js',
				// A start reads few files before its window and two behind it, however much of them other
				// parts share: each file more is another read that somebody waits for.
				codeSplitting: {
					groups: [shareOf('shared-window', window, 2), shareOf('shared-desk', behindWindow, 1)],
				},
				// Read and parsed at every start, so without comments and spaces; with its names, for stacks.
				minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
			},
		},
	},
	resolve: {
		alias: [
			// electron-store checks no schema and runs no migration here (app/settings-store.ts), and both
			// runtimes have streams of their own for node-fetch. Together a third of what a start read.
			{ find: /^(?:ajv\/dist\/2020\.js|ajv-formats|semver)$/, replacement: leftOut },
			{ find: /^web-streams-polyfill\/.*$/, replacement: leftOut },
		],
	},
	ssr: { target: 'node', noExternal: true },
});
