import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BrowserWindow } from 'electron';
import { app, dialog, ipcMain, protocol, session } from 'electron';

import { begin } from './app/beginning.ts';
import { finishReset } from './app/finish-reset.ts';
import { findOwnInstallation } from './app/installed-program.ts';
import { preferKeyring } from './app/keyring.ts';
import { keepSingleInstance } from './app/lifecycle.ts';
import { setMenu } from './app/menu.ts';
import { PageHost } from './app/page-host.ts';
import { isTrustedFrame, lockApp, lockSession } from './app/policy.ts';
import { ownScheme, serveRenderer } from './app/protocol.ts';
import { createHandOver } from './app/update-hand-over.ts';
import { WindowPlacement } from './app/window-placement.ts';
import { openWindow } from './app/window.ts';
import { systemClock as clock } from './clock.ts';
import { isForPatients } from './flavour.ts';
import { announce } from './ipc/announce.ts';
import { registerCalls } from './ipc/register.ts';
import { openDiary } from './log/diary.ts';
import { logUncaught } from './log/uncaught.ts';
import type { Provision } from './provisioning/provision-file.ts';
import type { Premises } from './station/premises.ts';
import { pinnedKeys } from './update/pinned-keys.ts';
import { UpdatesOnDemand } from './update/updates-on-demand.ts';

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const { flavour, folder, provisionFile, onBehalfOf } = await begin();

let window: BrowserWindow | undefined;
let premises: Premises | undefined;
const isDesk = onBehalfOf?.name !== 'doctor' && keepSingleInstance(app, () => window);
// Before anything of this profile is opened.
const resetReport = isDesk ? await finishReset(folder) : null;
const diary = openDiary({
	folder: join(folder, 'logs'),
	version: app.getVersion(),
	desk: () => premises?.forLog(),
});
const { log } = diary;

const updates = new UpdatesOnDemand({
	...{ clock, log, pinnedKeys, channel: 'stable', runningVersion: app.getVersion() },
	folder: join(folder, 'updates'),
	// From its sources it is nobody's installation.
	installation: flavour === 'development' ? null : findOwnInstallation(process),
	desk: () => premises?.forUpdates() ?? null,
	run: createHandOver(app),
});

// These must be said before Electron is ready. The sandbox is forced on every process; only a test
// as root has to do without, and Chromium refuses the two together. No release comes this far with it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([ownScheme]);
preferKeyring(app.commandLine, process.platform, process.env.XDG_CURRENT_DESKTOP);
setMenu(() => {
	if (window !== undefined) announce(window.webContents, 'diagnosticsAsked', null);
});

if (isDesk) {
	const provision = await readProvision();
	logUncaught(process, log);
	// Exit code 2: the provisioning file cannot be used.
	if (provision === 'refused') app.exit(2);
	else {
		// A start is counted before anything of it can fail.
		Promise.all([updates.begin(), app.whenReady()])
			.then(([begun]) => {
				if (begun === 'go-on') start(provision);
			})
			.catch(giveUp);
	}
} else if (onBehalfOf?.name === 'doctor') {
	const { profile, asJson } = onBehalfOf;
	void import('./app/doctor.ts').then(({ runDoctor }) => runDoctor(profile, asJson));
} else {
	app.quit();
}

/** Most starts have none, and load nothing that could read it. */
async function readProvision(): Promise<Provision | null | 'refused'> {
	if (provisionFile === undefined) return null;
	const { readProvisionOfStart } = await import('./provisioning/provision-file.ts');
	return readProvisionOfStart(provisionFile, isForPatients(flavour));
}

/** Opens the desk: the locks first, then the window that asks, and what answers it. */
function start(provision: Provision | null): void {
	lockApp(app);
	const pageServed = serveRenderer(protocol, join(builtFolder, 'renderer'));
	const openDesk = async () => {
		await Promise.race([pageServed, new Promise<void>((resolve) => clock.after(2_000, resolve))]);
		const behindWindow = await import('./app/desk-behind-window.ts');
		const desk = behindWindow.openDesk({
			...{ window: opened, page, folder, flavour, clock, diary, provision, updates, resetReport },
		});
		premises = desk.premises;
		return desk;
	};
	// Loaded when the page has what it is made from: what it asks waits until its desk stands.
	const deskStands = openDesk();
	const placement = new WindowPlacement(join(folder, 'window.json'), log);
	const opened = openWindow(join(builtFolder, 'preload', 'index.cjs'), placement, deskStands);
	window = opened;
	const page = new PageHost(opened, {
		...{ clock, log },
		onPageGone: () => premises?.onPageGone(),
		onDisplayLost: () => premises?.onDisplayLost(),
		onHopeless: giveUp,
	});
	lockSession(session.defaultSession, () => page.isScanning);
	const answer = deskStands.then((desk) => desk.answer);
	registerCalls(answer, { ipcMain, isTrusted: isTrustedFrame });
	deskStands
		.then(async () => {
			log.info('started', { version: app.getVersion() });
			if (onBehalfOf?.name !== 'self-test') return;
			const { runSelfTest } = await import('./app/self-test.ts');
			await runSelfTest(opened);
		})
		.catch(giveUp);
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
