import type { WebContents } from 'electron';

import { endRenderer, type EndRendererOptions } from './end-renderer.ts';
import type { Recovery } from './recovery.ts';

/** Callers at the same time share one. */
const underWay = new WeakMap<WebContents, Promise<void>>();

/**
 * Gives the page a new process, so that nothing of the patient stays in the memory of the old one.
 * Resolves when the page has loaded; rejects when the old process lives on, which a kiosk must not
 * go on with.
 */
export function replaceRenderer(
	webContents: WebContents,
	recovery: Pick<Recovery, 'expectEnd' | 'load'>,
	options: EndRendererOptions,
): Promise<void> {
	const replacing =
		underWay.get(webContents) ??
		replace(webContents, recovery, options).finally(() => {
			underWay.delete(webContents);
		});
	underWay.set(webContents, replacing);
	return replacing;
}

async function replace(
	webContents: WebContents,
	recovery: Pick<Recovery, 'expectEnd' | 'load'>,
	options: EndRendererOptions,
): Promise<void> {
	const before = webContents.getOSProcessId();
	const ended = recovery.expectEnd();
	try {
		// A load that is begun before the process is gone fails: Electron gives it the dying one.
		await endRenderer(webContents, options);
	} finally {
		ended();
	}
	await recovery.load();
	if (webContents.getOSProcessId() === before) throw new Error('The page has kept its process');
}
