import { expect } from 'playwright/test';

import { type Language, languages } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { sharedPhone, unknownAbha } from '../support/shared-phone.ts';
import { typedSecrets } from './administrator.ts';
import { provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectFocusSeen, expectNoTrap, tabTo } from './keyboard.ts';
import { expectKioskHeading, openKiosk, wordsOf } from './kiosk.ts';
import { expectHeading } from './steps.ts';

// Tab, Shift+Tab, Enter, Space, arrows and digits: no pointer in any of these.

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm(sharedPhone);
});

test.afterEach(async () => {
	await server.stop();
});

const en = wordsOf('en');
/** Enter belongs to the screen before for so long (renderer/ui/attach.ts); a person needs longer. */
const settleMs = 800;

for (const language of ['en', 'ur'] as const satisfies readonly Language[]) {
	const t = wordsOf(language);

	test(`the kiosk needs nothing but a keyboard, in ${language}`, async ({ openDesk, folder }) => {
		test.setTimeout(240_000);
		const { page } = await openKiosk(openDesk, folder, server);
		const press = async (key: string, by: 'Enter' | 'Space' = 'Enter') => {
			await tabTo(page, t(key));
			await page.keyboard.press(by);
		};
		const arrive = async (heading: string) => {
			await expectKioskHeading(page, heading);
			await expectFocusSeen(page, heading);
		};
		await arrive(en('kiosk.attract.heading'));
		await expectNoTrap(page, 'attract');
		await tabTo(page, en('kiosk.attract.action'));
		await page.keyboard.press('Space');
		await arrive(en('kiosk.language.heading'));
		await tabTo(page, languageFacts[language].ownName);
		await page.keyboard.press('Enter');

		await arrive(t('kiosk.consent.heading'));
		await expectNoTrap(page, 'consent');
		await press('kiosk.consent.agree');
		await arrive(t('kiosk.identify.heading'));
		await expectNoTrap(page, 'identify');
		await press('kiosk.identify.way.mobile', 'Space');
		await expectFocusSeen(page, 'identify by mobile');
		// The keys on the screen, too: digit by digit.
		for (const digit of '90') {
			await tabTo(page, digit);
			await page.keyboard.press('Enter');
		}
		await tabTo(page, t('kiosk.identify.field.mobile'), 'Shift+Tab');
		await page.keyboard.press('End');
		await page.keyboard.type('00000903', { delay: 80 });
		await press('kiosk.identify.continue');

		await arrive(t('kiosk.otp.heading'));
		await expectNoTrap(page, 'OTP');
		await tabTo(page, t('otp.field.label'));
		await page.keyboard.type(canaries.otp, { delay: 80 });
		await page.keyboard.press('Enter');
		await arrive(t('kiosk.choose.heading'));
		await expectNoTrap(page, 'choose');
		await page.keyboard.press('Tab');
		for (let stops = 0; stops < 10; stops += 1) {
			if (await page.evaluate(() => document.activeElement?.matches('[type=radio]') ?? false))
				break;
			await page.keyboard.press('Tab');
		}
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowUp');
		await expectFocusSeen(page, 'an account');
		await expect(page.getByRole('radio').first()).toBeChecked();

		// What lies over the screen hands the focus back.
		await press('kiosk.language.label');
		await expectFocusSeen(page, 'the languages');
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		await expectFocusSeen(page, 'after the languages');
		await press('action.use-account');
		await arrive(t('kiosk.verified.heading'));
		await expectNoTrap(page, 'verified');
		await press('kiosk.verified.finish');
		await arrive(t('kiosk.thanks.heading'));
	});

	test(`the desk needs nothing but a keyboard, in ${language}`, async ({ openDesk, folder }) => {
		test.setTimeout(240_000);
		const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
		const arrive = async (key: string) => {
			await expectHeading(page, t(key));
			await expectFocusSeen(page, key);
		};
		const press = async (name: string) => {
			await tabTo(page, name);
			await page.keyboard.press('Enter');
		};
		await expectHeading(page, en('find.heading'));
		await tabTo(page, 'Settings', 'Shift+Tab');
		await page.keyboard.press('Shift+Tab');
		await expectFocusSeen(page, 'the languages');
		for (const _before of languages.slice(0, languages.indexOf(language))) {
			await page.keyboard.press('ArrowDown');
		}
		await arrive('find.heading');
		await expectNoTrap(page, 'find');
		await tabTo(page, t('find.field.query.label'));
		await page.keyboard.type(unknownAbha, { delay: 80 });
		await page.keyboard.press('Enter');
		await page.getByRole('alert').waitFor();
		await expectFocusSeen(page, 'find, after a failure');
		await expectNoTrap(page, 'a failure');

		await press('Check connection');
		await page.getByRole('dialog').waitFor();
		await expectFocusSeen(page, 'connection');
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		await expectFocusSeen(page, 'after connection');
		await press(t('action.find-by.mobile'));
		await arrive('number.mobile.heading');
		await press(t('action.back'));
		await arrive('find.heading');

		await tabTo(page, t('find.field.query.label'));
		await page.keyboard.type('43422151056749', { delay: 80 });
		await page.keyboard.press('Enter');
		await arrive('found.heading');
		await expectNoTrap(page, 'found');
		await press(t('action.send-mobile-otp'));
		await arrive('otp.heading');
		await expectNoTrap(page, 'OTP');
		await tabTo(page, t('otp.field.label'));
		await page.keyboard.type(canaries.otp, { delay: 80 });
		await page.keyboard.press('Enter');
		await arrive('verified.heading');
		await expectNoTrap(page, 'verified');
		await tabTo(page, t('action.finish'));
		await page.waitForTimeout(settleMs);
		await page.keyboard.press('Space');
		await arrive('find.heading');
	});
}

test('Settings need nothing but a keyboard, and lead back to the desk', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(240_000);
	const file = { ...provisioningFor(server), administratorPin: typedSecrets.pin };
	const { page } = await openDesk([provisionSwitch(folder, file)]);
	await expectHeading(page, 'Find patient');
	await tabTo(page, 'Settings');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Administrator PIN');
	await expectFocusSeen(page, 'PIN');
	await page.keyboard.type(typedSecrets.pin, { delay: 80 });
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Settings');
	await expectFocusSeen(page, 'Settings');
	await expectNoTrap(page, 'Settings');
	await tabTo(page, 'Activity');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Activity');
	await expectFocusSeen(page, 'Activity');
	await expectNoTrap(page, 'Activity');
	await tabTo(page, 'Back to Settings');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Settings');
	await tabTo(page, 'Close Settings');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Find patient');
	await expectFocusSeen(page, 'the desk again');
});
