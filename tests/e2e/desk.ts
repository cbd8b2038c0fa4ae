import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { _electron, errors } from 'playwright';
import { type ElectronApplication, type Page, test as base, expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, seedHipId, urlsOf } from '../support/seed-abdm.ts';
import { executableOf } from '../packaged/package.ts';
import { typedSecrets } from './administrator.ts';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** A running desk: the program, its window, and where it keeps its files. */
export interface OpenDesk {
	app: ElectronApplication;
	page: Page;
	profile: string;
	/** All that the program has written to its console so far. */
	console: () => string;
	/** Closes it as a person would, so that files are complete. */
	close: () => Promise<void>;
}

/** Starts the built program in a profile of its own. */
export interface OpenTheDesk {
	(args?: string[]): Promise<OpenDesk>;
	/** Starts it once more in the profile of a desk that was closed. */
	again: (closed: OpenDesk, args?: string[]) => Promise<OpenDesk>;
}

interface Fixtures {
	/** A folder of this test's own, removed afterwards. */
	folder: string;
	openDesk: OpenTheDesk;
}

export interface WorkerOptions {
	/** Which program the desks of a project are: the built sources, or the package made for tests. */
	program: 'sources' | 'package';
}

/** The built program in a real Electron window. Screenshots and console are kept when a test fails. */
export const test = base.extend<Fixtures, WorkerOptions>({
	program: ['sources', { option: true, scope: 'worker' }],
	// eslint-disable-next-line no-empty-pattern -- Playwright reads from it that nothing is needed
	folder: async ({}, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'abha-desk-e2e-'));
		await use(folder);
		rmSync(folder, { recursive: true, force: true });
	},
	openDesk: async ({ folder, program }, use, testInfo) => {
		const opened: OpenDesk[] = [];
		const open = async (profile: string, args: readonly string[] = []) => {
			const desk = await launch(program, profile, args);
			opened.push(desk);
			return desk;
		};
		await use(
			Object.assign(
				(args?: string[]) => open(join(folder, `profile-${String(opened.length)}`), args),
				{ again: ({ profile }: OpenDesk, args?: string[]) => open(profile, args) },
			),
		);
		for (const [index, desk] of opened.entries()) {
			if (testInfo.status !== testInfo.expectedStatus) {
				const name = `desk-${String(index)}`;
				const path = testInfo.outputPath(`${name}.png`);
				await desk.page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
				await testInfo.attach(`${name} console`, { body: desk.console() });
			}
			await desk.close();
			// Of every desk of every test, whatever it was about.
			if (testInfo.status === testInfo.expectedStatus) expectNowhere(desk, everySecret);
		}
	},
});

const everySecret = [...Object.values(canaries), ...Object.values(typedSecrets)];

/** The Electron that `npm test` found. */
export function electronPath(): string {
	const path = process.env.ABHA_DESK_ELECTRON;
	if (path === undefined) throw new Error('Run the end-to-end tests through npm test');
	return path;
}

export function launchArguments(profile: string, args: readonly string[]): string[] {
	return [projectFolder, `--user-data-dir=${profile}`, ...args];
}

/** No keyring, whatever the machine has: those tests are in keyring.spec.ts. */
const withoutKeyring = '--password-store=basic';

/**
 * Playwright's handshake with Electron hangs about once in forty starts on a busy machine, while the
 * program itself is up (sixty starts of sixty without Playwright). So the handshake has a limit of
 * its own and is tried again; what the tests are about is not.
 */
const handshakeLimitMs = 10_000;
const handshakeTries = 3;

async function shakeHands(
	program: WorkerOptions['program'],
	profile: string,
	args: readonly string[],
): Promise<ElectronApplication> {
	const executablePath = program === 'package' ? executableOf('test') : electronPath();
	const switches = [`--user-data-dir=${profile}`, withoutKeyring, ...args];
	for (let tried = 1; ; tried += 1) {
		try {
			return await _electron.launch({
				executablePath,
				args: program === 'package' ? switches : [projectFolder, ...switches],
				timeout: handshakeLimitMs,
			});
		} catch (error) {
			if (!(error instanceof errors.TimeoutError) || tried === handshakeTries) throw error;
		}
	}
}

export async function launch(
	program: WorkerOptions['program'],
	profile: string,
	args: readonly string[],
): Promise<OpenDesk> {
	const app = await shakeHands(program, profile, args);
	let written = '';
	const child = app.process();
	child.stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
	const page = await app.firstWindow();
	// Main is still busy putting the desk together when the window is there: V8, cleaning up after that,
	// has been seen to take an answer to Playwright with it ("promise was garbage collected").
	await page.locator('#root > *').first().waitFor({ state: 'attached' });
	let closed = false;
	return {
		app,
		page,
		profile,
		console: () => written,
		close: async () => {
			if (closed) return;
			closed = true;
			await closeSoon(app);
		},
	};
}

/** What a provisioning file for `server` says; tests change a field to spoil it. */
export function provisioningFor(server: ScriptedServer): Record<string, unknown> {
	return {
		format: 1,
		environment: 'custom',
		generation: 'v1v2',
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: canaries.clientSecret,
		hipId: seedHipId,
		facilityName: 'Asha Clinic',
	};
}

/** Writes a provisioning file and returns the switch that names it. */
export function provisionSwitch(folder: string, content: unknown): string {
	const path = join(folder, 'facility.json');
	writeFileSync(path, JSON.stringify(content));
	return `--provision=${path}`;
}

/** Looks for secrets in all that a closed desk has left: its files, its console, and what was `seen`. */
export function expectNowhere(
	{ profile, console }: Pick<OpenDesk, 'profile' | 'console'>,
	canaries: readonly string[],
	seen = '',
): void {
	const files = readdirSync(profile, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((path) => ({ path, content: readFileSync(path) }));
	expect(files.some(({ path }) => /abha-desk-[\d-]{10}\.log$/.test(path))).toBe(true);
	for (const canary of canaries) {
		expect(isIn(console() + seen, canary), 'on the console or a screen').toBe(false);
		// UTF-16 as well: Chromium and Windows write both.
		const found = files.filter(({ content }) =>
			(['latin1', 'utf16le'] as const).some((encoding) => isIn(content.toString(encoding), canary)),
		);
		expect(found.map(({ path }) => path)).toEqual([]);
	}
}

/** Digits count only where they stand alone: `012345` is in every alphabet of digits, too. */
function isIn(text: string, canary: string): boolean {
	return /^\d+$/.test(canary)
		? new RegExp(`(?<!\\d)${canary}(?!\\d)`).test(text)
		: text.includes(canary);
}

/** A kiosk whose page was replaced is not heard by Playwright any more, and is ended the hard way. */
async function closeSoon(app: ElectronApplication): Promise<void> {
	const child = app.process();
	const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
	await app.close().catch(() => undefined);
	clearTimeout(killer);
}
