import { BrowserWindow, nativeTheme } from 'electron';

import { appUrl } from './policy.ts';
import type { WindowPlacement } from './window-placement.ts';

/**
 * Opens the desk's one window. It shows itself when there is something to see, and its desk stands
 * behind it: a kiosk's window must not be seen before it is locked.
 */
export function openWindow(
	preloadPath: string,
	placement: WindowPlacement,
	deskStands: Promise<unknown>,
): BrowserWindow {
	const window = new BrowserWindow({
		title: 'ABHA Desk',
		width: 1180,
		height: 800,
		minWidth: 640,
		minHeight: 480,
		...placement.bounds,
		show: false,
		autoHideMenuBar: true,
		// The page's own background, so that nothing flashes white in a dark room.
		backgroundColor: nativeTheme.shouldUseDarkColors ? '#10191b' : '#f3f6f6',
		webPreferences: {
			preload: preloadPath,
			// Electron's defaults today, said so that no upgrade and no reader has to guess (checklist 2-4, 6).
			sandbox: true,
			contextIsolation: true,
			nodeIntegration: false,
			webSecurity: true,
			webviewTag: false,
			navigateOnDragDrop: false,
			// A patient's data must not be looked at, or changed, from a key combination.
			devTools: false,
			// Names are not words, and a dictionary would be fetched.
			spellcheck: false,
		},
	});
	window.once('ready-to-show', () => {
		void deskStands.then(() => {
			if (!window.isDestroyed()) window.show();
		});
	});
	window.on('close', () => {
		placement.remember(window.getNormalBounds());
	});
	void window.loadURL(appUrl);
	return window;
}
