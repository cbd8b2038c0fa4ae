import { beforeEach, describe, expect, it } from 'vitest';

import { keepSingleInstance, quitWithWindow } from '../../../main/app/lifecycle.ts';
import { FakeApp, FakeWindow } from './fakes.ts';

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
	it('quits when the window is closed', () => {
		quitWithWindow(app.asApp());
		expect(app.quits).toBe(0);
		app.emit('window-all-closed');
		expect(app.quits).toBe(1);
	});

	it('lets nothing hold the program open', () => {
		quitWithWindow(app.asApp());
		expect(app.eventNames()).toEqual(['window-all-closed']);
	});
});
