import type { App, BrowserWindow } from 'electron';

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

/** Quits with the window, and gives what must be closed a moment first. */
export function closeBeforeQuit(app: App, close: () => Promise<void>): void {
	app.on('window-all-closed', () => {
		app.quit();
	});
	let closed = false;
	app.on('will-quit', (event) => {
		if (closed) return;
		event.preventDefault();
		closed = true;
		void close().finally(() => {
			app.quit();
		});
	});
}
