import { beforeEach, describe, expect, it } from 'vitest';

import { notifySystemd } from '../../../main/app/systemd.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const socket = '/run/user/1000/systemd/notify';

let clock: FakeClock;
let said: string[];
let lines: string[];
let isThere: boolean;

beforeEach(() => {
	clock = new FakeClock();
	said = [];
	isThere = true;
});

function notify(environment: NodeJS.ProcessEnv): () => void {
	const recorded = recordedLog();
	lines = recorded.lines;
	const run = async (program: string, args: readonly string[]) => {
		if (!isThere) throw new Error('ENOENT');
		said.push([program, ...args].join(' '));
	};
	return notifySystemd(environment, { run, clock, log: recorded.log });
}

/** Each sign of life sets the timer for the next when it is through. */
async function pass(ms: number): Promise<void> {
	for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
	clock.advance(ms);
}

describe('notifySystemd', () => {
	it.each([{}, { NOTIFY_SOCKET: '' }, { WATCHDOG_USEC: '30000000' }])(
		'does nothing where systemd has not started it: %o',
		async (environment) => {
			notify(environment);
			await pass(60_000);
			expect(said).toEqual([]);
		},
	);

	it('says once that the program is ready', async () => {
		notify({ NOTIFY_SOCKET: socket });
		await pass(60_000);
		expect(said).toEqual(['systemd-notify READY=1']);
	});

	it('gives a sign of life twice within the time that systemd allows', async () => {
		notify({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: '30000000' });
		await pass(14_999);
		expect(said).toEqual(['systemd-notify READY=1', 'systemd-notify WATCHDOG=1']);
		await pass(1);
		await pass(15_000);
		expect(said.slice(2)).toEqual(['systemd-notify WATCHDOG=1', 'systemd-notify WATCHDOG=1']);
	});

	it('gives none after it was stopped', async () => {
		const stop = notify({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: '30000000' });
		await pass(0);
		stop();
		await pass(60_000);
		expect(said).toHaveLength(2);
		expect(clock.waiting).toBe(0);
	});

	it('logs once that it cannot, and tries on', async () => {
		isThere = false;
		notify({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: '30000000' });
		await pass(15_000);
		await pass(15_000);
		expect(lines).toHaveLength(1);
		isThere = true;
		await pass(15_000);
		expect(said).toEqual(['systemd-notify WATCHDOG=1']);
	});
});
