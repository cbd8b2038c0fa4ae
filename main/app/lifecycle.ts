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

/** The desk is its window. Nothing has to be put in order first: what is in memory is to be forgotten. */
export function quitWithWindow(app: App): void {
	app.on('window-all-closed', () => {
		app.quit();
	});
}
