import { afterEach, describe, expect, it } from 'vitest';

import {
	appUrl,
	contentSecurityPolicy,
	isOwnUrl,
	isTrustedFrame,
	lockApp,
	lockContents,
	lockSession,
} from '../../../main/app/policy.ts';
import { FakeApp, FakeContents, FakeSession, isPrevented } from './fakes.ts';

/** None of these is our page, however much it looks like it. */
const foreignUrls = [
	'app://abha-desk.evil/index.html',
	'app://abha-desk@evil/index.html',
	'app://evil@abha-desk/index.html',
	'app://user:word@abha-desk/index.html',
	'app://ABHA-DESK.evil/',
	'app://abha-desk./index.html',
	'app://abha-desk:80/index.html',
	'app://abha-desk%2eevil/',
	'app://abha-deskevil/',
	'app://evil/app://abha-desk/index.html',
	'app://evil/?app://abha-desk/',
	'app:abha-desk/index.html',
	'app:///abha-desk/index.html',
	'https://abha-desk/index.html',
	'http://localhost/',
	'ws://localhost:9229/',
	'wss://abdm.example/',
	'ftp://abha-desk/',
	'file:///etc/passwd',
	'file://abha-desk/index.html',
	'data:text/html,<h1>app://abha-desk/</h1>',
	'blob:app://abha-desk/0d5c3a8e-0000-4000-8000-000000000000',
	'filesystem:app://abha-desk/temporary/x.html',
	'view-source:app://abha-desk/index.html',
	'devtools://devtools/bundled/inspector.html',
	'chrome://gpu/',
	'javascript:alert(1)',
	'about:blank',
	'abha-desk',
	'',
];

describe('contentSecurityPolicy', () => {
	it('is this and no other', () => {
		expect(contentSecurityPolicy).toBe(
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
				"font-src 'self'; connect-src 'none'; worker-src 'none'; object-src 'none'; " +
				"frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
				"require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
		);
	});

	it.each(['unsafe', 'http', '*', 'blob:', 'allow-duplicates'])('never says %s', (word) => {
		expect(contentSecurityPolicy).not.toContain(word);
	});
});

describe('isOwnUrl', () => {
	it.each([
		appUrl,
		'app://abha-desk/',
		'app://abha-desk/assets/index-x.js?v=1#top',
		'APP://abha-desk/',
	])('takes %s for ours', (url) => {
		expect(isOwnUrl(url)).toBe(true);
	});

	it.each(foreignUrls)('does not take %j for ours', (url) => {
		expect(isOwnUrl(url)).toBe(false);
	});
});

describe('isTrustedFrame', () => {
	it('trusts our page in the main frame', () => {
		expect(isTrustedFrame({ url: appUrl, parent: null })).toBe(true);
	});

	it('does not trust a frame that is gone', () => {
		expect(isTrustedFrame(null)).toBe(false);
	});

	it('does not trust a frame inside another, even with our page in it', () => {
		expect(isTrustedFrame({ url: appUrl, parent: { url: appUrl } })).toBe(false);
	});

	it.each(foreignUrls)('does not trust a main frame with %j', (url) => {
		expect(isTrustedFrame({ url, parent: null })).toBe(false);
	});
});

describe('lockSession', () => {
	const session = new FakeSession();
	let isScanning = false;
	lockSession(session.asSession(), () => isScanning);
	const contents = new FakeContents().asContents();
	const details = { isMainFrame: true, requestingUrl: appUrl };

	it.each([
		'clipboard-read',
		'clipboard-sanitized-write',
		'display-capture',
		'fullscreen',
		'geolocation',
		'media',
		'notifications',
		'openExternal',
		'pointerLock',
		'unknown',
	] as const)('denies a request for the permission %s', (permission) => {
		const answers: boolean[] = [];
		session.permissionRequest?.(contents, permission, (given) => answers.push(given), details);
		expect(answers).toEqual([false]);
	});

	it.each(['geolocation', 'media', 'hid', 'serial', 'usb', 'notifications'] as const)(
		'says that there is no permission %s',
		(permission) => {
			expect(session.permissionCheck?.(contents, permission, appUrl, details as never)).toBe(false);
		},
	);

	describe('with the camera', () => {
		const camera = { ...details, mediaTypes: ['video'] };

		function asks(wanted: object, permission: 'media' | 'display-capture' = 'media'): boolean {
			let isGiven = false;
			const answer = (given: boolean) => (isGiven = given);
			session.permissionRequest?.(contents, permission, answer, wanted as never);
			return isGiven;
		}

		function checks(origin: string, mediaType: string, isMainFrame = true): boolean {
			const about = { mediaType, isMainFrame } as never;
			return session.permissionCheck?.(contents, 'media', origin, about) === true;
		}

		afterEach(() => {
			isScanning = false;
		});

		it('gives it to our own page while the scan screen is open, and not a moment longer', () => {
			expect([asks(camera), checks(appUrl, 'video')]).toEqual([false, false]);
			isScanning = true;
			expect([asks(camera), checks(appUrl, 'video')]).toEqual([true, true]);
			isScanning = false;
			expect([asks(camera), checks(appUrl, 'video')]).toEqual([false, false]);
		});

		it('never gives the microphone, the screen, or anything to another frame or page', () => {
			isScanning = true;
			expect(asks({ ...camera, mediaTypes: ['video', 'audio'] })).toBe(false);
			expect(asks({ ...camera, mediaTypes: ['audio'] })).toBe(false);
			expect(asks({ ...camera, mediaTypes: [] })).toBe(false);
			expect(asks({ ...camera, isMainFrame: false })).toBe(false);
			expect(asks({ ...camera, requestingUrl: 'https://abha-desk/' })).toBe(false);
			expect(asks(camera, 'display-capture')).toBe(false);
			expect(checks(appUrl, 'audio')).toBe(false);
			expect(checks(appUrl, 'video', false)).toBe(false);
			expect(checks('https://evil.example/', 'video')).toBe(false);
		});
	});

	it.each(['hid', 'serial', 'usb'] as const)('denies every %s device', (deviceType) => {
		const device = { deviceId: '1' } as never;
		expect(session.devicePermission?.({ deviceType, origin: appUrl, device })).toBe(false);
	});

	it('watches every request: a filter could miss one', () => {
		expect(session.beforeRequest).toEqual([expect.any(Function)]);
	});

	it.each(foreignUrls)('cancels a request for %j', (url) => {
		expect(session.cancels(url)).toBe(true);
	});

	it('lets a request for our own page through', () => {
		expect(session.cancels(appUrl)).toBe(false);
	});

	it('stops every download', () => {
		expect(isPrevented(session, 'will-download')).toBe(true);
	});

	it('has no place to fetch dictionaries from', () => {
		expect(new URL(session.dictionaryUrl ?? '').hostname).toMatch(/\.invalid$/);
	});
});

describe('lockContents', () => {
	const contents = new FakeContents();
	lockContents(contents.asContents());

	it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
		'prevents %s',
		(name) => {
			expect(isPrevented(contents, name)).toBe(true);
		},
	);

	it.each(['https://evil.example/', appUrl])('opens no window for %s', (url) => {
		expect(contents.openHandler?.({ url } as never)).toEqual({ action: 'deny' });
	});
});

describe('lockApp', () => {
	const app = new FakeApp();
	lockApp(app.asApp());

	it('locks whatever contents are made later', () => {
		const contents = new FakeContents();
		app.emit('web-contents-created', {}, contents);
		expect(isPrevented(contents, 'will-navigate')).toBe(true);
		expect(contents.openHandler).toBeDefined();
	});

	it('trusts no certificate that Chromium does not', () => {
		const answers: unknown[] = [];
		const rest = [{}, 'https://x', 'ERR', {}, (given: unknown) => answers.push(given)];
		expect(isPrevented(app, 'certificate-error', ...rest)).toBe(true);
		expect(answers).toEqual([false]);
	});

	it('gives no user name to a server that asks', () => {
		expect(isPrevented(app, 'login')).toBe(true);
	});

	it('shows no certificate of this computer to a server that asks', () => {
		const answers: unknown[][] = [];
		const rest = [{}, 'https://x', [{}], (...given: unknown[]) => answers.push(given)];
		expect(isPrevented(app, 'select-client-certificate', ...rest)).toBe(true);
		expect(answers).toEqual([[]]);
	});
});
