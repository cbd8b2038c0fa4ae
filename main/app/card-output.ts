import { type BrowserWindow, dialog } from 'electron';

import type { Card } from '../../preload/contract/visit.ts';
import type { CardOutput } from '../ipc/handlers.ts';
import { writeWhole } from './whole-file.ts';

const extensions: Readonly<Record<Card['contentType'], string>> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'application/pdf': 'pdf',
};

/** The system's print and save dialogs, over the desk's own window. */
export function createCardOutput(window: BrowserWindow): CardOutput {
	return {
		print: () =>
			new Promise((resolve) => {
				// The page's print style leaves nothing but the card. A printer that fails says so itself.
				window.webContents.print({ silent: false, printBackground: true }, (printed) => {
					resolve(printed);
				});
			}),
		save: async ({ contentType, bytes }) => {
			const extension = extensions[contentType];
			const { canceled, filePath } = await dialog.showSaveDialog(window, {
				// No name and no number: a file's name is seen in places that its content is not.
				defaultPath: `ABHA card.${extension}`,
				filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
				properties: ['createDirectory', 'showOverwriteConfirmation'],
			});
			if (canceled || filePath === '') return false;
			await writeWhole(filePath, bytes, { code: 'card-not-saved' });
			return true;
		},
	};
}
