import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Builds the screens into `out/renderer`; run from the root of the repository. */
export default defineConfig({
	root: 'renderer',
	// Relative, so that the built page works at whatever origin main serves it from.
	base: './',
	plugins: [svelte()],
	build: {
		outDir: '../out/renderer',
		emptyOutDir: true,
		target: 'chrome130',
		// The CSP allows fonts from 'self' only: a data: URI would be refused.
		assetsInlineLimit: 0,
		// The polyfill is for browsers that we do not ship, and it calls fetch.
		modulePreload: { polyfill: false },
		// The second page stands alone, for when the first is what is out of order.
		rolldownOptions: {
			input: {
				index: 'renderer/index.html',
				'out-of-order': 'renderer/out-of-order/out-of-order.html',
			},
		},
	},
});
