import { newIncident } from '../incident.ts';
import type { Log } from './log.ts';

/** A bug that nobody has caught is told to the log, and not to the person in Electron's own dialog. */
export function logUncaught(process: Pick<NodeJS.EventEmitter, 'on'>, log: Log): void {
	for (const event of ['uncaughtException', 'unhandledRejection']) {
		process.on(event, (error: unknown) => {
			log.error('uncaught', { incident: newIncident(), reason: event, error });
		});
	}
}
