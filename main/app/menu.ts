import { Menu } from 'electron';

/**
 * Only what a receptionist needs: editing and the size of the text. Without a menu of ours Electron
 * brings its own, with reload and developer tools.
 */
export function setMenu(): void {
	Menu.setApplicationMenu(
		Menu.buildFromTemplate([
			...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
			{ role: 'editMenu' },
			{
				role: 'viewMenu',
				submenu: [
					{ role: 'resetZoom' },
					{ role: 'zoomIn' },
					{ role: 'zoomOut' },
					{ role: 'togglefullscreen' },
				],
			},
		]),
	);
}
