import { EventEmitter } from 'node:events';

import type { BrowserWindow, Menu, PowerMonitor, Rectangle, Screen } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';

import { isBrowserKey, lockKioskWindow } from '../../../main/app/kiosk-window.ts';
import { FakeContents, isPrevented } from './fakes.ts';

const wide: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
const small: Rectangle = { x: 0, y: 0, width: 1024, height: 600 };
const none: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
const menu = { name: 'the menu of a desk' } as unknown as Menu;

class FakeKioskWindow extends EventEmitter {
	readonly webContents = new FakeContents();
	bounds: Rectangle = { x: 240, y: 212, width: 800, height: 600 };
	kiosk = false;
	menu: Menu | null = menu;
	minimized = false;
	destroyed = false;
	readonly moves: Rectangle[] = [];

	getBounds(): Rectangle {
		return this.bounds;
	}

	setBounds(bounds: Rectangle): void {
		// A full-screen window cannot be moved to another display.
		if (!this.kiosk) this.bounds = bounds;
		this.moves.push(bounds);
	}

	setKiosk(isOn: boolean): void {
		this.kiosk = isOn;
	}

	removeMenu(): void {
		this.menu = null;
	}

	setMenu(given: Menu | null): void {
		this.menu = given;
	}

	isMinimized(): boolean {
		return this.minimized;
	}

	restore(): void {
		this.minimized = false;
	}

	isDestroyed(): boolean {
		return this.destroyed;
	}

	focus(): void {
		// Nothing to remember.
	}
}

let window: FakeKioskWindow;
let screen: EventEmitter;
let powerMonitor: EventEmitter;
let display: Rectangle;
let displayId: number;
/** The power-save blockers that hold, by what they keep on. */
let blockers: string[];
let losses: number;
let isQuitting: boolean;
let unlock: () => void;

beforeEach(() => {
	window = new FakeKioskWindow();
	display = wide;
	displayId = 1;
	blockers = [];
	losses = 0;
	isQuitting = false;
	screen = Object.assign(new EventEmitter(), {
		getPrimaryDisplay: () => ({ id: displayId, bounds: display }),
	});
	powerMonitor = new EventEmitter();
	unlock = lockKioskWindow(window as unknown as BrowserWindow, {
		isAllowedToClose: () => isQuitting,
		screen: screen as unknown as Screen,
		powerMonitor: powerMonitor as unknown as PowerMonitor,
		powerSaveBlocker: {
			start: (what) => blockers.push(what),
			stop: (id) => blockers.splice(id - 1, 1).length === 1,
		},
		onDisplayLost: () => (losses += 1),
		menu: () => menu,
	});
});

describe('lockKioskWindow', () => {
	it('fills the display, without a menu, at the size that it was made for', () => {
		expect(window).toMatchObject({ bounds: wide, kiosk: true, menu: null });
		expect(window.webContents.kept).toEqual({
			zoom: 1,
			pinch: [1, 1],
			ignoresMenu: true,
			throttles: false,
		});
	});

	it('sets the size again for each new process', () => {
		Object.assign(window.webContents.kept, { zoom: 2, pinch: [1, 4] });
		window.webContents.emit('did-finish-load');
		expect(window.webContents.kept).toMatchObject({ zoom: 1, pinch: [1, 1] });
	});

	it('stays open until the program quits', () => {
		expect(isPrevented(window, 'close')).toBe(true);
		isQuitting = true;
		expect(isPrevented(window, 'close')).toBe(false);
	});

	it('shows no context menu', () => {
		expect(isPrevented(window.webContents, 'context-menu', {})).toBe(true);
	});

	it('passes on what is typed, and nothing that is the browser’s', () => {
		const plain = { control: false, meta: false, alt: false };
		const pressed = (key: string, code: string) =>
			isPrevented(window.webContents, 'before-input-event', { key, code, ...plain });
		expect(pressed('4', 'Digit4')).toBe(false);
		expect(pressed('F5', 'F5')).toBe(true);
	});

	it.each(['display-added', 'display-removed'])('fills the display anew after %s', (event) => {
		display = small;
		screen.emit(event, {}, { id: 2 });
		expect(window).toMatchObject({ bounds: small, kiosk: true });
	});

	it('fills the display anew after a change of it, but not for the panels of a desktop', () => {
		display = small;
		screen.emit('display-metrics-changed', {}, {}, ['workArea']);
		expect(window.bounds).toEqual(wide);
		screen.emit('display-metrics-changed', {}, {}, ['bounds', 'workArea']);
		expect(window).toMatchObject({ bounds: small, kiosk: true });
	});

	it.each(['resume', 'unlock-screen'])('is back after %s', (event) => {
		window.bounds = small;
		window.kiosk = false;
		window.minimized = true;
		powerMonitor.emit(event);
		expect(window).toMatchObject({ bounds: wide, kiosk: true, minimized: false });
	});

	it('waits for a display when there is none', () => {
		display = none;
		screen.emit('display-removed', {}, { id: 1 });
		expect(window.bounds).toEqual(wide);
	});

	it('tells once that its display is gone, and is back when it comes back', () => {
		display = none;
		screen.emit('display-removed', {}, { id: 1 });
		screen.emit('display-metrics-changed', {}, {}, ['bounds']);
		expect(losses).toBe(1);
		display = wide;
		screen.emit('display-added', {}, { id: 1 });
		expect(losses).toBe(1);
		expect(window).toMatchObject({ bounds: wide, kiosk: true });
		screen.emit('display-removed', {}, { id: 1 });
		expect(losses).toBe(2);
	});

	it.each(['display-added', 'display-removed', 'display-metrics-changed'])(
		'tells when it stands on another display after %s: others may look at that one',
		(event) => {
			displayId = 2;
			screen.emit(event, {}, { id: 3 }, ['bounds']);
			screen.emit(event, {}, { id: 3 }, ['bounds']);
			expect(losses).toBe(1);
		},
	);

	it('does not take a change of its own display, or of one beside it, for its loss', () => {
		display = small;
		screen.emit('display-metrics-changed', {}, { id: 1 }, ['bounds']);
		screen.emit('display-added', {}, { id: 2 });
		screen.emit('display-removed', {}, { id: 2 });
		powerMonitor.emit('resume');
		expect(losses).toBe(0);
	});

	it('keeps the display on for as long as it is a kiosk', () => {
		expect(blockers).toEqual(['prevent-display-sleep']);
		unlock();
		expect(blockers).toEqual([]);
	});

	it('does not move about where the system places windows itself', () => {
		window.setBounds = (bounds) => window.moves.push(bounds);
		display = small;
		screen.emit('display-added');
		window.emit('leave-full-screen');
		screen.emit('display-metrics-changed', {}, {}, ['workArea']);
		expect(window.moves).toEqual([wide, small]);
		expect(window.kiosk).toBe(true);
	});

	it.each(['leave-full-screen', 'minimize'])('is back after %s', (event) => {
		window.kiosk = false;
		window.minimized = true;
		window.emit(event);
		expect(window).toMatchObject({ kiosk: true, minimized: false });
	});

	it('becomes the window of a desk again', () => {
		unlock();
		expect(window).toMatchObject({ kiosk: false, menu });
		expect(window.webContents.kept).toMatchObject({ ignoresMenu: false, throttles: true });
		for (const emitter of [window, window.webContents, screen, powerMonitor]) {
			expect(emitter.eventNames()).toEqual([]);
		}
	});

	it('does not mind that the window is gone', () => {
		window.destroyed = true;
		screen.emit('display-removed', {}, { id: 2 });
		window.emit('minimize');
		unlock();
		expect(window.kiosk).toBe(true);
	});
});

describe('isBrowserKey', () => {
	const none = { control: false, meta: false, alt: false };
	const control = { ...none, control: true };
	const meta = { ...none, meta: true };
	const alt = { ...none, alt: true };

	it.each(Array.from('pfrwntosujPFRW+-=_0'))('stops Ctrl and Cmd with %s', (key) => {
		expect(isBrowserKey({ key, code: '', ...control })).toBe(true);
		expect(isBrowserKey({ key, code: '', ...meta })).toBe(true);
	});

	it('knows a key by its place where it types another script', () => {
		expect(isBrowserKey({ key: 'ज', code: 'KeyP', ...control })).toBe(true);
		expect(isBrowserKey({ key: '०', code: 'Digit0', ...control })).toBe(true);
	});

	it.each(['F1', 'F5', 'F11', 'F12', 'F24', 'ContextMenu', 'BrowserBack', 'ZoomIn', 'LaunchMail'])(
		'stops %s',
		(key) => {
			expect(isBrowserKey({ key, code: '', ...none })).toBe(true);
		},
	);

	it.each(['F4', 'ArrowLeft', 'ArrowRight', 'Home', 'Alt', ' '])('stops Alt with %s', (key) => {
		expect(isBrowserKey({ key, code: '', ...alt })).toBe(true);
	});

	it.each([
		'a',
		'F',
		'ज',
		'0',
		'@',
		'-',
		'Enter',
		'Tab',
		'Escape',
		'Backspace',
		'ArrowLeft',
		'Shift',
	])('passes %s on', (key) => {
		expect(isBrowserKey({ key, code: '', ...none })).toBe(false);
	});

	it.each(['a', 'c', 'v', 'x', 'z'])('passes Ctrl with %s on, for who edits a field', (key) => {
		expect(isBrowserKey({ key, code: `Key${key.toUpperCase()}`, ...control })).toBe(false);
	});

	it('passes on what AltGr types', () => {
		expect(isBrowserKey({ key: '@', code: 'KeyQ', ...control, alt: true })).toBe(false);
		expect(isBrowserKey({ key: '₹', code: 'Digit4', ...control, alt: true })).toBe(false);
	});
});
