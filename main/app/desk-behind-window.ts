import { app, type BrowserWindow, powerMonitor, safeStorage, session } from 'electron';

import type { ResetReport } from '../../preload/contract/diagnostics.ts';
import type { Clock } from '../clock.ts';
import { type Flavour, isForPatients } from '../flavour.ts';
import { announce } from '../ipc/announce.ts';
import { type Answer, answerWith } from '../ipc/answer.ts';
import { createHandlers } from '../ipc/handlers.ts';
import type { Diary } from '../log/diary.ts';
import type { Provision } from '../provisioning/provision-file.ts';
import { createPremises, type Premises } from '../station/premises.ts';
import type { UpdatesOnDemand } from '../update/updates-on-demand.ts';
import { createDiagnostics } from './diagnostics-of-desk.ts';
import { findKeyring } from './keyring.ts';
import { watchOverKiosk } from './kiosk-service.ts';
import { quitWithWindow } from './lifecycle.ts';
import { createOutlets } from './outlets.ts';
import type { PageHost } from './page-host.ts';
import { createReset } from './reset-desk.ts';
import { watchScreenLock } from './screen-lock.ts';
import { createSettingsStore } from './settings-store.ts';

export interface DeskBehindWindowOptions {
	window: BrowserWindow;
	page: PageHost;
	/** The profile's. */
	folder: string;
	flavour: Flavour;
	clock: Clock;
	diary: Diary;
	/** The provisioning file of this start. */
	provision: Provision | null;
	updates: UpdatesOnDemand;
	/** What this start has removed already. */
	resetReport: ResetReport | null;
}

/**
 * All that answers the page. Loaded while the page is, and so not part of what the window waits for:
 * nothing here may be imported by main/index.ts but as a type.
 */
export function openDesk(options: DeskBehindWindowOptions): { premises: Premises; answer: Answer } {
	const { window, page, folder, clock, provision, updates } = options;
	const { log, detailsFor, problems, redact } = options.diary;
	const outlets = createOutlets(window, detailsFor);
	const premises = createPremises({
		...{ folder, clock, log, provision, updates, ...outlets },
		mayUseProduction: isForPatients(options.flavour),
		settingsStore: createSettingsStore(folder, clock),
		findKeyring: () => findKeyring(safeStorage, process.platform, log),
		// The system's proxy is Chromium's to know: its settings, PAC files and all.
		resolveProxy: (url) => session.defaultSession.resolveProxy(url),
		announce: (event, payload) => {
			announce(window.webContents, event, payload);
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
		setAutostart: watchOverKiosk({ clock, log, isKiosk: () => premises.station.isKiosk }),
	});
	const { station, onScreenLocked } = premises;
	const finish = () => station.close();
	const diagnostics = createDiagnostics({
		...{ folder, clock, redact, problems },
		...outlets,
		...premises,
	});
	const reset = createReset({ folder, clock, log, report: options.resetReport, finish });
	const handlers = createHandlers({ page, log, diagnostics, reset, ...outlets, ...premises });

	watchScreenLock(powerMonitor, onScreenLocked);
	quitWithWindow(app, clock, finish);
	return { premises, answer: answerWith(handlers, log) };
}
