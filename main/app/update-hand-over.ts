import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

import type { App } from 'electron';

import type { OnDemandOptions } from '../update/updates-on-demand.ts';

/** Lets a verified installer become the program, and ends this one. No shell reads any of it. */
export function createHandOver(app: Pick<App, 'quit' | 'relaunch'>): OnDemandOptions['run'] {
	return async (handOver) => {
		switch (handOver.kind) {
			case 'start-and-quit': {
				const { program, arguments: args } = handOver;
				const child = spawn(program, args, { detached: true, stdio: 'ignore' });
				// Rejects with the reason why it did not start.
				await once(child, 'spawn');
				child.unref();
				break;
			}
			case 'run-and-relaunch':
				// Rejects unless it ends well. Without a limit: a person types a password meanwhile.
				await promisify(execFile)(handOver.program, [...handOver.arguments]);
				app.relaunch();
				break;
			case 'relaunch':
				app.relaunch({ execPath: handOver.program });
		}
		app.quit();
	};
}
