import { app } from 'electron';

import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { configFolder, setAutostart } from './autostart.ts';
import { relaunchWithoutGpu, watchGpu } from './gpu-recovery.ts';
import { runProgram as run } from './run-program.ts';
import { notifySystemd } from './systemd.ts';

export interface KioskServiceOptions {
	clock: Clock;
	log: Log;
	isKiosk: () => boolean;
}

/** Exit code 3: the graphics card kept failing, and the program comes back without it. */
const withoutGpuExitCode = 3;

/**
 * What keeps a kiosk running beyond its page: systemd hears that it lives, a graphics card that
 * fails is done without. Returns how the program is made to start with its user's session.
 */
export function watchOverKiosk({ clock, log, isKiosk }: KioskServiceOptions) {
	notifySystemd(process.env, { run, clock, log });
	watchGpu(app, {
		...{ clock, log, isKiosk },
		onHopeless: () => {
			const environment = process.env;
			void relaunchWithoutGpu(app, { argv: process.argv, environment, run }).then(() => {
				app.exit(withoutGpuExitCode);
			});
		},
	});
	return async (isOn: boolean): Promise<void> => {
		const autostart = await setAutostart(isOn, {
			...{ app, run, platform: process.platform },
			configFolder: configFolder(process.env),
			executable: process.env.APPIMAGE ?? process.execPath,
			// A development run is started with the program's folder as its argument.
			args: app.isPackaged ? [] : process.argv.slice(1),
		});
		log.info('autostart', { reason: autostart.isOn ? autostart.by : 'off' });
	};
}
