import { beforeEach, describe, expect, it } from 'vitest';

import { keepSingleInstance, quitWithWindow } from '../../../main/app/lifecycle.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeApp, FakeWindow, isPrevented } from './fakes.ts';

let app: FakeApp;
beforeEach(() => {
	app = new FakeApp();
});

describe('keepSingleInstance', () => {
	it('says that this program is the second, and listens to nothing', () => {
		app.hasLock = false;
		expect(keepSingleInstance(app.asApp(), () => undefined)).toBe(false);
		expect(app.eventNames()).toEqual([]);
	});

	it('brings the window to the front when the program is started again', () => {
		const window = new FakeWindow();
		expect(keepSingleInstance(app.asApp(), () => window.asWindow())).toBe(true);
		app.emit('second-instance', {}, ['--provision=/evil.json'], '/');
		expect(window.done).toEqual(['focus']);
	});

	it('restores a window that was minimized', () => {
		const window = new FakeWindow();
		window.minimized = true;
		keepSingleInstance(app.asApp(), () => window.asWindow());
		app.emit('second-instance', {}, [], '/');
		expect(window.done).toEqual(['restore', 'focus']);
	});

	it('takes the window that there is by then', () => {
		const windows: FakeWindow[] = [];
		keepSingleInstance(app.asApp(), () => windows[0]?.asWindow());
		expect(() => app.emit('second-instance', {}, [], '/')).not.toThrow();
		windows.push(new FakeWindow());
		app.emit('second-instance', {}, [], '/');
		expect(windows[0]?.done).toEqual(['focus']);
	});
});

describe('quitWithWindow', () => {
	let clock: FakeClock;
	let finish: () => void;

	beforeEach(() => {
		clock = new FakeClock();
		const finished = new Promise<void>((resolve) => (finish = resolve));
		quitWithWindow(app.asApp(), clock, () => finished);
	});

	it('quits when the window is closed', () => {
		expect(app.quits).toBe(0);
		app.emit('window-all-closed');
		expect(app.quits).toBe(1);
	});

	it('lets what is being written be finished first', async () => {
		expect(isPrevented(app, 'will-quit')).toBe(true);
		await Promise.resolve();
		clock.advance(1);
		expect(app.exits).toEqual([]);
		finish();
		await expect.poll(() => clock.waiting).toBe(2);
		clock.advance(0);
		expect(app.exits).toEqual([0]);
	});

	it('lets nothing hold the program open', () => {
		app.emit('will-quit', { preventDefault: () => undefined });
		clock.advance(1_999);
		expect(app.exits).toEqual([]);
		clock.advance(1);
		expect(app.exits).toEqual([0]);
	});
});
