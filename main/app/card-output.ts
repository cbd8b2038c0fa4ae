import { rename, rm, writeFile } from 'node:fs/promises';

import { type BrowserWindow, dialog } from 'electron';

import type { Card } from '../../preload/contract/visit.ts';
import { AppError } from '../failure.ts';
import type { CardOutput } from '../ipc/handlers.ts';

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
			await writeWhole(filePath, bytes);
			return true;
		},
	};
}

/** The whole card or none of it: half a card with a patient's data must not stay behind. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
	const unfinished = `${path}.part`;
	try {
		await writeFile(unfinished, bytes, { mode: 0o600 });
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => undefined);
		throw new AppError({ code: 'card-not-saved' }, { cause: error });
	}
}
