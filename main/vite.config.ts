import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const inThisFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
				// Read and parsed at every start, so without comments and spaces; with its names, for stacks.
				minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
			},
		},
	},
	ssr: { target: 'node', noExternal: true },
});
