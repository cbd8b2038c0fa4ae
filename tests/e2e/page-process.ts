import { readFileSync } from 'node:fs';

import type { ElectronApplication } from 'playwright/test';

/** The process of the window's page; 0 while there is none. */
export function pageProcessOf(app: ElectronApplication): Promise<number> {
	return app.evaluate(
		({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
	);
}

/** Whether a process runs; one that is dead and not yet waited for does not. */
export function isRunning(processId: number): boolean {
	try {
		process.kill(processId, 0);
		const status = readFileSync(`/proc/${String(processId)}/stat`, 'utf8');
		return !/\) [ZX] /.test(status);
	} catch {
		return false;
	}
}

/** Writes a heap snapshot of the page, whose process may be another one than Playwright knows. */
export async function takeHeapSnapshot(app: ElectronApplication, path: string): Promise<string> {
	await app.evaluate(async ({ BrowserWindow }, file) => {
		await BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(file);
	}, path);
	return path;
}

/** Runs a script in the page, through main. */
export function runInPage(app: ElectronApplication, script: string): Promise<unknown> {
	return app.evaluate(
		({ BrowserWindow }, code) =>
			BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>,
		script,
	);
}
