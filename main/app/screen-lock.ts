import type { PowerMonitor } from 'electron';

/** Calls `onLocked` when the PC is locked or sent to sleep: nobody is left to look at the screen. */
export function watchScreenLock(
	powerMonitor: Pick<PowerMonitor, 'on'>,
	onLocked: () => void,
): void {
	// Linux knows no `lock-screen` in Electron; its idle limit ends the visit there.
	powerMonitor.on('lock-screen', onLocked);
	powerMonitor.on('suspend', onLocked);
}
