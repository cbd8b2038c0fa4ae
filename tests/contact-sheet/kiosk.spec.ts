import { type ElectronApplication, expect, type Page } from 'playwright/test';

import { type Language, languages } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import { typedSecrets } from '../e2e/administrator.ts';
import { provisionSwitch, test } from '../e2e/desk.ts';
import { expectKioskHeading, wordsOf } from '../e2e/kiosk.ts';
import { type LookName, looks, shoot } from './camera.ts';
import { type Practice, startPractice, wrongOtp } from './practice.ts';

let practice: Practice;

test.beforeEach(async () => {
	practice = await startPractice();
});

test.afterEach(async () => {
	await practice.stop();
});

/** One script of each kind: these are looked at in every look. */
const inAllLooks: readonly Language[] = ['en', 'hi', 'ta', 'ur'];

const provisionKiosk = (folder: string) =>
	provisionSwitch(folder, {
		...practice.provisioning,
		administratorPin: typedSecrets.pin,
		kiosk: true,
	});

/** What a person does at the kiosk in one language, and a picture of what they see. */
function personAt(page: Page, language: Language) {
	const t = wordsOf(language);
	const lookNames: LookName[] = inAllLooks.includes(language)
		? (Object.keys(looks) as LookName[])
		: ['window'];
	return {
		t,
		press: (key: string) => page.getByRole('button', { name: t(key), exact: true }).click(),
		sees: (key: string) => expectKioskHeading(page, t(key)),
		type: (text: string) => page.keyboard.type(text, { delay: 80 }),
		shoot: (screen: string) => shoot(page, { surface: 'kiosk', screen, language }, lookNames),
	};
}

/** What main would say a minute later. */
async function warnOfIdleness(app: ElectronApplication, secondsLeft: number | null): Promise<void> {
	await app.evaluate(({ BrowserWindow }, left) => {
		BrowserWindow.getAllWindows()[0]?.webContents.send('idleWarning', { secondsLeft: left });
	}, secondsLeft);
}

async function begin(page: Page): Promise<void> {
	await expectKioskHeading(page, wordsOf('en')('kiosk.attract.heading'));
	await page.getByRole('button', { name: wordsOf('en')('kiosk.attract.action') }).click();
}

async function choose(page: Page, language: Language): Promise<void> {
	await page.getByRole('button', { name: languageFacts[language].ownName, exact: true }).click();
}

for (const language of languages) {
	test(`by mobile, to the end: ${language}`, async ({ openDesk, folder }) => {
		const { page, app } = await openDesk([provisionKiosk(folder)]);
		const person = personAt(page, language);
		await begin(page);
		await choose(page, language);
		await person.sees('kiosk.consent.heading');
		await person.shoot('03-consent');
		await person.press('kiosk.consent.agree');
		await person.sees('kiosk.identify.heading');
		await person.shoot('04-identify');
		await person.type('90009910203049');
		await person.press('kiosk.identify.continue');
		await expect(page.getByRole('alert')).toBeVisible();
		await person.shoot('05-not-found');
		await person.press('kiosk.identify.way.address');
		await person.type('name.of-someone');
		await person.shoot('06-address');
		await person.press('kiosk.identify.way.mobile');
		await person.type('9000000558');
		await person.press('kiosk.identify.continue');
		await person.sees('kiosk.otp.heading');
		await person.shoot('08-otp');
		await person.type(wrongOtp(practice.newestOtp()));
		await person.press('action.verify');
		await expect(page.getByRole('alert')).toBeVisible();
		await person.shoot('09-wrong-otp');
		await person.type(practice.newestOtp());
		await person.press('action.verify');
		await person.sees('kiosk.choose.heading');
		await page.getByRole('radio').first().check();
		await person.shoot('10-choose');
		await person.press('action.use-account');
		await person.sees('kiosk.verified.heading');
		await person.shoot('11-verified');
		await warnOfIdleness(app, 30);
		await expect(page.getByRole('alertdialog')).toBeVisible();
		await person.shoot('13-idle');
		await warnOfIdleness(app, null);
		await person.press('kiosk.verified.finish');
		await person.sees('kiosk.thanks.heading');
		await person.shoot('12-thanks');
	});

	test(`by number, to a refusal: ${language}`, async ({ openDesk, folder }) => {
		const { page } = await openDesk([provisionKiosk(folder)]);
		const person = personAt(page, language);
		await begin(page);
		await choose(page, language);
		await person.sees('kiosk.consent.heading');
		await person.press('kiosk.language.label');
		await page.getByRole('dialog').waitFor();
		await person.shoot('02-languages-later');
		await person.press('kiosk.action.back');
		await person.press('kiosk.consent.agree');
		await person.sees('kiosk.identify.heading');
		// ABDM sends this one no more OTPs.
		await person.type('90001010203049');
		await person.press('kiosk.identify.continue');
		await person.sees('kiosk.confirm.heading');
		await person.shoot('07-confirm');
		await person.press('kiosk.confirm.yes');
		await expect(page.getByRole('alert')).toBeVisible();
		await person.shoot('14-no-more-otps');
	});

	test(`a deactivated ABHA, to the desk: ${language}`, async ({ openDesk, folder }) => {
		const { page } = await openDesk([provisionKiosk(folder)]);
		const person = personAt(page, language);
		if (language === 'en') {
			await expectKioskHeading(page, person.t('kiosk.attract.heading'));
			await person.shoot('00-attract');
		}
		await begin(page);
		if (language === 'en') await person.shoot('01-language');
		await choose(page, language);
		await person.press('kiosk.consent.agree');
		await person.sees('kiosk.identify.heading');
		await person.type('90000210203049');
		await person.press('kiosk.identify.continue');
		await person.sees('kiosk.confirm.heading');
		await person.shoot('15-deactivated');
		await person.press('action.continue-without');
		await person.sees('kiosk.without.heading');
		await person.shoot('16-to-the-desk');
	});
}
