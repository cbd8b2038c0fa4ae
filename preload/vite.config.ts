import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

/**
 * One CommonJS file: a sandboxed preload can require `electron` and nothing else, no file beside it
 * (Electron, "Process Sandboxing").
 */
export default defineConfig({
	root: fileURLToPath(new URL('.', import.meta.url)),
	build: {
		ssr: 'index.ts',
		outDir: '../out/preload',
		emptyOutDir: true,
		target: 'chrome130',
		minify: false,
		rolldownOptions: {
			external: ['electron'],
			output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
		},
	},
	ssr: { noExternal: true },
});
