import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, chromium, errors } from 'playwright';
import { expect, type Page } from 'playwright/test';

/** Where Chromium says at which port it can be joined; a new start writes its own. */
export const portFileOf = (profile: string) => join(profile, 'DevToolsActivePort');

/** Limits of one connection and of all: a window is there within seconds, or not at all. */
const connectLimitMs = 5_000;
const tries = 3;
const windowLimitMs = 30_000;

export interface JoinedDesk {
	browser: Browser;
	page: Page;
}

/**
 * Joins a program that Playwright has not started, once its window has its page. A connection made
 * while the first page is on its way never comes about (9 of 26 runs of one test; Playwright waits for
 * a page that has not committed, its issue 41093), and has no limit unless given one.
 */
export async function joinRunning(portOf: () => string | undefined): Promise<JoinedDesk> {
	await expect.poll(() => hasPage(portOf()), { timeout: windowLimitMs }).toBe(true);
	const browser = await connect(`http://127.0.0.1:${portOf() ?? ''}`);
	const [page, ...others] = browser.contexts()[0]?.pages() ?? [];
	if (page !== undefined && others.length === 0) return { browser, page };
	await browser.close();
	throw new Error('The program does not show one window');
}

/** The port that the running program has written into its profile; none before it does. */
export function portIn(profile: string): string | undefined {
	try {
		return /^\d+/.exec(readFileSync(portFileOf(profile), 'utf8'))?.[0];
	} catch {
		// Not written yet.
		return undefined;
	}
}

/** Chromium's own list: asking for it attaches to nothing, so the page starts undisturbed. */
async function hasPage(port: string | undefined): Promise<boolean> {
	if (port === undefined) return false;
	try {
		const response = await fetch(`http://127.0.0.1:${port}/json/list`);
		const targets = (await response.json()) as { type: string; url: string }[];
		return targets.some(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
	} catch {
		// The port is that of a process which has ended, or the new one does not answer yet.
		return false;
	}
}

async function connect(url: string): Promise<Browser> {
	for (let tried = 1; ; tried += 1) {
		try {
			return await chromium.connectOverCDP(url, { timeout: connectLimitMs });
		} catch (error) {
			if (!(error instanceof errors.TimeoutError) || tried === tries) throw error;
		}
	}
}
