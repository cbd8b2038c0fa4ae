import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Two kinds of test that need no Electron: units under Node, screens under jsdom. */
export default defineConfig({
	test: {
		// Vitest leaves one core free by default; on two that would be half.
		maxWorkers: '100%',
		// A limit on hanging, not on being slow: that a machine is busy is no fault of the program.
		testTimeout: 20_000,
		hookTimeout: 20_000,
		projects: [
			{
				test: {
					name: 'unit',
					include: ['tests/{main,preload,scripts,lint,structure,types}/**/*.spec.ts'],
					environment: 'node',
				},
			},
			{
				plugins: [svelte(), svelteTesting()],
				test: {
					name: 'screens',
					include: ['tests/renderer/**/*.spec.ts'],
					environment: 'jsdom',
				},
			},
		],
	},
});
