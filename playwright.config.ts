import { defineConfig } from 'playwright/test';

import type { WorkerOptions } from './tests/e2e/desk.ts';

/** The whole program in a real Electron window. Run by `npm test`, which names the Electron to use. */
export default defineConfig<object, WorkerOptions>({
	testDir: 'tests',
	outputDir: 'test-results/e2e',
	// Two cores: each test has an Electron of its own, and timing is not what is tested.
	workers: process.env.CI === undefined ? 2 : 1,
	fullyParallel: true,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
	projects: [
		{ name: 'sources', testDir: 'tests/e2e' },
		{
			// What a PC gets is the package: the walls and the journeys are shown on it once more.
			name: 'package',
			testMatch: ['packaged/**/*.spec.ts', /e2e\/(?:walls|border|journey|provisioned)\.spec\.ts/],
			use: { program: 'package' },
		},
	],
});
