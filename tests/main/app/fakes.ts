import { EventEmitter } from 'node:events';

import type { App, BrowserWindow, Session, WebContents } from 'electron';

/** An event that remembers whether it was prevented. */
class FakeEvent {
	prevented = false;

	preventDefault(): void {
		this.prevented = true;
	}
}

/** Emits `name` with a fresh event and tells whether somebody prevented it. */
export function isPrevented(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
	const event = new FakeEvent();
	emitter.emit(name, event, ...rest);
	return event.prevented;
}

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export class FakeContents extends EventEmitter {
	reloads = 0;
	openHandler: WindowOpenHandler | undefined;
	/** The URLs that were loaded, in order. */
	readonly loaded: string[] = [];
	/** Whether the next loads work; a test may hold one up. */
	loading: () => Promise<void> = () => Promise.resolve();
	/** 0: there is none. */
	processId = 100;
	#processes = 100;
	/** A process that does not hear that it shall go. */
	isStopped = false;
	isGone = false;
	readonly kept = { zoom: 1.5, pinch: [] as number[], ignoresMenu: false, throttles: true };

	setWindowOpenHandler(handler: WindowOpenHandler): void {
		this.openHandler = handler;
	}

	reload(): void {
		this.reloads++;
	}

	async loadURL(url: string): Promise<void> {
		this.loaded.push(url);
		await this.loading();
		if (this.processId === 0) this.processId = this.#processes += 1;
	}

	/** As Electron does it: the process is gone a moment later, and says so. */
	forcefullyCrashRenderer(): void {
		if (this.isStopped) return;
		queueMicrotask(() => {
			this.goes('crashed');
		});
	}

	goes(reason: string): void {
		if (this.processId === 0) return;
		this.processId = 0;
		this.emit('render-process-gone', {}, { reason, exitCode: 5 });
	}

	getOSProcessId(): number {
		return this.processId;
	}

	isCrashed(): boolean {
		return this.processId === 0;
	}

	isDestroyed(): boolean {
		return this.isGone;
	}

	setZoomFactor(factor: number): void {
		this.kept.zoom = factor;
	}

	async setVisualZoomLevelLimits(lowest: number, highest: number): Promise<void> {
		this.kept.pinch = [lowest, highest];
	}

	setIgnoreMenuShortcuts(ignores: boolean): void {
		this.kept.ignoresMenu = ignores;
	}

	setBackgroundThrottling(throttles: boolean): void {
		this.kept.throttles = throttles;
	}

	asContents(): WebContents {
		return this as unknown as WebContents;
	}
}

export class FakeApp extends EventEmitter {
	hasLock = true;
	quits = 0;

	requestSingleInstanceLock(): boolean {
		return this.hasLock;
	}

	readonly exits: number[] = [];

	quit(): void {
		this.quits++;
	}

	exit(code: number): void {
		this.exits.push(code);
	}

	asApp(): App {
		return this as unknown as App;
	}
}

export class FakeWindow {
	readonly done: string[] = [];
	minimized = false;

	isMinimized(): boolean {
		return this.minimized;
	}

	restore(): void {
		this.done.push('restore');
	}

	focus(): void {
		this.done.push('focus');
	}

	asWindow(): BrowserWindow {
		return this as unknown as BrowserWindow;
	}
}

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;
type BeforeRequest = (
	details: { url: string },
	answer: (given: { cancel?: boolean }) => void,
) => void;

/** Keeps what it was told, for a test to ask. */
export class FakeSession extends EventEmitter {
	permissionRequest: RequestHandler | undefined;
	permissionCheck: CheckHandler | undefined;
	devicePermission: DeviceHandler | undefined;
	beforeRequest: unknown[] = [];
	dictionaryUrl: string | undefined;

	readonly webRequest = {
		onBeforeRequest: (...given: unknown[]) => {
			this.beforeRequest = given;
		},
	};

	setPermissionRequestHandler(handler: RequestHandler): void {
		this.permissionRequest = handler;
	}

	setPermissionCheckHandler(handler: CheckHandler): void {
		this.permissionCheck = handler;
	}

	setDevicePermissionHandler(handler: DeviceHandler): void {
		this.devicePermission = handler;
	}

	setSpellCheckerDictionaryDownloadURL(url: string): void {
		this.dictionaryUrl = url;
	}

	/** Whether a request for `url` is cancelled. */
	cancels(url: string): boolean | undefined {
		const [listener] = this.beforeRequest as [BeforeRequest];
		let cancelled: boolean | undefined;
		listener({ url }, ({ cancel }) => {
			cancelled = cancel;
		});
		return cancelled;
	}

	asSession(): Session {
		return this as unknown as Session;
	}
}
