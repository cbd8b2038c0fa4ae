// Live reload on the very program that `npm start` runs: each part is built again when one of its
// files changes; then the windows are reloaded, or Electron is started again. The product has no
// development server to allow, so its walls are the same here.
import { _electron } from 'playwright';
import { build } from 'vite';

import { refuseWithoutDisplay } from './display.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { emptyOut, parts, viteConfigFile } from './parts.mjs';
import { runScript } from './refusal.mjs';
import { repositoryRoot } from './run.mjs';
import { explainRestrictedSandbox, sandboxSwitches } from './sandbox.mjs';

/** A change of the contract builds all three parts again: one restart is enough for them. */
const settleMs = 300;

const endWithProgram = () => process.exit();

/** @param {import('./electron-runtime.mjs').ElectronRuntime} runtime */
async function launch(runtime) {
	const switches = sandboxSwitches();
	const application = await _electron.launch({
		executablePath: runtime.executable,
		args: [...switches, repositoryRoot, ...process.argv.slice(2)],
		// Playwright leaves the sandbox out unless told otherwise.
		chromiumSandbox: switches.length === 0,
	});
	application.process().stdout?.pipe(process.stdout);
	application.process().stderr?.pipe(process.stderr);
	application.on('close', endWithProgram);
	return application;
}

/** @param {(part: import('./parts.mjs').Part) => void} onBuilt */
async function watchParts(onBuilt) {
	for (const part of parts) {
		const watcher = await build({
			configFile: viteConfigFile(part),
			logLevel: 'warn',
			build: { watch: {} },
		});
		if (!('on' in watcher)) throw new Error(`Vite does not watch ${part}.`);
		watcher.on('event', (event) => {
			// A build that fails is shown by Vite, and the last good one stays on the screen.
			if (event.code === 'BUNDLE_END') onBuilt(part);
		});
	}
}

await runScript(async () => {
	refuseWithoutDisplay();
	const runtime = await ensureElectronRuntime();
	console.log(describeRuntime(runtime));
	explainRestrictedSandbox(runtime.distFolder);

	/** @type {import('playwright').ElectronApplication | undefined} */
	let application;
	const changed = new Set();
	async function show() {
		const reloadIsEnough = !changed.has('main') && !changed.has('preload');
		changed.clear();
		if (application && reloadIsEnough) {
			for (const window of application.windows()) await window.reload();
			return;
		}
		application?.off('close', endWithProgram);
		await application?.close();
		application = await launch(runtime);
	}

	const built = new Set();
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	let shown = Promise.resolve();
	await emptyOut();
	await watchParts((part) => {
		built.add(part);
		changed.add(part);
		clearTimeout(timer);
		if (built.size < parts.length) return;
		timer = setTimeout(() => {
			// One after the other: a restart must not meet the reload of an older build.
			shown = shown.then(show).catch((error) => console.error(error));
		}, settleMs);
	});
});
