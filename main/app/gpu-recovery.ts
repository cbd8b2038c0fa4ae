import type { App } from 'electron';

import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Run } from './systemd.ts';

/** Chromium starts its GPU process again by itself; so often in a minute does not help. */
const maxCrashes = 3;
const withinMs = 60_000;

const withoutGpu = '--disable-gpu';

/** The variable that the unit of autostart.ts puts behind the program's name. */
export const flagsVariable = 'ABHA_DESK_FLAGS';

export interface GpuRecoveryOptions {
	clock: Clock;
	log: Log;
	isKiosk: () => boolean;
	/** Called once, when a kiosk would be better off without its graphics card. */
	onHopeless: () => void;
}

/** Watches the GPU process of a kiosk, whose screen goes black with it. */
export function watchGpu(
	app: Pick<App, 'on' | 'commandLine'>,
	{ clock, log, isKiosk, onHopeless }: GpuRecoveryOptions,
): void {
	let goneAtMs: number[] = [];
	let isHopeless = app.commandLine.hasSwitch('disable-gpu');
	app.on('child-process-gone', (_event, { type, reason }) => {
		if (type !== 'GPU' || reason === 'clean-exit') return;
		log.error('gpu gone', { reason });
		goneAtMs = [...goneAtMs, clock.nowMs()].filter((atMs) => clock.nowMs() - atMs < withinMs);
		if (isHopeless || !isKiosk() || goneAtMs.length < maxCrashes) return;
		isHopeless = true;
		onHopeless();
	});
}

export interface RelaunchOptions {
	argv: readonly string[];
	environment: Readonly<NodeJS.ProcessEnv>;
	run: Run;
}

/**
 * Has the program come back without GPU once it exits, which is the caller's to do, with a code of
 * failure. What a unit of systemd starts ends with it, so there systemd has to start it again.
 */
export async function relaunchWithoutGpu(
	app: Pick<App, 'relaunch'>,
	{ argv, environment, run }: RelaunchOptions,
): Promise<void> {
	if ((environment.NOTIFY_SOCKET ?? '') === '') {
		app.relaunch({ args: [...argv.slice(1), withoutGpu] });
		return;
	}
	try {
		await run('systemctl', ['--user', 'set-environment', `${flagsVariable}=${withoutGpu}`]);
	} catch {
		// A unit of the system's own: it comes back as it was, which is better than not at all.
	}
}
