import { expect } from 'playwright/test';

import { languages } from '../../preload/contract/kiosk.ts';
import { languageFacts } from '../../renderer/i18n/languages.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { typedSecrets } from './administrator.ts';
import { test } from './desk.ts';
import {
	agree,
	expectHeadingNow,
	expectKioskHeading,
	openKiosk,
	verifyAtKiosk,
	wordsOf,
} from './kiosk.ts';
import { expectHeading } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

const en = wordsOf('en');

for (const language of languages) {
	const { ownName, dir } = languageFacts[language];
	test(`the whole journey in ${ownName} (${language})`, async ({ openDesk, folder }) => {
		const desk = await openKiosk(openDesk, folder, server);
		const { page } = desk;
		await agree(page, language, ownName);
		expect(await page.evaluate(() => [document.documentElement.lang, document.dir])).toEqual([
			language,
			dir,
		]);
		await verifyAtKiosk(page, language);
		await expect(page.getByText('1', { exact: true })).toBeVisible();
		await page
			.getByRole('button', { name: wordsOf(language)('kiosk.verified.finish'), exact: true })
			.click();
		await expectKioskHeading(page, wordsOf(language)('kiosk.thanks.heading'));
		// Cleared, and in the language that the kiosk begins in. Ten seconds each: once a direction.
		if (language !== 'en' && language !== 'ur') return;
		await expectHeadingNow(desk, en('kiosk.attract.heading'));
	});
}

test('shows only parts of a patient before the OTP, and forgets all of it with the process', async ({
	openDesk,
	folder,
}) => {
	const desk = await openKiosk(openDesk, folder, server);
	const { app, page } = desk;
	const processOf = () =>
		app.evaluate(({ BrowserWindow }) =>
			BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
		);
	await agree(page);
	const before = await processOf();
	for (const digit of '43422151056749') {
		await page.getByRole('button', { name: digit, exact: true }).click();
	}
	await page.getByRole('button', { name: en('kiosk.identify.continue'), exact: true }).click();
	await expectKioskHeading(page, en('kiosk.confirm.heading'));
	const shown = await page.content();
	for (const secret of ['Deepak', 'Pant', '43-4221', 'deepak.pant']) {
		expect(shown).not.toContain(secret);
	}
	expect(shown).toContain('6749');
	await page.getByRole('button', { name: en('kiosk.confirm.no'), exact: true }).click();
	await expectHeadingNow(desk, en('kiosk.attract.heading'));
	expect(await processOf()).not.toBe(before);
});

test('asks nothing of ABDM without consent, whoever calls', async ({ openDesk, folder }) => {
	const { page } = await openKiosk(openDesk, folder, server);
	await expectKioskHeading(page, en('kiosk.attract.heading'));
	const reply = await page.evaluate(() => {
		const { bridge } = window as unknown as {
			bridge: { findPatient: (input: { query: string }) => Promise<unknown> };
		};
		return bridge.findPatient({ query: 'deepak.pant' });
	});
	expect(reply).toMatchObject({ ok: false, failure: { code: 'consent-needed' } });
	expect(server.paths).toEqual([]);
});

test('whoever does not agree is sent to the desk, kindly', async ({ openDesk, folder }) => {
	const { page } = await openKiosk(openDesk, folder, server);
	await page.getByRole('button', { name: en('kiosk.attract.action') }).click();
	await page.getByRole('button', { name: 'English', exact: true }).click();
	await page.getByRole('button', { name: en('kiosk.consent.decline'), exact: true }).click();
	await expectKioskHeading(page, en('kiosk.without.heading'));
	expect(server.paths).toEqual([]);
});

test('the corner held and the PIN lead out, and nothing else does', async ({
	openDesk,
	folder,
}) => {
	const { page } = await openKiosk(openDesk, folder, server);
	await expectKioskHeading(page, en('kiosk.attract.heading'));
	const size = await page.evaluate(() => [window.innerWidth, window.innerHeight]);
	const corner = { x: (size[0] ?? 0) - 12, y: 12 };
	await page.mouse.move(corner.x, corner.y);
	await page.mouse.down();
	await page.waitForTimeout(2_000);
	await page.mouse.up();
	await expectKioskHeading(page, en('kiosk.attract.heading'));
	// Until the keypad stands there: on a busy machine five seconds of the page are more here.
	await page.mouse.down();
	await expect(page.getByRole('button', { name: 'Open as a desk' })).toBeVisible();
	await page.mouse.up();
	for (const digit of typedSecrets.pin) {
		await page.getByRole('button', { name: digit, exact: true }).click();
	}
	await page.getByRole('button', { name: 'Open as a desk' }).click();
	await expectHeading(page, 'Find patient');
	await expect(page.getByText('Asha Clinic')).toBeVisible();
	expect(await page.content()).not.toContain(canaries.clientSecret);
});

test('a page that crashes or hangs is back at the start', async ({ openDesk, folder }) => {
	const desk = await openKiosk(openDesk, folder, server);
	const { app, page } = desk;
	const took: Record<string, string> = {};
	const comesBack = async (what: string, spoil: () => Promise<unknown>) => {
		const startedAtMs = performance.now();
		await spoil();
		await expectHeadingNow(desk, en('kiosk.attract.heading'));
		took[what] = `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
	};
	await agree(page);
	await comesBack('crash', () =>
		app.evaluate(({ BrowserWindow }) => {
			BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
		}),
	);
	await comesBack('endless loop, 10 s until it is noticed', () =>
		app.evaluate(({ BrowserWindow }) => {
			void BrowserWindow.getAllWindows()[0]
				?.webContents.executeJavaScript('for (;;) {}')
				.catch(() => undefined);
		}),
	);
	test.info().annotations.push({ type: 'back at the start', description: JSON.stringify(took) });
});
