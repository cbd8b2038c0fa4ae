// The `resources/app` of the test runtime. It does what Electron's own default app does, and no
// more: the application must not be able to tell the two apart.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { applicationPath } from './application-path.mjs';

const givenPath = applicationPath(process.argv.slice(1));
if (givenPath === undefined) {
	console.error('Give the folder of an application: electron <folder>');
	process.exit(1);
}

const folder = path.resolve(givenPath);
const { name, productName, version, main } = JSON.parse(
	readFileSync(path.join(folder, 'package.json'), 'utf8'),
);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
// Electron keeps the two setters below out of its types: only a default app may use them.
const application =
	/** @type {import('electron').App & { setVersion(version: string): void, setAppPath(folder: string): void }} */ (
		app
	);
application.setName(productName ?? name);
application.setVersion(version);
application.setDesktopName(`${productName ?? name}.desktop`);
application.setAppPath(folder);

// Awaited at top level: Electron holds `ready` back until this module has loaded, which gives the
// application its time before `ready` (schemes, sandbox).
await import(pathToFileURL(path.join(folder, main)).href);
