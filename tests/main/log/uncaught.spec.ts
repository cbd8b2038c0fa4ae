import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { logUncaught } from '../../../main/log/uncaught.ts';
import { recordedLog } from '../../support/recorded-log.ts';

describe('logUncaught', () => {
	it.each(['uncaughtException', 'unhandledRejection'])('writes an %s to the log', (event) => {
		const process = new EventEmitter();
		const { log, lines } = recordedLog();
		logUncaught(process, log);
		process.emit(event, new TypeError('otp 012345'));
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(event);
		expect(lines[0]).toContain('TypeError');
		expect(lines[0]).not.toContain('012345');
	});
});
