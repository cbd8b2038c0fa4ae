import type { BrowserWindow } from 'electron';

import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { endRenderer, type EndRendererOptions } from './end-renderer.ts';
import { appUrl } from './policy.ts';

/** A page of its own, without the program's code: it must come up when that does not. */
const outOfOrderUrl = new URL('out-of-order/out-of-order.html', appUrl).href;

/** More crashes than this within a minute are not bad luck: starting again would only loop. */
const maxCrashes = 3;
const withinMs = 60_000;

/** A page that takes no input for so long is not going to. */
const unresponsiveMs = 10_000;

/** When not even the page "out of order" holds. */
const outOfOrderPauseMs = 10_000;

export interface RecoveryOptions {
	clock: Clock;
	log: Log;
	/** Called when the page goes, for whatever reason, before another one comes. */
	onPageGone: () => void;
	/** Called when the page keeps crashing; in a kiosk only when its process cannot be ended. */
	onHopeless: (error: Error) => void;
	/** Asked each time. A kiosk has nobody to start it again, so it never gives up by itself. */
	isKiosk?: () => boolean;
	kill?: EndRendererOptions['kill'];
}

/** What others may do to the page without its being taken for a crash. */
export interface Recovery {
	/**
	 * The page's process is about to be ended on purpose. Ends "out of order", with a new budget.
	 * Returns the function to call when the process is gone.
	 */
	expectEnd(): () => void;
	/** Loads the page. Resolves when it is there, or another load has taken its place. */
	load(): Promise<void>;
	/** The page lives and says nothing. In a kiosk another takes its place, which counts as a crash. */
	replaceSilent(): void;
}

/** Forgets the patient when the page is reloaded or crashes, and brings the page back. */
export function recoverFromCrashes(
	{ webContents }: Pick<BrowserWindow, 'webContents'>,
	options: RecoveryOptions,
): Recovery {
	const { clock, log, onPageGone, onHopeless, isKiosk = () => false } = options;
	const { kill = process.kill.bind(process) } = options;
	let crashedAtMs: number[] = [];
	let isExpected = false;
	let isOutOfOrder = false;
	let loads = 0;
	let stopWaiting: () => void = () => undefined;
	let callOffRetry: () => void = () => undefined;

	const load = async (url: string): Promise<void> => {
		const own = (loads += 1);
		try {
			await webContents.loadURL(url);
		} catch (error) {
			// A crash meanwhile has begun another load, and is counted already.
			if (own !== loads || webContents.isDestroyed()) return;
			log.error('page not loaded', { error });
			bringBack();
		}
	};

	const bringBackKiosk = (): void => {
		if (isOutOfOrder) {
			callOffRetry = clock.after(outOfOrderPauseMs, () => void load(outOfOrderUrl));
			return;
		}
		isOutOfOrder = crashedAtMs.length > maxCrashes;
		if (isOutOfOrder) log.error('out of order');
		void load(isOutOfOrder ? outOfOrderUrl : appUrl);
	};

	const bringBack = (): void => {
		crashedAtMs = [...crashedAtMs, clock.nowMs()].filter((atMs) => clock.nowMs() - atMs < withinMs);
		if (isKiosk()) bringBackKiosk();
		else if (crashedAtMs.length > maxCrashes) onHopeless(new Error('The page keeps crashing'));
		else webContents.reload();
	};

	/** Its end is then a crash like any other. */
	const end = (reason: 'silent' | 'unresponsive'): void => {
		stopWaiting();
		if (!isKiosk() || isExpected) return;
		log.error('renderer hangs', { reason });
		endRenderer(webContents, { clock, kill }).catch(onHopeless);
	};

	webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
		if (!isMainFrame || isSameDocument) return;
		stopWaiting();
		onPageGone();
	});
	// The old page lives on until the new one is there, and could have found somebody meanwhile.
	webContents.on('did-navigate', () => {
		onPageGone();
	});
	webContents.on('render-process-gone', (_event, { reason }) => {
		stopWaiting();
		onPageGone();
		if (isExpected) return;
		log.error('renderer gone', { reason });
		bringBack();
	});
	webContents.on('unresponsive', () => {
		stopWaiting();
		stopWaiting = clock.after(unresponsiveMs, () => {
			end('unresponsive');
		});
	});
	webContents.on('responsive', () => {
		stopWaiting();
	});

	return {
		expectEnd: () => {
			callOffRetry();
			if (isOutOfOrder) crashedAtMs = [];
			isOutOfOrder = false;
			isExpected = true;
			return () => {
				isExpected = false;
			};
		},
		load: () => load(appUrl),
		replaceSilent: () => {
			end('silent');
		},
	};
}
