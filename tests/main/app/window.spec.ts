import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { openWindow } from '../../../main/app/window.ts';
import type { WindowPlacement } from '../../../main/app/window-placement.ts';

interface Desktop {
	dark: boolean;
	options: BrowserWindowConstructorOptions;
}

const electron = vi.hoisted<Desktop>(() => ({ dark: false, options: {} }));

vi.mock('electron', async () => {
	const { EventEmitter } = await import('node:events');
	return {
		nativeTheme: {
			get shouldUseDarkColors() {
				return electron.dark;
			},
		},
		BrowserWindow: class FakeBrowserWindow extends EventEmitter {
			readonly done: string[] = [];

			constructor(options: BrowserWindowConstructorOptions) {
				super();
				electron.options = options;
			}

			show(): void {
				this.done.push('show');
			}

			getNormalBounds(): Rectangle {
				return { x: 1, y: 2, width: 700, height: 500 };
			}

			loadURL(url: string): Promise<void> {
				this.done.push(`load ${url}`);
				return Promise.resolve();
			}
		},
	};
});

/** What openWindow asks of a placement. */
class FakePlacement {
	bounds: Rectangle | undefined;
	remembered: Rectangle[] = [];

	remember(bounds: Rectangle): void {
		this.remembered.push(bounds);
	}
}

let placement: FakePlacement;
beforeEach(() => {
	placement = new FakePlacement();
	electron.dark = false;
});

function open(): { done: string[]; emit: (name: string) => void } {
	const window = openWindow('/out/preload/index.cjs', placement as unknown as WindowPlacement);
	return window as unknown as { done: string[]; emit: (name: string) => void };
}

describe('openWindow', () => {
	it('gives the page these rights and no other', () => {
		open();
		expect(electron.options.webPreferences).toEqual({
			preload: '/out/preload/index.cjs',
			sandbox: true,
			contextIsolation: true,
			nodeIntegration: false,
			webSecurity: true,
			webviewTag: false,
			navigateOnDragDrop: false,
			devTools: false,
			spellcheck: false,
		});
	});

	it('loads our own page and nothing else', () => {
		expect(open().done).toEqual(['load app://abha-desk/index.html']);
	});

	it('shows itself when there is something to see, once', () => {
		const window = open();
		expect(electron.options.show).toBe(false);
		window.emit('ready-to-show');
		window.emit('ready-to-show');
		expect(window.done.filter((what) => what === 'show')).toHaveLength(1);
	});

	it('stands where it stood last', () => {
		placement.bounds = { x: 10, y: 20, width: 900, height: 600 };
		open();
		expect(electron.options).toMatchObject(placement.bounds);
	});

	it('fits a small display when it stood nowhere before', () => {
		open();
		expect(electron.options).toMatchObject({ width: 1180, height: 800, minWidth: 640 });
		expect(electron.options).not.toHaveProperty('x');
	});

	it('remembers where it stood when it is closed', () => {
		open().emit('close');
		expect(placement.remembered).toEqual([{ x: 1, y: 2, width: 700, height: 500 }]);
	});

	it('does not flash white in a dark room', () => {
		open();
		expect(electron.options.backgroundColor).toBe('#f3f6f6');
		electron.dark = true;
		open();
		expect(electron.options.backgroundColor).toBe('#10191b');
	});
});
