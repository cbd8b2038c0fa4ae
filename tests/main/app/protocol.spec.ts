import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { contentSecurityPolicy } from '../../../main/app/policy.ts';
import { findAsset, ownScheme, serveRenderer } from '../../../main/app/protocol.ts';

const folder = resolve('/opt/abha-desk/renderer');
const inFolder = (path: string) => findAsset(folder, `app://abha-desk/${path}`);

describe('ownScheme', () => {
	it('has these privileges and no other', () => {
		expect(ownScheme).toEqual({
			scheme: 'app',
			privileges: { standard: true, secure: true, codeCache: true },
		});
	});
});

describe('findAsset', () => {
	it.each([
		['index.html', 'text/html; charset=utf-8'],
		['assets/index-B2_x.js', 'text/javascript; charset=utf-8'],
		['assets/index.css', 'text/css; charset=utf-8'],
		['logo.svg', 'image/svg+xml'],
		['logo.png', 'image/png'],
		['assets/noto.woff2', 'font/woff2'],
	])('finds %s with its type', (name, contentType) => {
		expect(inFolder(name)).toEqual({ path: join(folder, name), contentType });
	});

	it('passes over query and fragment, and decodes the name', () => {
		expect(inFolder('a%20b.js?v=1#x')?.path).toBe(join(folder, 'a b.js'));
	});

	it('stays inside when a name goes up and down again', () => {
		expect(inFolder('assets/../index.html')?.path).toBe(join(folder, 'index.html'));
	});

	it.each([
		'',
		'.',
		'assets/',
		'index',
		'index.map',
		'index.html.',
		'package.json',
		'.env',
		'x.HTML',
	])('serves nothing for %j', (name) => {
		expect(inFolder(name)).toBeUndefined();
	});

	it.each([
		'..%2f..%2fetc%2fx.html',
		'%2e%2e%2f%2e%2e%2fx.html',
		'..%5c..%5cx.html',
		'..\\..\\x.html',
		'a\\..\\..\\x.html',
		'a%2f..%2f..%2fx.html',
		'../renderer-of-another/..%2f..%2fx.html',
		'..%2frenderer.evil%2fx.html',
		'x.html%00.js',
		'%00.html',
		'%',
		'%zz.html',
		'%c0%ae%c0%ae%2fx.html',
	])('serves nothing for the trick %s', (name) => {
		expect(inFolder(name)).toBeUndefined();
	});

	it.each(['app://evil/index.html', 'file:///index.html', 'app://abha-desk@evil/index.html', 'x'])(
		'serves nothing to %s',
		(url) => {
			expect(findAsset(folder, url)).toBeUndefined();
		},
	);

	it('never leads out of the folder, whatever the URL', () => {
		const piece = fc.constantFrom(
			...['..', '.', '/', '//', '\\', '%2e', '%2E', '%2f', '%5c', '%00', '%25', '%252e', '%252f'],
			...['a', 'renderer', 'etc', 'C:', '~', ';', '?', '#', '@', ' ', '%20', '..;', 'क', '%e0'],
		);
		const ending = fc.constantFrom('', '.html', '.js', '/index.html', '%2ehtml', '.js%00');
		const path = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
		let found = 0;
		fc.assert(
			fc.property(path, ending, (start, end) => {
				const asset = inFolder(start + end);
				if (asset === undefined) return;
				found++;
				expect(resolve(asset.path)).toBe(asset.path);
				expect(asset.path.startsWith(folder + sep)).toBe(true);
				expect(asset.path).not.toMatch(/[\0\\]/);
				expect(['.html', '.js']).toContain(extname(asset.path));
			}),
			{ numRuns: 3_000 },
		);
		// A property over nothing would always hold.
		expect(found).toBeGreaterThan(100);
	});
});

describe('serveRenderer', () => {
	let parent: string;
	let serve: (url: string, method?: string) => Promise<Response>;

	beforeAll(() => {
		parent = mkdtempSync(join(tmpdir(), 'abha-desk-protocol-'));
		const renderer = join(parent, 'renderer');
		mkdirSync(join(renderer, 'folder.html'), { recursive: true });
		writeFileSync(join(renderer, 'index.html'), '<!doctype html>');
		writeFileSync(join(parent, 'secret.html'), 'canary');
		const handle = (scheme: string, handler: (request: Request) => unknown) => {
			expect(scheme).toBe('app');
			serve = async (url, method = 'GET') =>
				(await handler(new Request(url, { method }))) as Response;
		};
		void serveRenderer({ handle }, renderer);
	});

	afterAll(() => {
		rmSync(parent, { recursive: true });
	});

	function headersWith(contentType: string): Record<string, string> {
		return {
			'content-type': contentType,
			'content-security-policy': contentSecurityPolicy,
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
		};
	}

	it('serves a file with these headers and no other', async () => {
		const response = await serve('app://abha-desk/index.html');
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('<!doctype html>');
		expect(Object.fromEntries(response.headers)).toEqual(headersWith('text/html; charset=utf-8'));
	});

	it.each([
		['a file that is not there', 'app://abha-desk/gone.html'],
		['a folder', 'app://abha-desk/folder.html'],
		['a type that is not ours', 'app://abha-desk/index.map'],
		['a file outside', 'app://abha-desk/..%2fsecret.html'],
		['another host', 'app://evil/index.html'],
	])('answers 404, under the same policy, for %s', async (_what, url) => {
		const response = await serve(url);
		expect(response.status).toBe(404);
		expect(await response.text()).toBe('Not found');
		expect(Object.fromEntries(response.headers)).toEqual(headersWith('text/plain'));
	});

	it('says when a page has its script and its style, and not before', async () => {
		let isServed = false;
		let ask = (_request: Request): unknown => undefined;
		const handle = (_scheme: string, handler: typeof ask) => {
			ask = handler;
		};
		const renderer = join(parent, 'renderer');
		writeFileSync(join(renderer, 'index.js'), '');
		writeFileSync(join(renderer, 'index.css'), '');
		void serveRenderer({ handle }, renderer).then(() => (isServed = true));
		const turns = () => new Promise((resolve) => setTimeout(resolve, 10));
		await ask(new Request('app://abha-desk/index.html'));
		await turns();
		await ask(new Request('app://abha-desk/index.js'));
		await turns();
		expect(isServed).toBe(false);
		await ask(new Request('app://abha-desk/index.css'));
		await turns();
		expect(isServed).toBe(true);
	});

	it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('does not answer %s', async (method) => {
		const response = await serve('app://abha-desk/index.html', method);
		expect(response.status).toBe(404);
	});
});
