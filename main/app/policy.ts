import type { App, Session, WebContents } from 'electron';

import type { SenderFrame } from '../ipc/register.ts';

/** Where the renderer lives. A scheme of our own instead of `file:` (Electron checklist 18). */
export const appScheme = 'app';
const appHost = 'abha-desk';
export const appUrl = `${appScheme}://${appHost}/index.html`;

/**
 * What the page may do (Electron checklist 7): run and draw what came with it, and reach nothing.
 * `connect-src 'none'` is the strong one: whatever runs in the page, it cannot send a patient's
 * data anywhere. Svelte makes one Trusted Types policy, and no other may exist.
 */
export const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'none'",
	"worker-src 'none'",
	"object-src 'none'",
	"frame-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	'trusted-types svelte-trusted-html',
].join('; ');

/** Whether a URL is our page's. Parsed, because a comparison of beginnings can be fooled (checklist 13). */
export function isOwnUrl(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, host, username, password } = new URL(url);
	return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/** Whether a call may be answered: our page, in the main frame (checklist 17). */
export function isTrustedFrame(frame: SenderFrame): boolean {
	return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}

/**
 * Denies every request that is not for our own scheme, and every permission but one: the camera, for
 * our own page, while its scan screen is open.
 */
export function lockSession(session: Session, isScanning: () => boolean): void {
	// Electron grants all permissions unless told otherwise (checklist 5); there are two doors.
	session.setPermissionRequestHandler((_contents, permission, answer, details) => {
		const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
		const isCamera = media.length > 0 && media.every((type) => type === 'video');
		const isOurs = details.isMainFrame && isOwnUrl(details.requestingUrl);
		answer(permission === 'media' && isCamera && isOurs && isScanning());
	});
	session.setPermissionCheckHandler((_contents, permission, origin, { mediaType, isMainFrame }) => {
		const isOurs = isMainFrame && isOwnUrl(origin);
		return permission === 'media' && mediaType === 'video' && isOurs && isScanning();
	});
	session.setDevicePermissionHandler(() => false);
	// No filter at all: since Electron 35 an empty list of patterns matches nothing.
	session.webRequest.onBeforeRequest(({ url }, answer) => {
		answer({ cancel: !isOwnUrl(url) });
	});
	session.on('will-download', (event) => {
		event.preventDefault();
	});
	// Chromium would fetch dictionaries by itself; this host does not exist.
	session.setSpellCheckerDictionaryDownloadURL('https://spelling.invalid/');
}

/** Denies navigation, windows and webviews (checklist 11-14) to every page that is ever made. */
export function lockContents(contents: WebContents): void {
	const stay = (event: { preventDefault: () => void }) => {
		event.preventDefault();
	};
	// A reload of our page by Electron itself does not ask here, so nothing has to be let through.
	contents.on('will-navigate', stay);
	contents.on('will-frame-navigate', stay);
	contents.on('will-redirect', stay);
	contents.on('will-attach-webview', stay);
	contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Applies the locks to whatever the app makes, now or later, and answers no question about trust. */
export function lockApp(app: App): void {
	app.on('web-contents-created', (_event, contents) => {
		lockContents(contents);
	});
	app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
		event.preventDefault();
		answer(false);
	});
	app.on('login', (event) => {
		event.preventDefault();
	});
	app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
		event.preventDefault();
		answer();
	});
}
