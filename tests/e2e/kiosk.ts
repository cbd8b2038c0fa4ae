import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, type Page } from 'playwright/test';

import type { Language } from '../../preload/contract/kiosk.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries } from '../support/seed-abdm.ts';
import { typedSecrets } from './administrator.ts';
import { type OpenTheDesk, type OpenDesk, provisioningFor, provisionSwitch } from './desk.ts';

/** The words of a language, as they stand in its file. */
export function wordsOf(language: Language): (key: string) => string {
	const path = `../../renderer/i18n/messages/patient/${language}.json`;
	const texts = JSON.parse(
		readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'),
	) as Record<string, string>;
	return (key) => {
		const text = texts[key];
		if (text === undefined) throw new Error(`${language} has no ${key}`);
		return text;
	};
}

/** A PC that was provisioned as a kiosk. */
export function openKiosk(
	openDesk: OpenTheDesk,
	folder: string,
	server: ScriptedServer,
	more: Record<string, unknown> = {},
	args: readonly string[] = [],
): Promise<OpenDesk> {
	return openDesk([kioskSwitch(folder, server, more), ...args]);
}

/** Provisions a PC as a kiosk. */
export function kioskSwitch(
	folder: string,
	server: ScriptedServer,
	more: Record<string, unknown> = {},
): string {
	const administratorPin = typedSecrets.pin;
	return provisionSwitch(folder, {
		...provisioningFor(server),
		...{ administratorPin, kiosk: true },
		...more,
	});
}

export async function expectKioskHeading(page: Page, name: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

/** The heading on the screen, asked through main: Playwright loses a page whose process was replaced. */
export async function expectHeadingNow({ app }: OpenDesk, name: string): Promise<void> {
	const read = () =>
		app.evaluate(({ BrowserWindow }) => {
			const contents = BrowserWindow.getAllWindows()[0]?.webContents;
			const heading = contents
				?.executeJavaScript('document.querySelector("h1")?.textContent.trim() ?? ""')
				.catch(() => '');
			// A page that goes or hangs never answers.
			const silence = new Promise((resolve) => setTimeout(resolve, 1_000, ''));
			return Promise.race([heading, silence]);
		});
	await expect.poll(read, { timeout: 25_000 }).toBe(name);
}

/** From the attract screen to where the person says who they are. */
export async function agree(page: Page, language: Language = 'en', own = 'English'): Promise<void> {
	const t = wordsOf(language);
	await expectKioskHeading(page, wordsOf('en')('kiosk.attract.heading'));
	await page.getByRole('button', { name: wordsOf('en')('kiosk.attract.action') }).click();
	await page.getByRole('button', { name: own, exact: true }).click();
	await expectKioskHeading(page, t('kiosk.consent.heading'));
	await page.getByRole('button', { name: t('kiosk.consent.agree'), exact: true }).click();
	await expectKioskHeading(page, t('kiosk.identify.heading'));
}

/** From there to the number for the registration desk. */
export async function verifyAtKiosk(page: Page, language: Language = 'en'): Promise<void> {
	const t = wordsOf(language);
	for (const digit of '43422151056749') {
		await page.getByRole('button', { name: digit, exact: true }).click();
	}
	await page.getByRole('button', { name: t('kiosk.identify.continue'), exact: true }).click();
	await expectKioskHeading(page, t('kiosk.confirm.heading'));
	await page.getByRole('button', { name: t('kiosk.confirm.yes'), exact: true }).click();
	await expectKioskHeading(page, t('kiosk.otp.heading'));
	await page.keyboard.type(canaries.otp);
	await page.getByRole('button', { name: t('action.verify'), exact: true }).click();
	await expectKioskHeading(page, t('kiosk.verified.heading'));
}
