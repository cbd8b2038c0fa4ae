import { extname } from 'node:path';

import { type BrowserWindow, dialog } from 'electron';

import type { FileDialogs } from '../station/file-dialogs.ts';
import { writeWhole } from './whole-file.ts';

/** The system's open and save dialogs, over the desk's own window. */
export function createFileDialogs(window: BrowserWindow): FileDialogs {
	return {
		chooseSealedFile: async () => {
			const { canceled, filePaths } = await dialog.showOpenDialog(window, {
				properties: ['openFile'],
			});
			return canceled ? null : (filePaths[0] ?? null);
		},
		chooseFolder: async () => {
			const { canceled, filePaths } = await dialog.showOpenDialog(window, {
				properties: ['openDirectory'],
			});
			return canceled ? null : (filePaths[0] ?? null);
		},
		save: async (name, content) => {
			const extension = extname(name).slice(1);
			const { canceled, filePath } = await dialog.showSaveDialog(window, {
				defaultPath: name,
				filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
				properties: ['createDirectory', 'showOverwriteConfirmation'],
			});
			if (canceled || filePath === '') return false;
			await writeWhole(filePath, content, { code: 'file-not-saved' });
			return true;
		},
	};
}
