import type { App, BrowserWindow } from 'electron';

import type { Clock } from '../clock.ts';

/**
 * One desk a profile: a second start shows the first window and says nothing else. Its arguments
 * are not read, because any program of this user could send them.
 */
export function keepSingleInstance(app: App, windowOf: () => BrowserWindow | undefined): boolean {
	if (!app.requestSingleInstanceLock()) return false;
	app.on('second-instance', () => {
		const window = windowOf();
		if (window === undefined) return;
		if (window.isMinimized()) window.restore();
		window.focus();
	});
	return true;
}

/** How long the program may take to put its files in order; a disk that hangs must not keep it. */
const finishLimitMs = 2_000;

/** The desk is its window. What is written is finished first: the activity log remembers every end. */
export function quitWithWindow(app: App, clock: Clock, finish: () => Promise<void>): void {
	let isFinishing = false;
	app.on('window-all-closed', () => {
		app.quit();
	});
	app.on('will-quit', (event) => {
		event.preventDefault();
		if (isFinishing) return;
		isFinishing = true;
		const leave = () => {
			app.exit(0);
		};
		clock.after(finishLimitMs, leave);
		// Not at once: Electron crashes when it is told to exit while it asks whether it may quit.
		void finish().finally(() => clock.after(0, leave));
	});
}
