import { expect } from 'playwright/test';

import { startSeedAbdm } from '../support/seed-abdm.ts';
import { test } from './desk.ts';
import { expectHeading } from './steps.ts';

test('the page has the bridge and nothing of Node or Electron', async ({ openDesk }) => {
	const { page } = await openDesk();
	const reach = await page.evaluate(() => ({
		node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
			(name) => name in window,
		),
		frozen: Object.isFrozen((window as unknown as { bridge: object }).bridge),
	}));
	expect(reach).toEqual({ node: [], frozen: true });
});

test('whatever runs in the page reaches nothing outside', async ({ openDesk }) => {
	// It records who knocks: nobody may.
	const outside = await startSeedAbdm();
	const { page } = await openDesk();
	await expectHeading(page, 'Find patient');
	const blocked = await page.evaluate(async (origin) => {
		const violations: string[] = [];
		document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
			violations.push(effectiveDirective),
		);
		const outcomes: Record<string, string> = {};
		const attempt = async (name: string, action: () => unknown) => {
			try {
				outcomes[name] = String(await action());
			} catch {
				outcomes[name] = 'blocked';
			}
		};
		const element = (tag: string, attributes: Record<string, string>) => {
			const made = document.createElement(tag);
			for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
			document.body.append(made);
			return new Promise((resolve, reject) => {
				made.onload = resolve;
				made.onerror = reject;
				setTimeout(reject, 1000);
			});
		};
		await attempt('fetch', () => fetch(`${origin}/fetch`));
		await attempt('image', () => element('img', { src: `${origin}/image.png` }));
		await attempt('script', () => element('script', { src: `${origin}/script.js` }));
		await attempt('frame', () => element('iframe', { src: `${origin}/frame` }));
		await attempt('style', () => element('link', { rel: 'stylesheet', href: `${origin}/a.css` }));
		await attempt('beacon', () => {
			if (!navigator.sendBeacon(`${origin}/beacon`)) throw new Error('refused');
		});
		await attempt('eval', () => (0, eval)('1 + 1'));
		await attempt('innerHTML', () => (document.createElement('p').innerHTML = '<b>x</b>'));
		await attempt('socket', () => {
			const socket = new WebSocket(origin.replace('http', 'ws'));
			return new Promise((resolve, reject) => {
				socket.onopen = resolve;
				socket.onerror = reject;
			});
		});
		await attempt('inline script', () => {
			const script = document.createElement('script');
			script.setAttribute('data-planted', '1');
			script.append('window.planted = true');
			document.body.append(script);
			if (!('planted' in window)) throw new Error('did not run');
		});
		return { outcomes, violations: violations.length };
	}, outside.origin);
	await outside.stop();

	// A frame and a beacon do not say that they failed: that nobody knocked outside does.
	const { frame: _frame, beacon: _beacon, ...telling } = blocked.outcomes;
	expect(new Set(Object.values(telling))).toEqual(new Set(['blocked']));
	expect(Object.keys(blocked.outcomes)).toHaveLength(10);
	expect(blocked.violations).toBeGreaterThanOrEqual(8);
	expect(outside.requests).toEqual([]);
});

test('the page goes nowhere, opens nothing and is granted nothing', async ({ openDesk }) => {
	const { page, app } = await openDesk();
	await expectHeading(page, 'Find patient');
	const answers = await page.evaluate(async () => {
		const opened = window.open('https://example.com/');
		const notifications = await Notification.requestPermission();
		const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
			() => 'granted',
			() => 'denied',
		);
		return { opened: opened === null, notifications, camera };
	});
	expect(answers).toEqual({ opened: true, notifications: 'denied', camera: 'denied' });
	await page.evaluate(() => {
		location.href = 'https://example.com/';
	});
	await page.evaluate(() => {
		location.href = 'file:///etc/passwd';
	});
	await expect.poll(() => page.url()).toBe('app://abha-desk/index.html');
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the scheme serves the bundle with its policy and nothing else of the disk', async ({
	openDesk,
}) => {
	const { app } = await openDesk();
	const answers = await app.evaluate(async ({ session }) => {
		const ask = async (url: string) => {
			const answer = await session.defaultSession.fetch(url);
			return [answer.status, answer.headers.get('content-security-policy')?.slice(0, 18)];
		};
		return Promise.all(
			[
				'app://abha-desk/index.html',
				'app://abha-desk/../main/index.js',
				'app://abha-desk/%2e%2e%2fmain%2findex.js',
				'app://abha-desk/..%5cmain%5cindex.js',
			].map(ask),
		);
	});
	const policy = "default-src 'none'";
	expect(answers).toEqual([
		[200, policy],
		[404, policy],
		[404, policy],
		[404, policy],
	]);
});

test('nothing of our own breaks the policy', async ({ openDesk }) => {
	const { page } = await openDesk();
	const refused: string[] = [];
	page.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) refused.push(message.text());
	});
	page.on('pageerror', (error) => refused.push(error.message));
	await page.reload();
	await expectHeading(page, 'Find patient');
	expect(refused).toEqual([]);
});
