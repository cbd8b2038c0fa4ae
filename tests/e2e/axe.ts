import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

const themes = {
	light: { colorScheme: 'light', forcedColors: 'none' },
	dark: { colorScheme: 'dark', forcedColors: 'none' },
	// On black: there more differs from what a page without them has.
	'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** As drawn: in this theme, with text of this size. */
const looks = Object.entries(themes).flatMap(([theme, media]) =>
	([100, 200] as const).map((textPercent) => ({ theme, media, textPercent })),
);

/** In every theme, with text of both sizes. */
export async function expectNoFindings(page: Page, screen: string): Promise<void> {
	const findings: string[] = [];
	for (const { theme, media, textPercent } of looks) {
		// A colour half way from one theme to the next is of neither.
		await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
		await page.evaluate((percent) => {
			document.documentElement.style.setProperty('font-size', `${String(percent)}%`);
		}, textPercent);
		// Electron gives Playwright no second page to merge results in.
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		for (const { id, nodes } of violations) {
			for (const { html, failureSummary = '' } of nodes) {
				findings.push(`${theme}, ${String(textPercent)} %: ${id}: ${html} ${failureSummary}`);
			}
		}
	}
	expect(findings, screen).toEqual([]);
	await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}

/** What is to end by itself after ten seconds or more stays until axe has seen it. */
export async function holdTimers(page: Page): Promise<void> {
	await page.evaluate(() => {
		const real = window.setTimeout.bind(window);
		const held = (run: TimerHandler, ms?: number) =>
			ms !== undefined && ms >= 10_000 ? 0 : real(run, ms);
		Object.assign(window, { setTimeout: held });
	});
}
