import { expect, type Page } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { test } from './desk.ts';
import { expectKioskHeading, openKiosk, wordsOf } from './kiosk.ts';
import { layoutFaults } from './layout-faults.ts';

// Every word of every screen 40 % longer, as translations are: nothing may be cut off or broken.

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

/** Makes the words on the screen longer. Returns what makes them as they were. */
async function lengthenWords(page: Page): Promise<() => Promise<void>> {
	const before = await page.evaluateHandle(() => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const texts: [Node, string][] = [];
		while (walker.nextNode() !== null) {
			const node = walker.currentNode;
			const text = node.textContent ?? '';
			texts.push([node, text]);
			node.textContent = text.replace(
				/\p{L}{3,}/gu,
				(word) => word + word.slice(0, Math.ceil(word.length * 0.4)),
			);
		}
		return texts;
	});
	return () =>
		before.evaluate((texts) => {
			for (const [node, text] of texts) node.textContent = text;
		});
}

async function expectRoom(page: Page, screen: string): Promise<void> {
	for (const textPercent of [100, 200]) {
		await page.evaluate((percent) => {
			document.documentElement.style.setProperty('font-size', `${String(percent)}%`);
		}, textPercent);
		const restore = await lengthenWords(page);
		expect(await layoutFaults(page), `${screen}, ${String(textPercent)} %`).toEqual([]);
		await restore();
	}
	await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}

test('words 40 % longer have room on the screens of the kiosk', async ({ openDesk, folder }) => {
	const { page } = await openKiosk(openDesk, folder, server);
	const t = wordsOf('en');
	const press = (key: string) => page.getByRole('button', { name: t(key), exact: true }).click();
	const sees = (key: string) => expectKioskHeading(page, t(key));
	await sees('kiosk.attract.heading');
	await expectRoom(page, 'attract');
	await press('kiosk.attract.action');
	await expectRoom(page, 'language');
	await page.getByRole('button', { name: 'English', exact: true }).click();
	await sees('kiosk.consent.heading');
	await expectRoom(page, 'consent');
	await press('kiosk.consent.agree');
	await sees('kiosk.identify.heading');
	await press('kiosk.identify.way.address');
	await expectRoom(page, 'identify by address');
	await press('kiosk.identify.way.number');
	await expectRoom(page, 'identify by number');
	await page.keyboard.type('43422151056749', { delay: 80 });
	await press('kiosk.identify.continue');
	await sees('kiosk.confirm.heading');
	await expectRoom(page, 'confirm');
	await press('kiosk.confirm.yes');
	await sees('kiosk.otp.heading');
	await expectRoom(page, 'OTP');
	await page.keyboard.type(canaries.otp, { delay: 80 });
	await press('action.verify');
	await sees('kiosk.verified.heading');
	await expectRoom(page, 'verified');
});

test('a text that is cut off is found', async ({ openDesk, folder }) => {
	const { page } = await openKiosk(openDesk, folder, server);
	await expectKioskHeading(page, wordsOf('en')('kiosk.attract.heading'));
	expect(await layoutFaults(page)).toEqual([]);
	await page.evaluate(() => {
		const heading = document.querySelector('h1');
		heading?.style.setProperty('width', '4rem');
	});
	expect((await layoutFaults(page)).join()).toContain('broken: Register');
});
