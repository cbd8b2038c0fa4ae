import { expect, type Page } from 'playwright/test';

import type { Language } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { sharedPhone, unknownAbha } from '../support/shared-phone.ts';
import { openSettings, typedSecrets, typeFacility, typePinAndSave } from './administrator.ts';
import { expectNoFindings } from './axe.ts';
import { provisioningFor, provisionSwitch, test } from './desk.ts';
import { wordsOf } from './kiosk.ts';
import { expectHeading, readTrainingOtp } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm(sharedPhone);
});

test.afterEach(async () => {
	await server.stop();
});

async function speak(page: Page, language: Language): Promise<void> {
	const { ownName } = languageFacts[language];
	await page.getByRole('combobox').first().selectOption({ label: ownName });
	await expectHeading(page, wordsOf(language)('find.heading'));
}

for (const language of ['en', 'hi', 'ur'] as const satisfies readonly Language[]) {
	const t = wordsOf(language);
	const press = (page: Page, key: string) =>
		page.getByRole('button', { name: t(key), exact: true }).click();

	test(`axe finds nothing on the desk's screens in ${language}`, async ({ openDesk, folder }) => {
		test.setTimeout(480_000);
		const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
		const typed = page.getByRole('textbox').first();
		await expectHeading(page, wordsOf('en')('find.heading'));
		await speak(page, language);
		await expectNoFindings(page, 'find');
		await typed.fill('43-42');
		await press(page, 'action.find');
		await expect(typed).toHaveAttribute('aria-invalid', 'true');
		await expectNoFindings(page, 'find, with too few digits');
		await typed.fill(unknownAbha);
		await press(page, 'action.find');
		await page.getByRole('alert').waitFor();
		await page.locator('summary').click();
		await expectNoFindings(page, 'find, with a failure and its details');

		await press(page, 'action.find-by.mobile');
		await expectHeading(page, t('number.mobile.heading'));
		await expectNoFindings(page, 'number');
		await typed.fill('9000000903');
		await press(page, 'action.send-otp');
		await expectHeading(page, t('otp.heading'));
		await typed.fill(canaries.otp);
		await press(page, 'action.verify');
		await expectHeading(page, t('choose.heading'));
		await page.getByRole('radio').first().check();
		await expectNoFindings(page, 'choose');
		await press(page, 'action.cancel');

		await expectHeading(page, t('find.heading'));
		await typed.fill('deepak.pant');
		await press(page, 'action.find');
		await expectHeading(page, t('found.heading'));
		await expectNoFindings(page, 'found');
		await press(page, 'action.send-mobile-otp');
		await expectHeading(page, t('otp.heading'));
		await expectNoFindings(page, 'OTP');
		await typed.fill(canaries.otp);
		await press(page, 'action.verify');
		await expectHeading(page, t('verified.heading'));
		await page.getByText('1990').waitFor();
		await expectNoFindings(page, 'verified');
		await press(page, 'action.finish');

		await expectHeading(page, t('find.heading'));
		await page.getByRole('button', { name: 'Check connection' }).click();
		await page.getByRole('dialog').waitFor();
		await expectNoFindings(page, 'connection');
	});

	test(`axe finds nothing on training in ${language}`, async ({ openDesk }) => {
		test.setTimeout(240_000);
		const { page } = await openDesk();
		await expectHeading(page, wordsOf('en')('find.heading'));
		await speak(page, language);
		await expectNoFindings(page, 'the first run');
		await page.getByRole('textbox').first().fill('deepak.pant');
		await press(page, 'action.find');
		await expectHeading(page, t('found.heading'));
		await press(page, 'action.send-mobile-otp');
		await expectHeading(page, t('otp.heading'));
		await readTrainingOtp(page);
		await expectNoFindings(page, 'an SMS in training');
	});
}

// What administrators read is in English.
test('axe finds nothing on set-up and unlock', async ({ openDesk }) => {
	test.setTimeout(480_000);
	const first = await openDesk();
	const { page } = first;
	const go = () => page.getByRole('button', { name: 'Continue', exact: true }).click();
	await page.getByRole('button', { name: 'Set up this desk' }).click();
	await expectNoFindings(page, 'facility');
	await go();
	await page.locator('[aria-invalid=true]').first().waitFor();
	await page.getByText('Network', { exact: false }).and(page.locator('summary')).click();
	await expectNoFindings(page, 'facility, with nothing typed');
	await page.getByRole('button', { name: 'Cancel' }).first().click();
	await expectHeading(page, 'Find patient');
	await typeFacility(page, server);
	await go();
	await page.getByLabel('Passphrase', { exact: true }).waitFor();
	await expectNoFindings(page, 'protection');
	await page.getByLabel('Passphrase', { exact: true }).fill(typedSecrets.passphrase);
	await page.getByLabel('Passphrase again').fill(typedSecrets.passphrase);
	await go();
	await page.getByLabel('PIN again').waitFor();
	await expectNoFindings(page, 'PIN of the set-up');
	await typePinAndSave(page);
	await expectHeading(page, 'Find patient');
	await first.close();

	const second = await openDesk.again(first);
	await expectHeading(second.page, 'Unlock this desk');
	await second.page.getByLabel('Passphrase').fill('another passphrase');
	await second.page.getByRole('button', { name: 'Unlock' }).click();
	await second.page.getByText('That passphrase is wrong').waitFor();
	await expectNoFindings(second.page, 'unlock, with a wrong passphrase');
});

test('axe finds nothing on PIN, settings and activity', async ({ openDesk, folder }) => {
	test.setTimeout(480_000);
	const file = { ...provisioningFor(server), administratorPin: typedSecrets.pin };
	const { page } = await openDesk([provisionSwitch(folder, file)]);
	await expectHeading(page, 'Find patient');
	await openSettings(page, '100000');
	await page.getByText('That PIN did not match').waitFor();
	await expectNoFindings(page, 'PIN, with a wrong one');
	await page.getByRole('button', { name: 'Cancel' }).click();
	await openSettings(page);
	await expectHeading(page, 'Settings');
	await page.getByRole('checkbox', { name: /kiosk/i }).first().check();
	await expectNoFindings(page, 'settings');
	await page.getByRole('button', { name: 'Delete credentials…' }).click();
	await expectNoFindings(page, 'settings, with a question');
	await page.getByRole('button', { name: 'Activity' }).click();
	await expectHeading(page, 'Activity');
	await page.getByRole('button', { name: 'Check log' }).click();
	await page.getByText(/^Nothing was changed/).waitFor();
	await page.locator('summary').click();
	await expectNoFindings(page, 'activity');
});
