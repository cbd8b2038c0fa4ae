import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { app, type BrowserWindow, dialog, ipcMain, protocol, session } from 'electron';

import { createAbdmClient } from './abdm/create-client.ts';
import { readCommandLine } from './app/command-line.ts';
import { keepSingleInstance, quitWithWindow } from './app/lifecycle.ts';
import { setMenu } from './app/menu.ts';
import { isTrustedFrame, lockApp, lockSession } from './app/policy.ts';
import { ownScheme, serveRenderer } from './app/protocol.ts';
import { recoverFromCrashes } from './app/recovery.ts';
import { WindowPlacement } from './app/window-placement.ts';
import { openWindow } from './app/window.ts';
import { systemClock as clock } from './clock.ts';
import { Visit } from './desk/visit.ts';
import type { FacilityConfiguration } from './facility/configuration.ts';
import { openFacility } from './facility/facility.ts';
import { readConfiguration } from './facility/provision.ts';
import { announce } from './ipc/announce.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerCalls } from './ipc/register.ts';
import { createLogFile } from './log/log-file.ts';
import { createLog, type Log } from './log/log.ts';
import { logUncaught } from './log/uncaught.ts';

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const { provisionFile, userDataFolder } = readCommandLine(process.argv, process.cwd());
if (userDataFolder !== undefined) app.setPath('userData', userDataFolder);

let window: BrowserWindow | undefined;

// These must be said before Electron is ready. The sandbox is forced on every process; only a
// development run as root has to do without, and Chromium refuses the two together.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([ownScheme]);
setMenu();

if (keepSingleInstance(app, () => window)) {
	const configuration = readConfiguration(provisionFile);
	const log = createLog(createLogFile(join(app.getPath('userData'), 'logs')));
	logUncaught(process, log);
	// Exit code 2: the provisioning file cannot be used.
	if (configuration === 'refused') app.exit(2);
	else {
		app.whenReady().then(
			() => start(configuration, log),
			(error: unknown) => {
				giveUp(log, error);
			},
		);
	}
} else {
	app.quit();
}

/** Opens the desk: the locks first, then the one who answers, then the window that asks. */
async function start(configuration: FacilityConfiguration | undefined, log: Log): Promise<void> {
	try {
		lockApp(app);
		lockSession(session.defaultSession);
		serveRenderer(protocol, join(builtFolder, 'renderer'));

		const facility = await openFacility(configuration, clock);
		quitWithWindow(app);
		const visit = new Visit(createAbdmClient(facility.access, { clock, log }), clock, () => {
			facility.callOffTrainingMessages();
		});
		const handlers = createHandlers(facility.desk, visit, log);
		registerCalls(handlers, { ipcMain, isTrusted: isTrustedFrame, log });

		const opened = openWindow(join(builtFolder, 'preload', 'index.cjs'), new WindowPlacement(log));
		window = opened;
		facility.onTrainingMessage((message) => {
			announce(opened.webContents, 'trainingMessageArrived', message);
		});
		recoverFromCrashes(opened, {
			clock,
			log,
			onPageGone: () => {
				visit.end();
			},
			onHopeless: () => {
				giveUp(log, new Error('The page keeps crashing'));
			},
		});
		log.info('started', { environment: facility.desk.environment, version: app.getVersion() });
	} catch (error) {
		giveUp(log, error);
	}
}

/** Exit code 1: something that no person at the desk can put right. */
function giveUp(log: Log, error: unknown): void {
	log.error('cannot go on', { error });
	dialog.showErrorBox('ABHA Desk has to close', 'Please call the administrator. The log says why.');
	app.exit(1);
}
