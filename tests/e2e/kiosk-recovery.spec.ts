import { join } from 'node:path';

import { expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { type OpenDesk, test } from './desk.ts';
import {
	agree,
	expectHeadingNow,
	expectKioskHeading,
	kioskSwitch,
	openKiosk,
	wordsOf,
} from './kiosk.ts';
import { readAll } from './left-behind.ts';
import { isRunning, pageProcessOf, runInPage } from './page-process.ts';
import { startUnattended } from './unattended-kiosk.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

const start = wordsOf('en')('kiosk.attract.heading');

/** Small enough for a page to be out of memory within seconds. */
const smallHeap = '--js-flags=--max-old-space-size=96';

/** What the log says so far of why the page went. */
function reasonsIn({ profile }: OpenDesk): string[] {
	const gone = /"reason":"([\w-]+)","event":"renderer gone"/g;
	return Array.from(
		readAll(profile, /^logs\/.*\.log$/).matchAll(gone),
		([, reason = '']) => reason,
	);
}

interface Times {
	/** Until the process of the page was gone. */
	goneMs: number;
	/** From then until the attract screen stood there. */
	backMs: number;
	/** As Electron gives it. */
	reason: string;
}

/**
 * Spoils the page and measures in main, where nobody else's waiting counts. Fails when the process
 * stays.
 */
function timesAfter({ app }: OpenDesk, spoil: 'crash' | { script: string }): Promise<Times> {
	return app.evaluate(
		async ({ BrowserWindow }, { how, heading }) => {
			const contents = BrowserWindow.getAllWindows()[0]?.webContents;
			if (contents === undefined) throw new Error('No window');
			const pause = (ms: number, value = '') =>
				new Promise<string>((resolve) => setTimeout(resolve, ms, value));
			const startedAtMs = performance.now();
			const gone = new Promise<{ atMs: number; reason: string }>((resolve) => {
				contents.once('render-process-gone', (_event, { reason }) => {
					resolve({ atMs: performance.now(), reason });
				});
			});
			if (how === 'crash') contents.forcefullyCrashRenderer();
			else void contents.executeJavaScript(how.script).catch(() => undefined);
			const { atMs, reason } = await gone;
			const read = () =>
				contents
					.executeJavaScript('document.querySelector("h1")?.textContent.trim() ?? ""')
					.catch(() => '') as Promise<string>;
			while ((await Promise.race([read(), pause(300)])) !== heading) await pause(20);
			return { goneMs: atMs - startedAtMs, backMs: performance.now() - atMs, reason };
		},
		{ how: spoil, heading: start },
	);
}

/** What the program promises; a busy machine may take longer, and the table says how long. */
const promisedMs = 5_000;
const slack = process.env.CI === undefined ? 2 : 3;

test('is back at the start after a crash, an endless loop, no memory', async ({
	openDesk,
	folder,
}, testInfo) => {
	test.setTimeout(120_000);
	const desk = await openKiosk(openDesk, folder, server, {}, [smallHeap]);
	await agree(desk.page);
	const table: Record<string, Times> = {
		crash: await timesAfter(desk, 'crash'),
		hang: await timesAfter(desk, { script: 'for (;;) {}' }),
		'out of memory': await timesAfter(desk, {
			script: 'const kept = []; for (;;) kept.push(new Array(100_000).fill(Math.random()))',
		}),
	};
	console.table(
		Object.fromEntries(
			Object.entries(table).map(([what, { goneMs, backMs, reason }]) => [
				what,
				{ 'noticed after, ms': Math.round(goneMs), 'back after, ms': Math.round(backMs), reason },
			]),
		),
	);
	await testInfo.attach('times', { body: JSON.stringify(table, null, 1) });
	expect(table['out of memory']?.reason).toMatch(/^(?:oom|crashed)$/);
	for (const { backMs } of Object.values(table)) expect(backMs).toBeLessThan(promisedMs * slack);
	expect(reasonsIn(desk)).toEqual(Object.values(table).map(({ reason }) => reason));
	// A person can use it: the page has its bridge, and its main.
	await expect
		.poll(() => runInPage(desk.app, 'bridge.getSituation().then((reply) => reply.ok)'))
		.toBe(true);
});

test('says that it is out of order at the fourth crash within a minute, and can be tried again', async ({
	openDesk,
	folder,
}) => {
	const desk = await openKiosk(openDesk, folder, server);
	await agree(desk.page);
	for (let crash = 1; crash <= 3; crash += 1) await timesAfter(desk, 'crash');
	await desk.app.evaluate(({ BrowserWindow }) => {
		BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
	});
	await expectHeadingNow(desk, 'Out of order');
	expect(await runInPage(desk.app, 'document.body.innerText')).toContain(
		'Please ask at the registration desk.',
	);
	// Chromium paints it: nobody wants to learn of it from a log.
	const isKiosk = await desk.app.evaluate(({ BrowserWindow }) =>
		BrowserWindow.getAllWindows().map((window) => window.isKiosk() && window.isVisible()),
	);
	expect(isKiosk).toEqual([true]);
	await runInPage(desk.app, 'void document.querySelector("button").click()');
	await expectHeadingNow(desk, start);
	// With a new budget: it was a person who asked.
	await timesAfter(desk, 'crash');
	expect(readAll(desk.profile, /^logs\/.*\.log$/).match(/out of order/g)).toHaveLength(1);
});

test('is at the start in a new process when its display is unplugged, and keeps it on until then', async ({
	openDesk,
	folder,
}) => {
	const desk = await openKiosk(openDesk, folder, server);
	await agree(desk.page);
	const before = await pageProcessOf(desk.app);
	const isKeptOn = await desk.app.evaluate(({ powerSaveBlocker }) =>
		// The first that this program has started; which number it has is Electron's business.
		[0, 1].some((id) => powerSaveBlocker.isStarted(id)),
	);
	expect(isKeptOn).toBe(true);
	// Xvfb has one display and cannot lose it; what Electron says then is what the program knows of it.
	await desk.app.evaluate(({ screen }) => {
		screen.emit('display-removed', {}, screen.getPrimaryDisplay());
	});
	await expectHeadingNow(desk, start);
	expect(await pageProcessOf(desk.app)).not.toBe(before);
	expect(isRunning(before)).toBe(false);
});

/** Which exit code says "start me again": 0 is an administrator's, 2 a file that cannot be used. */
const withoutGpuExitCode = 3;

test('goes on when the graphics process is killed, and starts again without it at the third time', async ({
	folder,
}, testInfo) => {
	test.skip(process.platform !== 'linux', 'Processes are found in /proc');
	test.setTimeout(120_000);
	const profile = join(folder, 'profile');
	const kiosk = startUnattended(profile, [kioskSwitch(folder, server)]);
	const seconds = (sinceMs: number) => Number(((performance.now() - sinceMs) / 1000).toFixed(1));
	const graphics = () => kiosk.processes().find(({ type }) => type === 'gpu-process')?.id;
	/** Painted by whatever paints now: without it a picture never comes. */
	const seesStart = () =>
		kiosk.look(async (page) => {
			await expectKioskHeading(page, start);
			expect((await page.screenshot()).length).toBeGreaterThan(1_000);
		});
	const killGraphics = async () => {
		await expect.poll(graphics, { timeout: 20_000 }).toBeDefined();
		const id = graphics() ?? 0;
		process.kill(id, 'SIGKILL');
		await expect.poll(() => isRunning(id)).toBe(false);
	};
	try {
		await seesStart();
		const table: Record<string, number> = {};
		for (const time of ['first', 'second']) {
			await killGraphics();
			const goneAtMs = performance.now();
			await seesStart();
			table[`painted again after the ${time} kill, s`] = seconds(goneAtMs);
		}
		await killGraphics();
		const goneAtMs = performance.now();
		expect(await kiosk.exited).toBe(withoutGpuExitCode);
		table['ended after the third kill, s'] = seconds(goneAtMs);
		await seesStart();
		table['at the start without GPU, s'] = seconds(goneAtMs);
		console.table(table);
		await testInfo.attach('times', { body: JSON.stringify(table, null, 1) });
		expect(kiosk.processes().find(({ type }) => type === undefined)?.switches).toContain(
			'--disable-gpu',
		);
		expect(seconds(goneAtMs)).toBeLessThan((promisedMs * slack) / 1000);
	} finally {
		kiosk.end();
	}
});
