import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright/test';

import type { Language } from '../../preload/contract/kiosk.ts';
import { layoutFaults } from '../e2e/layout-faults.ts';

/** Where the shots lie until they are put together. */
export const shotsFolder = fileURLToPath(
	new URL('../../test-results/contact-sheet/shots/', import.meta.url),
);

interface Look {
	width: number;
	height: number;
	colorScheme: 'light' | 'dark';
	textPercent: number;
}

/** What one shot shows; together they are its file name. */
export interface Subject {
	surface: 'kiosk' | 'desk';
	/** With its number, so that the sheets have the order of the journey. */
	screen: string;
	look: string;
	language: Language;
}

/** What a shot shows, and what is wrong with it. */
export interface Caption extends Subject {
	faults: readonly string[];
	/** How much of the screen lies below the window. */
	belowPx: number;
}

const usual: Look = { width: 1280, height: 1024, colorScheme: 'light', textPercent: 100 };

export const looks = {
	window: usual,
	dark: { ...usual, colorScheme: 'dark' },
	large: { ...usual, textPercent: 200 },
	portrait: { ...usual, width: 1080, height: 1920 },
	small: { ...usual, width: 1024, height: 768 },
} as const satisfies Record<string, Look>;

export type LookName = keyof typeof looks;

/** Takes the screen that stands there in every one of these looks, and leaves it in the usual one. */
export async function shoot(
	page: Page,
	{ surface, screen, language }: Omit<Subject, 'look'>,
	lookNames: readonly LookName[],
): Promise<void> {
	mkdirSync(shotsFolder, { recursive: true });
	// Off the buttons, which look different under it.
	await page.mouse.move(2, 400);
	for (const look of lookNames) {
		await show(page, looks[look]);
		const belowPx = await page.evaluate(
			() => document.documentElement.scrollHeight - document.documentElement.clientHeight,
		);
		const caption: Caption = {
			surface,
			screen,
			look,
			language,
			faults: await layoutFaults(page),
			belowPx,
		};
		const path = `${shotsFolder}${[surface, screen, look, language].join('.')}`;
		if (surface === 'desk') {
			// The window grows to the whole of it: what sticks to its lower edge is then where it belongs.
			const { width, height } = looks[look];
			await page.setViewportSize({ width, height: height + belowPx });
		}
		await page.screenshot({ path: `${path}.png`, fullPage: true, animations: 'disabled' });
		writeFileSync(`${path}.json`, JSON.stringify(caption));
	}
	await show(page, usual);
}

async function show(page: Page, look: Look): Promise<void> {
	await page.setViewportSize({ width: look.width, height: look.height });
	await page.emulateMedia({ colorScheme: look.colorScheme });
	await page.evaluate(async (percent) => {
		document.documentElement.style.setProperty(
			'font-size',
			percent === 100 ? '' : `${String(percent)}%`,
		);
		await document.fonts.ready;
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	}, look.textPercent);
}
