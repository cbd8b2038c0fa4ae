import type { WebContents } from 'electron';

import type { Clock } from '../clock.ts';

/** Chromium asks a process to go; one that is stopped or swapped out does not hear it. */
const patienceMs = 1_000;

export interface EndRendererOptions {
	clock: Clock;
	/** `process.kill`: also on Windows, where it asks nobody. */
	kill: (processId: number, signal: 'SIGKILL') => void;
}

/** Ends the process of a page, and resolves when it is gone. Rejects when nothing helps. */
export function endRenderer(
	webContents: WebContents,
	{ clock, kill }: EndRendererOptions,
): Promise<void> {
	if (webContents.isCrashed()) return Promise.resolve();
	return new Promise((resolve, reject) => {
		const wait = (next: () => void) => clock.after(patienceMs, next);
		let callOff = wait(() => {
			const processId = webContents.getOSProcessId();
			// 0 would mean our own process group.
			if (processId > 0) killIfThere(kill, processId);
			callOff = wait(() => {
				webContents.off('render-process-gone', gone);
				reject(new Error('The page does not let go of its process'));
			});
		});
		const gone = () => {
			callOff();
			resolve();
		};
		webContents.once('render-process-gone', gone);
		webContents.forcefullyCrashRenderer();
	});
}

function killIfThere(kill: EndRendererOptions['kill'], processId: number): void {
	try {
		kill(processId, 'SIGKILL');
	} catch {
		// It went by itself meanwhile.
	}
}
