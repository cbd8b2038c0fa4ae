import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { extractFile, listPackage } from '@electron/asar';
import { expect } from 'playwright/test';

import { calls } from '../../preload/contract.ts';
import { readFuses } from '../../scripts/packaging/fuses.mjs';
import { launch, type OpenDesk, test } from '../e2e/desk.ts';
import { expectHeading } from '../e2e/steps.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { executableOf, folderOf } from './package.ts';

// Electron's security checklist, item by item, on the packaged program. The titles are what
// `npm run security-report` prints: number, a bar, what holds.
test.describe.configure({ mode: 'default' });

let desk: OpenDesk;

test.beforeAll(async ({ program }, { project }) => {
	desk = await launch(program, join(project.outputDir, 'checklist-profile'), []);
	await expectHeading(desk.page, 'Find patient');
});

test.afterAll(async () => {
	await desk.close();
});

/** What Electron says it has set for the page, whoever set it. */
function preferences(): Promise<Record<string, unknown>> {
	return desk.app.evaluate(({ BrowserWindow }) => {
		const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
			getLastWebPreferences: () => Record<string, unknown>;
		};
		return { ...contents.getLastWebPreferences() };
	});
}

/** All code of main and preload in the archive. */
function programText(): string {
	const archive = join(folderOf('hard'), 'resources', 'app.asar');
	return listPackage(archive, { isPack: false })
		.filter((file) => /^\/out\/(?:main|preload)\/.*\.c?js$/.test(file))
		.map((file) => extractFile(archive, file.slice(1)).toString())
		.join('\n');
}

test('01 | Everything that the page loads comes out of the package', async () => {
	const urls: string[] = [];
	desk.page.on('request', (request) => urls.push(request.url()));
	await desk.page.reload();
	await expectHeading(desk.page, 'Find patient');
	expect(urls.length).toBeGreaterThan(3);
	expect(urls.filter((url) => !url.startsWith('app://abha-desk/'))).toEqual([]);
});

test('02 | The page has no Node', async () => {
	const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } =
		await preferences();
	// What nobody has set is off.
	for (const set of [nodeIntegrationInWorker, nodeIntegrationInSubFrames])
		expect(set ?? false).toBe(false);
	expect(nodeIntegration).toBe(false);
	expect(await desk.page.evaluate(() => typeof (window as { require?: unknown }).require)).toBe(
		'undefined',
	);
});

test('03 | The preload script lives in a world of its own', async () => {
	expect(await preferences()).toMatchObject({ contextIsolation: true });
});

test('04 | The page’s process is to run in the sandbox of the operating system', async () => {
	// That it does is shown as an ordinary user: ordinary-user.spec.ts.
	expect(await preferences()).toMatchObject({ sandbox: true });
});

test('05 | Every permission that a page may ask for is denied', async () => {
	const answers = await desk.page.evaluate(async () => {
		const answer = (asked: Promise<unknown>) =>
			asked.then(
				() => 'granted',
				() => 'denied',
			);
		return {
			notifications: await Notification.requestPermission(),
			camera: await answer(navigator.mediaDevices.getUserMedia({ video: true })),
			microphone: await answer(navigator.mediaDevices.getUserMedia({ audio: true })),
			screen: await answer(navigator.mediaDevices.getDisplayMedia()),
			place: await answer(
				new Promise((resolve, reject) => {
					navigator.geolocation.getCurrentPosition(resolve, reject);
				}),
			),
			clipboard: await answer(navigator.clipboard.readText()),
		};
	});
	expect(new Set(Object.values(answers))).toEqual(new Set(['denied']));
});

test('06 | The same-origin policy is in force', async () => {
	expect(await preferences()).toMatchObject({ webSecurity: true });
});

test('07 | A content security policy stands on every answer, and stops what it has to', async () => {
	const outside = await startSeedAbdm();
	const seen = await desk.page.evaluate(async (origin) => {
		// DevTools let a script that they run break the policy until its first pause.
		await new Promise((resolve) => setTimeout(resolve, 1));
		const counted: string[] = [];
		document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
			counted.push(effectiveDirective);
		});
		const script = document.createElement('script');
		try {
			script.append('window.planted = true');
			document.body.append(script);
		} catch {
			// Trusted Types already refuse its text.
		}
		const image = document.createElement('img');
		image.src = `${origin}/image.png`;
		document.body.append(image);
		await fetch(`${origin}/fetch`).catch(() => undefined);
		new WebSocket(origin.replace('http', 'ws'));
		try {
			(0, eval)('window.planted = true');
		} catch {
			// As it has to be.
		}
		// WebRTC is not subject to the policy: no candidate may name an address outside of this PC.
		const candidates: string[] = [];
		const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:192.0.2.1' }] });
		connection.onicecandidate = ({ candidate }) => {
			if (candidate !== null) candidates.push(candidate.candidate);
		};
		connection.createDataChannel('x');
		await connection.setLocalDescription();
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		connection.close();
		image.remove();
		script.remove();
		return { counted, candidates, planted: 'planted' in window };
	}, outside.origin);
	await outside.stop();
	expect(seen.planted).toBe(false);
	expect(outside.requests).toEqual([]);
	// Trusted Types see a script before `script-src` does.
	for (const directive of ['require-trusted-types-for', 'img-src', 'connect-src']) {
		expect(seen.counted.some((name) => name.startsWith(directive))).toBe(true);
	}
	expect(seen.counted.filter((name) => name === 'connect-src')).toHaveLength(2);
	expect(seen.candidates.filter((line) => / typ (?:srflx|relay|prflx) /.test(line))).toEqual([]);
});

test('08 | No insecure content beside secure content', async () => {
	expect((await preferences()).allowRunningInsecureContent ?? false).toBe(false);
});

test('09 | No experimental features of Chromium', async () => {
	expect((await preferences()).experimentalFeatures ?? false).toBe(false);
});

test('10 | No Blink features switched on', async () => {
	expect((await preferences()).enableBlinkFeatures ?? '').toBe('');
	expect(
		await desk.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-blink-features')),
	).toBe(false);
});

test('11 | No webviews', async () => {
	expect(await preferences()).toMatchObject({ webviewTag: false });
});

test('12 | A webview that is made all the same is refused', async () => {
	const prevented = await desk.app.evaluate(({ BrowserWindow }) => {
		let wasPrevented = false;
		const event = {
			preventDefault: () => {
				wasPrevented = true;
			},
		};
		const contents = BrowserWindow.getAllWindows()[0]?.webContents;
		contents?.emit('will-attach-webview', event, {}, {});
		return wasPrevented;
	});
	expect(prevented).toBe(true);
});

test('13 | The page goes nowhere else', async () => {
	for (const target of ['https://example.com/', 'file:///etc/passwd', 'app://other/index.html']) {
		await desk.page.evaluate((url) => {
			location.href = url;
		}, target);
	}
	const shown = () =>
		desk.app.evaluate(async ({ BrowserWindow }) => {
			const contents = BrowserWindow.getAllWindows()[0]?.webContents;
			const heading = (await contents?.executeJavaScript(
				'document.querySelector("h1").textContent.trim()',
			)) as string;
			return [contents?.getURL(), heading];
		});
	await expect.poll(shown).toEqual(['app://abha-desk/index.html', 'Find patient']);
});

test('14 | No further windows', async () => {
	expect(await desk.page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
	expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
		1,
	);
});

test('15 | Nothing is handed to the operating system to open', () => {
	const text = programText();
	expect(text).toContain('setWindowOpenHandler');
	for (const call of ['openExternal', 'showItemInFolder']) expect(text).not.toContain(call);
	// electron-store can open its own file in an editor, and nobody asks it to.
	expect(text.match(/openPath\(.*?\)/g)).toEqual(['openPath(this.path)']);
	expect(text.match(/openInEditor\(/g)).toHaveLength(1);
});

test('16 | Releases have the Electron that package.json pins; any other calls itself a test', async () => {
	const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		devDependencies: { electron: string };
	};
	const [running, name] = await desk.app.evaluate(({ app }) => [
		process.versions.electron,
		app.getName(),
	]);
	// Electron 43 to 45 were supported when 45 was current.
	expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(43);
	if (running !== devDependencies.electron) expect(name).toMatch(/TEST$/);
	if (running !== devDependencies.electron) expect(executableOf('hard')).toMatch(/rehearsal$/);
});

test('17 | Main answers its own page only', async () => {
	const stranger = await desk.app.evaluate(async ({ BrowserWindow, app }) => {
		const window = new BrowserWindow({
			show: false,
			webPreferences: { preload: `${app.getAppPath()}/out/preload/index.cjs`, sandbox: true },
		});
		await window.loadURL('about:blank');
		const code = (await window.webContents.executeJavaScript(
			'bridge.getSituation().then((reply) => reply.ok ? "answered" : reply.failure.code, () => "refused")',
		)) as string;
		window.destroy();
		return code;
	});
	expect(stranger).not.toBe('answered');
});

test('18 | The page comes from a scheme of its own, and file: is closed', async () => {
	const read = await desk.page.evaluate(() =>
		fetch('file:///etc/hostname').then(
			() => 'read',
			() => 'closed',
		),
	);
	expect([desk.page.url(), read]).toEqual(['app://abha-desk/index.html', 'closed']);
});

test('19 | The fuses are those of fuses.golden.json', async () => {
	const golden = JSON.parse(
		readFileSync(new URL('fuses.golden.json', import.meta.url), 'utf8'),
	) as Record<'test' | 'hard', Record<string, string>>;
	for (const flavour of ['test', 'hard'] as const) {
		const fuses = await readFuses(executableOf(flavour));
		if (fuses.WasmTrapHandlers === 'absent') fuses.WasmTrapHandlers = 'on';
		expect(fuses).toEqual(golden[flavour]);
	}
});

test('20 | The page gets the calls of the contract, and nothing of Electron', async () => {
	const reach = await desk.page.evaluate(() => {
		const { bridge } = window as unknown as { bridge: Record<string, unknown> };
		return {
			names: Object.keys(bridge).sort(),
			kinds: [...new Set(Object.values(bridge).map((member) => typeof member))],
			electron: ['electron', 'ipcRenderer', 'process'].filter((name) => name in window),
		};
	});
	expect(reach).toEqual({
		names: [...Object.keys(calls), 'on'].sort(),
		kinds: ['function'],
		electron: [],
	});
});
