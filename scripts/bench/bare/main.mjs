// What Electron costs when it does nothing: one window that says hello, with one field that has the
// focus. Its window is made as main/app/window.ts makes the desk's.
import { readFileSync } from 'node:fs';

import { app, BrowserWindow } from 'electron';

const page = readFileSync(new URL('index.html', import.meta.url), 'utf8');
if (process.argv.includes('--perf-marks')) {
	// The desk's own, put beside it by bare-window.mjs: both are measured by the same code.
	const { printPerfMarks } = await import(new URL('perf-marks.mjs', import.meta.url).href);
	printPerfMarks(app);
}
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

// Not awaited here: Electron is not ready before its main module is evaluated.
app.whenReady().then(open);

function open() {
	const window = new BrowserWindow({
		...{ title: 'Hello', width: 1180, height: 800, show: false, autoHideMenuBar: true },
		webPreferences: { sandbox: true, contextIsolation: true, devTools: false, spellcheck: false },
	});
	window.once('ready-to-show', () => {
		window.show();
	});
	// The fuses of a release keep a page from reading file:// in an archive.
	void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
}
