import { join } from 'node:path';

import electronLog from 'electron-log/node';

import type { LogSink } from './log.ts';

/** Two files of this size at most: the log must never fill a reception PC's disk. */
const maxFileBytes = 1024 * 1024;

/** Writes finished lines to `<folder>/abha-desk.log`. A log that cannot be written stops nothing. */
export function createLogFile(folder: string): LogSink {
	const logger = electronLog.create({ logId: 'abha-desk' });
	logger.transports.console.level = false;
	logger.transports.file.resolvePathFn = () => join(folder, 'abha-desk.log');
	logger.transports.file.maxSize = maxFileBytes;
	logger.transports.file.format = '{text}';
	return (level, line) => {
		logger[level](line);
	};
}
