import type { Page } from 'playwright/test';

import type { Language } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { sharedPhone, unknownAbha } from '../support/shared-phone.ts';
import { expectNoFindings, holdTimers } from './axe.ts';
import { type OpenDesk, test } from './desk.ts';
import { expectKioskHeading, openKiosk, wordsOf } from './kiosk.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm(sharedPhone);
});

test.afterEach(async () => {
	await server.stop();
});

const en = wordsOf('en');
const own = (language: Language) => languageFacts[language].ownName;

for (const language of ['en', 'hi', 'ur'] as const satisfies readonly Language[]) {
	const t = wordsOf(language);
	const press = (page: Page, key: string) =>
		page.getByRole('button', { name: t(key), exact: true }).click();

	test.describe(`axe finds nothing on the kiosk's screens in ${language}`, () => {
		test('from the attract screen to the slip number and the thanks', async ({
			openDesk,
			folder,
		}) => {
			test.setTimeout(480_000);
			const { page } = await openKiosk(openDesk, folder, server);
			await expectKioskHeading(page, en('kiosk.attract.heading'));
			await expectNoFindings(page, 'attract');
			await page.getByRole('button', { name: en('kiosk.attract.action') }).click();
			await expectNoFindings(page, 'language');
			await page.getByRole('button', { name: own(language), exact: true }).click();
			await expectKioskHeading(page, t('kiosk.consent.heading'));
			await expectNoFindings(page, 'consent');
			await press(page, 'kiosk.consent.agree');
			await expectKioskHeading(page, t('kiosk.identify.heading'));
			await expectNoFindings(page, 'identify by ABHA number');
			await press(page, 'kiosk.identify.continue');
			await page.getByRole('textbox').and(page.locator('[aria-invalid=true]')).waitFor();
			await expectNoFindings(page, 'identify, with nothing typed');
			await page.getByRole('textbox').fill('43422151056749');
			await press(page, 'kiosk.identify.continue');
			await expectKioskHeading(page, t('kiosk.confirm.heading'));
			await expectNoFindings(page, 'confirm');
			await press(page, 'kiosk.confirm.yes');
			await expectKioskHeading(page, t('kiosk.otp.heading'));
			await expectNoFindings(page, 'OTP');
			await page.getByRole('textbox').fill(canaries.otp);
			await press(page, 'action.verify');
			await expectKioskHeading(page, t('kiosk.verified.heading'));
			await expectNoFindings(page, 'verified');
			await holdTimers(page);
			await press(page, 'kiosk.verified.finish');
			await expectKioskHeading(page, t('kiosk.thanks.heading'));
			await expectNoFindings(page, 'thanks');
		});

		test('by the other ways, to a failure and to the choice of an account', async ({
			openDesk,
			folder,
		}) => {
			test.setTimeout(480_000);
			const { page } = await openKiosk(openDesk, folder, server);
			await page.getByRole('button', { name: en('kiosk.attract.action') }).click();
			await page.getByRole('button', { name: own(language), exact: true }).click();
			await press(page, 'kiosk.consent.agree');
			await press(page, 'kiosk.identify.way.scan');
			await expectKioskHeading(page, t('kiosk.scan.heading'));
			await expectNoFindings(page, 'scan');
			await press(page, 'kiosk.action.back');
			await press(page, 'kiosk.identify.way.address');
			await expectNoFindings(page, 'identify by ABHA address');
			await page.getByRole('textbox').fill(unknownAbha);
			await press(page, 'kiosk.identify.continue');
			await page.getByRole('alert').waitFor();
			await expectNoFindings(page, 'a failure');
			await press(page, 'kiosk.identify.way.mobile');
			await expectNoFindings(page, 'identify by mobile');
			await page.getByRole('textbox').fill('9000000903');
			await press(page, 'kiosk.identify.continue');
			await expectKioskHeading(page, t('kiosk.otp.heading'));
			await page.getByRole('textbox').fill(canaries.otp);
			await press(page, 'action.verify');
			await expectKioskHeading(page, t('kiosk.choose.heading'));
			await press(page, 'action.use-account');
			await page.getByRole('alert').waitFor();
			await expectNoFindings(page, 'choose, with nothing chosen');
			await page.getByRole('radio').first().check();
			await expectNoFindings(page, 'choose');
			await press(page, 'kiosk.language.label');
			await page.getByRole('dialog').waitFor();
			await expectNoFindings(page, 'the languages over another screen');
			await press(page, 'kiosk.action.back');
			await holdTimers(page);
			await press(page, 'action.use-account');
			await expectKioskHeading(page, t('kiosk.verified.heading'));
		});

		test('on what lies over them: idle, staff and cleaning', async ({ openDesk, folder }) => {
			test.setTimeout(480_000);
			const desk = await openKiosk(openDesk, folder, server);
			const { page } = desk;
			await page.getByRole('button', { name: en('kiosk.attract.action') }).click();
			await page.getByRole('button', { name: own(language), exact: true }).click();
			await expectKioskHeading(page, t('kiosk.consent.heading'));
			await warnOfIdleness(desk, 30);
			await page.getByRole('alertdialog').waitFor();
			await expectNoFindings(page, 'idle');
			await warnOfIdleness(desk, null);
			await page.getByRole('alertdialog').waitFor({ state: 'detached' });
			await holdTimers(page);
			await press(page, 'kiosk.consent.decline');
			await expectKioskHeading(page, t('kiosk.without.heading'));
			await expectNoFindings(page, 'without ABHA');
			await holdCorner(page);
			await expectNoFindings(page, 'staff');
			for (const digit of '100000') await page.keyboard.press(digit);
			await page.getByRole('button', { name: 'Open as a desk' }).click();
			await page.getByRole('alert').waitFor();
			await expectNoFindings(page, 'staff, with a wrong PIN');
			await page.getByRole('button', { name: 'Clean the screen' }).click();
			await page.getByRole('heading', { name: t('kiosk.cleaning.heading') }).waitFor();
			await expectNoFindings(page, 'cleaning');
		});
	});
}

/** What main says after a minute, or takes back. */
async function warnOfIdleness({ app }: OpenDesk, secondsLeft: number | null): Promise<void> {
	await app.evaluate(
		({ BrowserWindow }, payload) => {
			BrowserWindow.getAllWindows()[0]?.webContents.send('idleWarning', payload);
		},
		{ secondsLeft },
	);
}

async function holdCorner(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'For staff: press and hold' }).focus();
	await page.keyboard.down('Enter');
	await page.getByRole('heading', { name: 'Staff' }).waitFor({ timeout: 15_000 });
	await page.keyboard.up('Enter');
}
