import { setTimeout as sleep } from 'node:timers/promises';

import { DrivenDesk } from './driven-desk.mjs';

const settleMs = 8_000;
export const watchTimersMs = 20_000;

/**
 * Which timers come due at a desk before which nobody stands, while nothing counts down.
 *
 * @param {string} program the package for tests
 * @param {string} folder
 * @param {Record<string, unknown>} provision
 * @returns {Promise<{ main: number[], page: number[] }>} in milliseconds, what each was set to
 */
export async function timersOfIdle(program, folder, provision) {
	const desk = await DrivenDesk.open(program, folder, provision);
	try {
		await sleep(settleMs);
		// The page begins once more with other timers, so that none of its own is missed.
		await desk.inMain(async ({ BrowserWindow }, source) => {
			const contents = BrowserWindow.getAllWindows()[0]?.webContents;
			if (contents === undefined) throw new Error('The desk has no window');
			contents.debugger.attach();
			await contents.debugger.sendCommand('Page.enable');
			await contents.debugger.sendCommand('Page.addScriptToEvaluateOnNewDocument', { source });
			contents.reload();
		}, `(${watchPage.toString()})()`);
		await sleep(settleMs);
		await desk.inMain(() => {
			const { createHook, executionAsyncResource } = process.getBuiltinModule('async_hooks');
			/** @type {number[]} */
			const due = [];
			Object.assign(globalThis, { dueForBench: due });
			const before = () => {
				const timer = /** @type {{ _idleTimeout?: number }} */ (executionAsyncResource());
				if (timer.constructor.name === 'Timeout') due.push(timer._idleTimeout ?? 0);
			};
			createHook({ before }).enable();
		});
		await desk.inPage(async () => {
			/** @type {{ dueForBench: number[] }} */ (/** @type {unknown} */ (globalThis)).dueForBench =
				[];
			return null;
		}, null);
		await sleep(watchTimersMs);
		const due = () =>
			/** @type {{ dueForBench: number[] }} */ (/** @type {unknown} */ (globalThis)).dueForBench;
		const main = await desk.inMain(due);
		const page = await desk.inPage(async () => {
			return /** @type {any} */ (globalThis).dueForBench.slice();
		}, null);
		return { main, page };
	} finally {
		await desk.close();
	}
}

/** Runs in the page before anything of its own. */
function watchPage() {
	const page = /** @type {any} */ (globalThis);
	page.dueForBench = [];
	for (const name of ['setTimeout', 'setInterval']) {
		const original = page[name];
		page[name] = (/** @type {() => void} */ act, /** @type {number} */ delayMs) =>
			original(() => {
				page.dueForBench.push(delayMs ?? 0);
				act();
			}, delayMs);
	}
}
