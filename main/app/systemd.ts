import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';

/** Runs a program to its end; rejects when it is not there, or says that it failed. */
export type Run = (program: string, args: readonly string[]) => Promise<void>;

export interface NotifySystemdOptions {
	run: Run;
	clock: Clock;
	log: Log;
}

/**
 * Tells systemd that the program is ready and, if it wants to know, that it lives. Without systemd it
 * does nothing. By `systemd-notify`, because Node has no sockets of the kind that systemd listens to;
 * so the unit needs `NotifyAccess=all`. Returns the function that stops it.
 */
export function notifySystemd(
	environment: Readonly<NodeJS.ProcessEnv>,
	{ run, clock, log }: NotifySystemdOptions,
): () => void {
	if ((environment.NOTIFY_SOCKET ?? '') === '') return () => undefined;
	let isStopped = false;
	let hasFailed = false;
	let callOff: () => void = () => undefined;
	const say = async (what: string): Promise<void> => {
		try {
			await run('systemd-notify', [what]);
		} catch (error) {
			if (!hasFailed) log.warn('systemd not notified', { error });
			hasFailed = true;
		}
	};
	// Not compared with WATCHDOG_PID: in a kiosk the process that systemd knows is `cage`, not ours.
	const everyMs = Number(environment.WATCHDOG_USEC ?? '') / 2000;
	const live = async (): Promise<void> => {
		await say('WATCHDOG=1');
		if (!isStopped) callOff = clock.after(everyMs, () => void live());
	};
	void say('READY=1');
	if (everyMs > 0) void live();
	return () => {
		isStopped = true;
		callOff();
	};
}
