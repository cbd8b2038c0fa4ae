import { defineConfig } from 'playwright/test';

/** Run by `npm run contact-sheet`: pictures for people to look at, and no part of `npm test`. */
export default defineConfig({
	testDir: '.',
	outputDir: '../../test-results/contact-sheet-run',
	workers: 2,
	fullyParallel: true,
	timeout: 240_000,
	expect: { timeout: 15_000 },
	projects: [
		{ name: 'shots', testMatch: ['kiosk.spec.ts', 'desk.spec.ts'] },
		{ name: 'sheets', testMatch: 'sheets.spec.ts' },
	],
});
