import type { Rectangle } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { WindowPlacement } from '../../../main/app/window-placement.ts';
import { recordedLog } from '../../support/recorded-log.ts';

interface StoreOptions {
	name: string;
	defaults: Record<string, unknown>;
	clearInvalidConfig: boolean;
	schema: Record<string, unknown>;
}

interface Computer {
	workArea: Rectangle;
	stored: Record<string, unknown>;
	options: StoreOptions[];
	/** Set when the disk does not play along. */
	fault: Error | undefined;
}

const computer = vi.hoisted<Computer>(() => ({
	workArea: { x: 0, y: 0, width: 1920, height: 1040 },
	stored: {},
	options: [],
	fault: undefined,
}));

vi.mock('electron', () => ({
	screen: { getDisplayMatching: () => ({ workArea: computer.workArea }) },
}));
vi.mock('electron-store', () => ({
	default: class FakeStore {
		readonly #defaults: Record<string, unknown>;

		constructor(options: StoreOptions) {
			if (computer.fault) throw computer.fault;
			computer.options.push(options);
			this.#defaults = options.defaults;
		}

		get(key: string): unknown {
			return computer.stored[key] ?? this.#defaults[key];
		}

		set(key: string, value: unknown): void {
			if (computer.fault) throw computer.fault;
			computer.stored[key] = value;
		}
	},
}));

const bounds: Rectangle = { x: 100, y: 50, width: 1180, height: 800 };

beforeEach(() => {
	computer.stored = {};
	computer.fault = undefined;
	computer.options = [];
	computer.workArea = { x: 0, y: 0, width: 1920, height: 1040 };
});

describe('WindowPlacement', () => {
	it('knows nothing at the first start', () => {
		expect(new WindowPlacement(recordedLog().log).bounds).toBeUndefined();
	});

	it('knows at the next start where the window stood', () => {
		new WindowPlacement(recordedLog().log).remember(bounds);
		expect(new WindowPlacement(recordedLog().log).bounds).toEqual(bounds);
	});

	it('stores the bounds and nothing else', () => {
		new WindowPlacement(recordedLog().log).remember(bounds);
		expect(computer.stored).toEqual({ bounds });
		expect(computer.options).toEqual([
			expect.objectContaining({ name: 'window', clearInvalidConfig: true }),
		]);
	});

	it.each([
		['right of', { x: 1920 }],
		['left of', { x: -1180 }],
		['below', { y: 1040 }],
		['above', { y: -800 }],
	])('forgets bounds that are %s every display', (_where, moved) => {
		const placement = new WindowPlacement(recordedLog().log);
		placement.remember({ ...bounds, ...moved });
		expect(placement.bounds).toBeUndefined();
	});

	it('keeps bounds of which a corner can be seen', () => {
		const placement = new WindowPlacement(recordedLog().log);
		placement.remember({ ...bounds, x: 1919, y: 1039 });
		expect(placement.bounds).toEqual({ ...bounds, x: 1919, y: 1039 });
	});

	it('forgets bounds on a display that was unplugged', () => {
		const placement = new WindowPlacement(recordedLog().log);
		placement.remember(bounds);
		computer.workArea = { x: 1920, y: 0, width: 1280, height: 1024 };
		expect(placement.bounds).toBeUndefined();
	});

	it('costs no start and no end when its file cannot be read or written', () => {
		computer.fault = Object.assign(new Error('a folder is in the way'), { code: 'EISDIR' });
		const { log, lines } = recordedLog();
		const placement = new WindowPlacement(log);
		expect(placement.bounds).toBeUndefined();
		placement.remember(bounds);
		expect(lines.join()).toContain('EISDIR');
	});

	it('costs no end when the disk is full', () => {
		const { log, lines } = recordedLog();
		const placement = new WindowPlacement(log);
		computer.fault = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
		placement.remember(bounds);
		expect(lines.join()).toContain('ENOSPC');
	});
});
