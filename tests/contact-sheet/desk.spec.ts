import { expect } from 'playwright/test';

import { languageFacts } from '../../renderer/i18n/languages.ts';
import { provisionSwitch, test } from '../e2e/desk.ts';
import { wordsOf } from '../e2e/kiosk.ts';
import { expectHeading } from '../e2e/steps.ts';
import { shoot } from './camera.ts';
import { type Practice, startPractice, wrongOtp } from './practice.ts';

let practice: Practice;

test.beforeEach(async () => {
	practice = await startPractice();
});

test.afterEach(async () => {
	await practice.stop();
});

for (const language of ['en', 'hi', 'ur'] as const) {
	test(`the desk's screens of a patient: ${language}`, async ({ openDesk, folder }) => {
		const { page } = await openDesk([provisionSwitch(folder, practice.provisioning)]);
		const t = wordsOf(language);
		const press = (key: string) => page.getByRole('button', { name: t(key), exact: true }).click();
		const take = (screen: string) =>
			shoot(page, { surface: 'desk', screen, language }, ['window', 'dark', 'large']);
		await page.getByRole('combobox').selectOption({ label: languageFacts[language].ownName });
		await expectHeading(page, t('find.heading'));
		await take('1-find');
		if (language === 'en') {
			await page.keyboard.press('F1');
			await page.getByRole('dialog').waitFor();
			await take('7-keyboard');
			await page.keyboard.press('Escape');
		}
		await page.getByRole('textbox').fill('90-0099-1020-3049');
		await press('action.find');
		await expect(page.getByRole('alert')).toBeVisible();
		await take('2-not-found');
		await page.getByRole('textbox').fill('deepak.pant');
		await press('action.find');
		await expectHeading(page, t('found.heading'));
		await take('3-found');
		await press('action.send-mobile-otp');
		await expectHeading(page, t('otp.heading'));
		await take('4-otp');
		await page.getByRole('textbox').fill(wrongOtp(practice.newestOtp()));
		await press('action.verify');
		await expect(page.getByRole('alert')).toBeVisible();
		await take('5-wrong-otp');
		await page.getByRole('textbox').fill(practice.newestOtp());
		await press('action.verify');
		await expectHeading(page, t('verified.heading'));
		await page.getByText(t('verified.contact.heading')).waitFor();
		await take('6-verified');
	});
}
