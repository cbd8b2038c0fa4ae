import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BrowserWindow } from 'electron';
import { app, dialog, ipcMain, powerMonitor, protocol, safeStorage, session } from 'electron';

import { readCommandLine, switchesRefusedBy } from './app/command-line.ts';
import { programName, readFlavour } from './app/flavour.ts';
import { findKeyring, preferKeyring } from './app/keyring.ts';
import { watchOverKiosk } from './app/kiosk-service.ts';
import { keepSingleInstance, quitWithWindow } from './app/lifecycle.ts';
import { setMenu } from './app/menu.ts';
import { createOutlets } from './app/outlets.ts';
import { PageHost } from './app/page-host.ts';
import { isTrustedFrame, lockApp, lockSession } from './app/policy.ts';
import { isUsableFolder } from './app/profile-folder.ts';
import { ownScheme, serveRenderer } from './app/protocol.ts';
import { watchScreenLock } from './app/screen-lock.ts';
import { createSettingsStore } from './app/settings-store.ts';
import { WindowPlacement } from './app/window-placement.ts';
import { openWindow } from './app/window.ts';
import { systemClock as clock } from './clock.ts';
import { announce } from './ipc/announce.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerCalls } from './ipc/register.ts';
import { openDiary } from './log/diary.ts';
import { logUncaught } from './log/uncaught.ts';
import { type Provision, readProvisionOfStart } from './provisioning/provision-file.ts';
import { createPremises, type Premises } from './station/premises.ts';

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const commandLine = readCommandLine(process.argv, process.cwd());
const { provisionFile, userDataFolder } = commandLine;
// Waited for, so that it misses nothing; no other start loads it.
if (commandLine.wantsPerfMarks) (await import('./app/perf-marks.ts')).printPerfMarks(app);
const flavour = readFlavour(app.getAppPath());
const refusedSwitches = switchesRefusedBy(flavour, process.argv);
// The keyring's key and the profile's folder go by this name.
app.setName(programName(flavour));
if (userDataFolder !== undefined) app.setPath('userData', userDataFolder);
const folder = app.getPath('userData');

let window: BrowserWindow | undefined;
let premises: Premises | undefined;
const { log, detailsFor } = openDiary({
	folder: join(folder, 'logs'),
	version: app.getVersion(),
	desk: () => premises?.forLog(),
});

// These must be said before Electron is ready. The sandbox is forced on every process; only a test
// as root has to do without, and Chromium refuses the two together. No release comes this far with it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([ownScheme]);
preferKeyring(app.commandLine, process.platform, process.env.XDG_CURRENT_DESKTOP);
setMenu();

if (refusedSwitches.length > 0) {
	process.stderr.write(`ABHA Desk: does not start with ${refusedSwitches.join(', ')}\n`);
	// Exit code 4: started with a switch that opens what has to stay closed.
	app.exit(4);
} else if (!isUsableFolder(folder)) {
	// Said on the console as well, where there is no screen yet.
	dialog.showErrorBox('ABHA Desk cannot start', `It may not write to ${folder}`);
	// Exit code 5: the profile's folder cannot be written.
	app.exit(5);
} else if (keepSingleInstance(app, () => window)) {
	const provision = readProvisionOfStart(provisionFile);
	logUncaught(process, log);
	// Exit code 2: the provisioning file cannot be used.
	if (provision === 'refused') app.exit(2);
	else {
		const open = () => {
			start(provision);
		};
		app.whenReady().then(open).catch(giveUp);
	}
} else {
	app.quit();
}

/** Opens the desk: the locks first, then the window that asks, and what answers it. */
function start(provision: Provision | null): void {
	lockApp(app);
	serveRenderer(protocol, join(builtFolder, 'renderer'));

	const opened = openWindow(join(builtFolder, 'preload', 'index.cjs'), new WindowPlacement(log));
	window = opened;
	const page = new PageHost(opened, {
		...{ clock, log },
		onPageGone: () => premises?.onPageGone(),
		onHopeless: giveUp,
	});
	lockSession(session.defaultSession, () => page.isScanning);
	const outlets = createOutlets(opened, detailsFor);
	premises = createPremises({
		...{ folder, clock, log, provision, ...outlets },
		settingsStore: createSettingsStore(folder, clock),
		findKeyring: () => findKeyring(safeStorage, process.platform, log),
		// The system's proxy is Chromium's to know: its settings, PAC files and all.
		resolveProxy: (url) => session.defaultSession.resolveProxy(url),
		announce: (event, payload) => {
			announce(opened.webContents, event, payload);
		},
		onModeChange: (isKiosk) => {
			page.setMode(isKiosk);
		},
		replacePage: () => {
			page.startOver();
		},
		onQuit: () => {
			app.quit();
		},
		setAutostart: watchOverKiosk({ clock, log, isKiosk: () => premises?.station.isKiosk ?? false }),
	});
	const { station, onScreenLocked } = premises;
	const handlers = createHandlers({ page, log, ...outlets, ...premises });
	registerCalls(handlers, { ipcMain, isTrusted: isTrustedFrame, log });

	watchScreenLock(powerMonitor, onScreenLocked);
	quitWithWindow(app, clock, () => station.close());
	log.info('started', { version: app.getVersion() });
}

/** Exit code 1: something that no person at the desk can put right. */
function giveUp(error: unknown): void {
	log.error('cannot go on', { error });
	// Nobody in front of a kiosk could answer it, and what stands behind it may be a patient's.
	if (premises?.station.isKiosk !== true) {
		dialog.showErrorBox(
			'ABHA Desk has to close',
			'Please call the administrator. The log says why.',
		);
	}
	app.exit(1);
}
