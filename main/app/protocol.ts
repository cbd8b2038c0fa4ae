import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

import type { CustomScheme, Protocol } from 'electron';

import { appScheme, contentSecurityPolicy, isOwnUrl } from './policy.ts';

/**
 * As little privilege as a page needs. No `supportFetchAPI` and no `corsEnabled`: a custom scheme
 * with them could be read across origins (CVE-2026-70604).
 */
export const ownScheme: CustomScheme = {
	scheme: appScheme,
	privileges: { standard: true, secure: true, codeCache: true },
};

/** What a bundle of ours can consist of; anything else is not served. */
const contentTypes: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.woff2': 'font/woff2',
};

/**
 * Serves the built renderer from `folder`, and nothing outside it. Resolves once a page has its script
 * and its style and waits for no other file: then this process is free for what the page does not wait for.
 */
export function serveRenderer(protocol: Pick<Protocol, 'handle'>, folder: string): Promise<void> {
	return new Promise((resolve) => {
		let inHand = 0;
		const missing = new Set(['.js', '.css']);
		protocol.handle(appScheme, async ({ method, url }) => {
			inHand += 1;
			try {
				return await answer(folder, method === 'GET' ? url : '');
			} finally {
				inHand -= 1;
				missing.delete(extname(url));
				// A turn later, since a page asks for several files at once.
				setImmediate(() => {
					if (missing.size === 0 && inHand === 0) resolve();
				});
			}
		});
	});
}

async function answer(folder: string, url: string): Promise<Response> {
	const asset = findAsset(folder, url);
	if (asset === undefined) return notFound();
	try {
		const body = await readFile(asset.path);
		return new Response(new Uint8Array(body), { headers: headersFor(asset.contentType) });
	} catch {
		// Whatever the reason, the page is told that there is no such file.
		return notFound();
	}
}

export interface Asset {
	path: string;
	contentType: string;
}

/** The file that a URL of ours names; `undefined` for any other URL, type or place. */
export function findAsset(folder: string, url: string): Asset | undefined {
	if (!isOwnUrl(url)) return undefined;
	const name = decodePath(new URL(url).pathname);
	if (name === undefined) return undefined;
	const path = join(folder, name);
	const inside = relative(folder, path);
	if (inside === '' || inside.startsWith('..') || inside.startsWith(sep)) return undefined;
	const contentType = contentTypes[extname(path)];
	return contentType === undefined ? undefined : { path, contentType };
}

function decodePath(pathname: string): string | undefined {
	try {
		const name = decodeURIComponent(pathname);
		// A NUL cuts the name short further down; a backslash is a separator on Windows.
		return /[\0\\]/.test(name) ? undefined : name;
	} catch {
		// Not percent-encoded as it should be: not one of our names.
		return undefined;
	}
}

function headersFor(contentType: string): Record<string, string> {
	return {
		'Content-Type': contentType,
		'Content-Security-Policy': contentSecurityPolicy,
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'no-referrer',
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
	};
}

function notFound(): Response {
	return new Response('Not found', { status: 404, headers: headersFor('text/plain') });
}
