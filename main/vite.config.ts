import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const inThisFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What several lazy parts share and no start needs. */
const lazy =
	/\/node_modules\/i18next\/|\/main\/(?:diagnostics|simulator)\/|\/main\/provisioning\/(?:sealed-file|keys?|key-file|seal-command|signer-file)|\/main\/update\/(?!pinned-keys|updates-on-demand)|\/main\/reset\/re|\/main\/app\/(?:diagnostics|print|read-program|secret-service|throw-away-profile)\.ts/;

function isOfStart(id: string): boolean {
	return !lazy.test(id);
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
				index: inThisFolder('index.ts'),
				seal: inThisFolder('provisioning/seal-command.ts'),
				'sign-update': inThisFolder('update/sign-command.ts'),
			},
			external: ['electron'],
			output: {
				entryFileNames: '[name].js',
				// What a start needs is one file beside the program, however many lazy parts share it: each
				// file more is another read before the window.
				codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, test: isOfStart }] },
				// Read and parsed at every start, so without comments and spaces; with its names, for stacks.
				minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
			},
		},
	},
	ssr: { target: 'node', noExternal: true },
});
