import type { BrowserWindow, Display, PowerMonitor, PowerSaveBlocker, Screen } from 'electron';

export interface KioskDisplayOptions {
	screen: Pick<Screen, 'getPrimaryDisplay' | 'on' | 'off'>;
	powerMonitor: Pick<PowerMonitor, 'on' | 'off'>;
	powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
	/**
	 * The display that the kiosk stood on is gone, or another has taken its place: whoever stood
	 * before it sees nothing any more, and somebody else may.
	 */
	onDisplayLost: () => void;
}

/**
 * Keeps a window full-screen on the first display, whatever is plugged in or out, and the display
 * on. Electron does not tell when a display is switched off at its own button or by the system; so
 * it must not be by the system, and the idle limit is there for the button. Returns what lets go.
 */
export function holdKioskDisplay(window: BrowserWindow, options: KioskDisplayOptions): () => void {
	const { screen, powerMonitor, powerSaveBlocker, onDisplayLost } = options;
	let shownOn: Display['id'] | null = null;

	const lose = () => {
		shownOn = null;
		onDisplayLost();
	};
	const fill = () => {
		if (window.isDestroyed()) return;
		const { id, bounds } = screen.getPrimaryDisplay();
		if (shownOn !== null && shownOn !== id) lose();
		// With no display plugged in there is nothing to fill; the next one tells of itself.
		if (bounds.width === 0 || bounds.height === 0) return;
		shownOn = id;
		if (!isSame(window.getBounds(), bounds)) {
			// Full-screen windows stay on their display when they are moved.
			window.setKiosk(false);
			window.setBounds(bounds);
		}
		hold();
		window.focus();
	};
	// Never leaves full-screen itself: its own event would bring it here again, for ever.
	const hold = () => {
		if (window.isDestroyed()) return;
		if (window.isMinimized()) window.restore();
		window.setKiosk(true);
	};
	const fillAfterRemoval = (_event: unknown, { id }: Display) => {
		// Where it was the only one, the system may go on naming it.
		if (id === shownOn) lose();
		fill();
	};
	const fillAnew = (_event: unknown, _display: Display, changed: readonly string[]) => {
		// A desktop's panels go and come with our own full-screen.
		if (changed.some((metric) => metric !== 'workArea')) fill();
	};

	fill();
	const blocker = powerSaveBlocker.start('prevent-display-sleep');
	window.on('leave-full-screen', hold);
	window.on('minimize', hold);
	screen.on('display-added', fill);
	screen.on('display-removed', fillAfterRemoval);
	screen.on('display-metrics-changed', fillAnew);
	powerMonitor.on('resume', fill);
	powerMonitor.on('unlock-screen', fill);

	return () => {
		powerSaveBlocker.stop(blocker);
		window.off('leave-full-screen', hold);
		window.off('minimize', hold);
		screen.off('display-added', fill);
		screen.off('display-removed', fillAfterRemoval);
		screen.off('display-metrics-changed', fillAnew);
		powerMonitor.off('resume', fill);
		powerMonitor.off('unlock-screen', fill);
		if (!window.isDestroyed()) window.setKiosk(false);
	};
}

function isSame(a: Electron.Rectangle, b: Electron.Rectangle): boolean {
	return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
