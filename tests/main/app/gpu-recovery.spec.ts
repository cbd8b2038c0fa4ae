import { EventEmitter } from 'node:events';

import type { App } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';

import { relaunchWithoutGpu, watchGpu } from '../../../main/app/gpu-recovery.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

class FakeGpuApp extends EventEmitter {
	hasGpu = true;
	readonly relaunched: unknown[] = [];
	readonly commandLine = { hasSwitch: () => !this.hasGpu };

	relaunch(options: unknown): void {
		this.relaunched.push(options);
	}

	asApp(): App {
		return this as unknown as App;
	}
}

let app: FakeGpuApp;
let clock: FakeClock;
let isKiosk: boolean;
let hopeless: number;

beforeEach(() => {
	app = new FakeGpuApp();
	clock = new FakeClock();
	isKiosk = true;
	hopeless = 0;
});

function watch(): void {
	const { log } = recordedLog();
	const onHopeless = () => (hopeless += 1);
	watchGpu(app.asApp(), { clock, log, isKiosk: () => isKiosk, onHopeless });
}

function goes(times: number, type = 'GPU', reason = 'crashed'): void {
	for (let count = 0; count < times; count += 1) {
		app.emit('child-process-gone', {}, { type, reason });
	}
}

describe('watchGpu', () => {
	it('gives the graphics card up when its process goes three times within a minute', () => {
		watch();
		goes(2);
		expect(hopeless).toBe(0);
		clock.advance(59_999);
		goes(5);
		expect(hopeless).toBe(1);
	});

	it('puts up with one that goes now and then', () => {
		watch();
		for (let minutes = 0; minutes < 10; minutes += 1) {
			goes(2);
			clock.advance(60_000);
		}
		expect(hopeless).toBe(0);
	});

	it('does not mind other processes, nor one that ends well', () => {
		watch();
		goes(3, 'Utility');
		goes(3, 'GPU', 'clean-exit');
		expect(hopeless).toBe(0);
	});

	it('leaves a desk alone', () => {
		isKiosk = false;
		watch();
		goes(3);
		expect(hopeless).toBe(0);
	});

	it('does not start a program again that has none already', () => {
		app.hasGpu = false;
		watch();
		goes(9);
		expect(hopeless).toBe(0);
	});
});

describe('relaunchWithoutGpu', () => {
	const argv = ['/opt/abha-desk/abha-desk', '--provision=/etc/desk.json'];

	it('starts the program as it was, without GPU', async () => {
		await relaunchWithoutGpu(app.asApp(), { argv, environment: {}, run: async () => undefined });
		expect(app.relaunched).toEqual([{ args: ['--provision=/etc/desk.json', '--disable-gpu'] }]);
	});

	it.each([true, false])(
		'leaves it to systemd where that has started it (works: %s)',
		async (works) => {
			const ran: unknown[] = [];
			const run = async (...what: unknown[]) => {
				ran.push(what);
				if (!works) throw new Error('no user manager');
			};
			await relaunchWithoutGpu(app.asApp(), { argv, environment: { NOTIFY_SOCKET: '/n' }, run });
			expect(app.relaunched).toEqual([]);
			expect(ran).toEqual([
				['systemctl', ['--user', 'set-environment', 'ABHA_DESK_FLAGS=--disable-gpu']],
			]);
		},
	);
});
