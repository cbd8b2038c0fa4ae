import { Menu } from 'electron';

import words from '../../renderer/i18n/messages/diagnostics/en.json' with { type: 'json' };

/**
 * Only what a receptionist needs: editing and the size of the text; and what an administrator needs
 * when nothing else opens. Without a menu of ours Electron
 * brings its own, with reload and developer tools.
 */
export function setMenu(onDiagnostics: () => void): void {
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
			// No role `help`: with it Electron would add links into the world.
			{
				label: words['diagnostics.menu.help'],
				submenu: [{ label: words['diagnostics.heading'], click: onDiagnostics }],
			},
		]),
	);
}
