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
			isGone = false;

			constructor(options: BrowserWindowConstructorOptions) {
				super();
				electron.options = options;
			}

			isDestroyed(): boolean {
				return this.isGone;
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

function open(deskStands: Promise<unknown> = Promise.resolve()): FakeWindow {
	const known = placement as unknown as WindowPlacement;
	return openWindow('/out/preload/index.cjs', known, deskStands) as unknown as FakeWindow;
}

interface FakeWindow {
	done: string[];
	isGone: boolean;
	emit: (name: string) => void;
}

/** What waits for a promise that is kept has happened by then. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

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

	it('shows itself when there is something to see, once', async () => {
		const window = open();
		await soon();
		expect(electron.options.show).toBe(false);
		expect(window.done).not.toContain('show');
		window.emit('ready-to-show');
		window.emit('ready-to-show');
		await soon();
		expect(window.done.filter((what) => what === 'show')).toHaveLength(1);
	});

	it('does not show itself before its desk stands, which may lock it as a kiosk', async () => {
		let stand = (): void => undefined;
		const window = open(new Promise<void>((resolve) => (stand = resolve)));
		window.emit('ready-to-show');
		await soon();
		expect(window.done).not.toContain('show');
		stand();
		await soon();
		expect(window.done).toContain('show');
	});

	it('leaves a window alone that was closed before its desk stood', async () => {
		const window = open();
		window.emit('ready-to-show');
		window.isGone = true;
		await soon();
		expect(window.done).not.toContain('show');
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
