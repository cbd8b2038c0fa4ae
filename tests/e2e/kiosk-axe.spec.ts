import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

import type { Language } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { test } from './desk.ts';
import { expectKioskHeading, openKiosk, wordsOf } from './kiosk.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

/** As drawn: in this theme, with text of this size. */
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
	([100, 200] as const).map((textPercent) => ({ colorScheme, textPercent })),
);

async function expectNoFindings(page: Page, screen: string): Promise<void> {
	for (const { textPercent, colorScheme } of looks) {
		await page.emulateMedia({ colorScheme });
		await page.evaluate((percent) => {
			document.documentElement.style.setProperty('font-size', `${String(percent)}%`);
		}, textPercent);
		// Electron gives Playwright no second page to merge results in.
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
		expect(found, `${screen}, ${colorScheme}, ${String(textPercent)} %`).toEqual([]);
	}
}

for (const language of ['en', 'hi', 'ur'] as const satisfies readonly Language[]) {
	test(`axe finds nothing on the kiosk's screens in ${language}`, async ({ openDesk, folder }) => {
		test.setTimeout(180_000);
		const { page } = await openKiosk(openDesk, folder, server);
		const [t, en] = [wordsOf(language), wordsOf('en')];
		const press = (key: string) => page.getByRole('button', { name: t(key), exact: true }).click();
		await expectKioskHeading(page, en('kiosk.attract.heading'));
		await expectNoFindings(page, 'attract');
		await page.getByRole('button', { name: en('kiosk.attract.action') }).click();
		await expectNoFindings(page, 'language');
		await page.getByRole('button', { name: languageFacts[language].ownName, exact: true }).click();
		await expectKioskHeading(page, t('kiosk.consent.heading'));
		await expectNoFindings(page, 'consent');
		await press('kiosk.consent.agree');
		await expectKioskHeading(page, t('kiosk.identify.heading'));
		await expectNoFindings(page, 'identify');
		await page.keyboard.type('43422151056749', { delay: 80 });
		await press('kiosk.identify.continue');
		await expectKioskHeading(page, t('kiosk.confirm.heading'));
		await expectNoFindings(page, 'confirm');
		await press('kiosk.confirm.yes');
		await expectKioskHeading(page, t('kiosk.otp.heading'));
		await expectNoFindings(page, 'otp');
		await page.keyboard.type(canaries.otp, { delay: 80 });
		await press('action.verify');
		await expectKioskHeading(page, t('kiosk.verified.heading'));
		await expectNoFindings(page, 'verified');
	});
}
