import { defineConfig } from 'playwright/test';

/** The whole program in a real Electron window. Run by `npm test`, which names the Electron to use. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/e2e',
	// Two cores: each test has an Electron of its own, and timing is not what is tested.
	workers: process.env.CI === undefined ? 2 : 1,
	fullyParallel: true,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
});
