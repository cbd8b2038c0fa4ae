import type { BrowserWindow, Input, Menu } from 'electron';

import { holdKioskDisplay, type KioskDisplayOptions } from './kiosk-display.ts';

export interface KioskLockOptions extends KioskDisplayOptions {
	/**
	 * Whether the program is about to end. To be set on `before-quit`, which a person's Alt+F4 does
	 * not cause, but the system's SIGTERM does.
	 */
	isAllowedToClose: () => boolean;
	/** The menu that a desk has, for when the kiosk is left. */
	menu: () => Menu | null;
}

/**
 * Keeps a window full-screen, unclosed, unzoomed and free of the browser's keys. No lock against who
 * can reach the operating system: that is the system's own to be (README). Returns what unlocks it.
 */
export function lockKioskWindow(window: BrowserWindow, options: KioskLockOptions): () => void {
	const { isAllowedToClose, menu } = options;
	const { webContents } = window;

	const stayOpen = (event: Preventable) => {
		if (!isAllowedToClose()) event.preventDefault();
	};
	const stopKey = (event: Preventable, input: Input) => {
		if (isBrowserKey(input)) event.preventDefault();
	};
	const prevent = (event: Preventable) => {
		event.preventDefault();
	};
	const fixZoom = () => {
		webContents.setZoomFactor(1);
		// Each process has limits of its own; the page may be gone before it hears of them.
		webContents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
	};

	window.removeMenu();
	webContents.setIgnoreMenuShortcuts(true);
	// The page's heartbeat must not slow down when the display is off, or something stands before it.
	webContents.setBackgroundThrottling(false);
	fixZoom();
	const letGoOfDisplay = holdKioskDisplay(window, options);

	window.on('close', stayOpen);
	webContents.on('before-input-event', stopKey);
	webContents.on('context-menu', prevent);
	webContents.on('did-finish-load', fixZoom);

	return () => {
		window.off('close', stayOpen);
		webContents.off('before-input-event', stopKey);
		webContents.off('context-menu', prevent);
		webContents.off('did-finish-load', fixZoom);
		letGoOfDisplay();
		if (window.isDestroyed()) return;
		webContents.setIgnoreMenuShortcuts(false);
		webContents.setBackgroundThrottling(true);
		window.setMenu(menu());
	};
}

interface Preventable {
	preventDefault: () => void;
}

/** With Ctrl or Cmd: zoom, print, find, open, save, tabs, windows, history, developer tools, quit. */
const deniedWithControl = new Set('pfrwntosujghdekqmil+-=_0'.split(''));
/** The same on a keyboard of another script, where `key` is a letter of that script. */
const deniedCodes =
	/^(?:Key[PFRWNTOSUJGHDEKQMIL]|Digit0|Numpad0|Equal|Minus|NumpadAdd|NumpadSubtract)$/;
const deniedWithAlt = /^(?:Alt|Arrow\w+|Home|Enter|Tab| )$/;
/** F1 to F24, and the keys of keyboards with a browser's or a player's own. */
const deniedAlone =
	/^(?:F\d{1,2}|ContextMenu|PrintScreen|Print|Find|Open|Save|Close|New|Help|Zoom\w*|Browser\w+|Launch\w+|Mail\w+)$/;

/**
 * Whether a key belongs to the browser or the window, not to what is typed. PrintScreen and what the
 * system takes for itself never come this far.
 */
export function isBrowserKey({ key, code, control, meta, alt }: BrowserKey): boolean {
	if (deniedAlone.test(key)) return true;
	// Ctrl and Alt together are AltGr, with which Indian keyboards type the rupee sign.
	if (control && alt && !meta && Array.from(key).length === 1) return false;
	if (alt || key === 'Alt') return deniedWithAlt.test(key);
	if (!control && !meta) return false;
	return deniedWithControl.has(key.toLowerCase()) || deniedCodes.test(code);
}

type BrowserKey = Pick<Input, 'key' | 'code' | 'control' | 'meta' | 'alt'>;
