import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

/**
 * Bundles main and all that it needs into ES modules, so that the package carries no node_modules.
 * Targets the older of the two runtimes: Electron 33 (Node 20.18), on which the tests run.
 */
export default defineConfig({
	root: fileURLToPath(new URL('.', import.meta.url)),
	build: {
		ssr: 'index.ts',
		outDir: '../out/main',
		emptyOutDir: true,
		target: 'node20',
		minify: false,
		rolldownOptions: { external: ['electron'], output: { entryFileNames: 'index.js' } },
	},
	ssr: { target: 'node', noExternal: true },
});
