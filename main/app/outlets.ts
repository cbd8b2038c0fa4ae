import { type BrowserWindow, clipboard } from 'electron';

import { copyText } from './clipboard.ts';
import { createCardOutput } from './card-output.ts';
import { createFileDialogs } from './file-dialogs.ts';

/** All the ways by which something leaves the program: printer, files and clipboard. */
export function createOutlets(
	window: BrowserWindow,
	detailsFor: (incident: string) => string | null,
) {
	return {
		cards: createCardOutput(window),
		files: createFileDialogs(window),
		copyDetails: (incident: string) => copyText(clipboard, detailsFor(incident)),
		copyText: (text: string) => copyText(clipboard, text),
	};
}
