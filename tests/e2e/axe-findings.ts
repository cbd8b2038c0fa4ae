import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

/** Expects axe to find nothing on the screen in light and dark, with text of 100 and 200 %. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		for (const percent of [100, 200]) {
			await page.emulateMedia({ colorScheme });
			await page.evaluate((size) => {
				document.documentElement.style.setProperty('font-size', `${String(size)}%`);
			}, percent);
			// Electron gives Playwright no second page to merge results in.
			const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
			const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
			expect(found, `${colorScheme}, ${String(percent)} %`).toEqual([]);
		}
	}
	await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}
