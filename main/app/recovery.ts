import type { BrowserWindow } from 'electron';

import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';

/** More crashes than this within a minute are not bad luck: starting again would only loop. */
const maxCrashes = 3;
const withinMs = 60_000;

export interface RecoveryOptions {
	clock: Clock;
	log: Log;
	/** Called when the page goes, for whatever reason, before another one comes. */
	onPageGone: () => void;
	/** Called when the page keeps crashing. */
	onHopeless: (error: Error) => void;
}

/** Forgets the patient when the page is reloaded or crashes, and brings the page back. */
export function recoverFromCrashes(
	{ webContents }: Pick<BrowserWindow, 'webContents'>,
	{ clock, log, onPageGone, onHopeless }: RecoveryOptions,
): void {
	let crashedAtMs: number[] = [];

	webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
		if (isMainFrame && !isSameDocument) onPageGone();
	});
	// The old page lives on until the new one is there, and could have found somebody meanwhile.
	webContents.on('did-navigate', () => {
		onPageGone();
	});
	webContents.on('render-process-gone', (_event, { reason }) => {
		onPageGone();
		log.error('renderer gone', { reason });
		crashedAtMs = [...crashedAtMs, clock.nowMs()].filter((atMs) => clock.nowMs() - atMs < withinMs);
		if (crashedAtMs.length > maxCrashes) onHopeless(new Error('The page keeps crashing'));
		else webContents.reload();
	});
}
