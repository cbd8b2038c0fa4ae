import { app, type BrowserWindow, Menu, powerMonitor, powerSaveBlocker, screen } from 'electron';

import type { Clock } from '../clock.ts';
import type { Page } from '../ipc/handlers.ts';
import type { Log } from '../log/log.ts';
import { lockKioskWindow } from './kiosk-window.ts';
import { recoverFromCrashes } from './recovery.ts';
import { replaceRenderer } from './renderer-reset.ts';
import { Watchdog } from './watchdog.ts';

export interface PageHostOptions {
	clock: Clock;
	log: Log;
	onPageGone: () => void;
	/** Of a kiosk. */
	onDisplayLost: () => void;
	onHopeless: (error: Error) => void;
}

/** The window's page as the rest of main knows it: its process, its pulse, its camera, its walls. */
export class PageHost implements Page {
	readonly #window: BrowserWindow;
	readonly #options: PageHostOptions;
	readonly #recovery: ReturnType<typeof recoverFromCrashes>;
	readonly #watchdog: Watchdog;
	#isQuitting = false;
	#unlock: (() => void) | null = null;
	/** Only then may the page have the camera. */
	isScanning = false;

	constructor(window: BrowserWindow, options: PageHostOptions) {
		this.#window = window;
		this.#options = options;
		const { clock, log, onPageGone, onHopeless } = options;
		this.#recovery = recoverFromCrashes(window, {
			...{ clock, log, onHopeless },
			onPageGone: () => {
				this.isScanning = false;
				this.#watchdog.disarm();
				onPageGone();
			},
			isKiosk: () => this.#unlock !== null,
		});
		this.#watchdog = new Watchdog({
			clock,
			onSilent: () => {
				this.#recovery.replaceSilent();
			},
		});
		app.on('before-quit', () => {
			this.#isQuitting = true;
		});
	}

	/** Full screen and locked as far as a window can be, or a window again. */
	setMode(isKiosk: boolean): void {
		if (isKiosk === (this.#unlock !== null)) return;
		this.#unlock?.();
		this.#unlock = isKiosk
			? lockKioskWindow(this.#window, {
					isAllowedToClose: () => this.#isQuitting,
					// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it is Electron's own, made by Electron
					menu: () => Menu.getApplicationMenu(),
					...{ screen, powerMonitor, powerSaveBlocker },
					onDisplayLost: this.#options.onDisplayLost,
				})
			: null;
	}

	startOver(): void {
		const { clock, onHopeless } = this.#options;
		const kill = process.kill.bind(process);
		replaceRenderer(this.#window.webContents, this.#recovery, { clock, kill }).catch(onHopeless);
	}

	setScanning(isOn: boolean): void {
		this.isScanning = isOn;
	}

	beat(): void {
		this.#watchdog.beat();
	}
}
