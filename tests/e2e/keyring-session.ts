import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Browser, Page } from 'playwright/test';

import { electronPath, launchArguments } from './desk.ts';
import { joinRunning } from './join-running.ts';

/**
 * `unlocked`: the keyring of this test, kept from start to start. `locked`: the same one, which
 * nobody has opened and nobody can be asked to open. `other`: an open one that is empty. `absent`:
 * a session bus without a keyring. `no-bus`: not even that.
 */
export type Keyring = 'unlocked' | 'locked' | 'other' | 'absent' | 'no-bus';

export interface KeyringStart {
	/** The test's own folder; the keyring's files live in it, never the person's. */
	folder: string;
	profile: string;
	keyring: Keyring;
	args?: readonly string[];
}

export interface KeyringDesk {
	page: Page;
	/** All that the program and its session have written to the console so far. */
	console: () => string;
	/** Closes the window as a person would, so that files are complete. */
	close: () => Promise<void>;
	/** Ends everything at once, as a power cut would. */
	kill: () => Promise<void>;
}

/**
 * A bus that can start no service by itself. The usual one would start a keyring where there must
 * be none, and a prompt that blocks the program until somebody types a password.
 */
function busConfiguration(socketFolder: string): string {
	return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
	<type>session</type>
	<listen>unix:tmpdir=${socketFolder}</listen>
	<auth>EXTERNAL</auth>
	<policy context="default">
		<allow send_destination="*" eavesdrop="true"/>
		<allow eavesdrop="true"/>
		<allow own="*"/>
	</policy>
</busconfig>
`;
}

/** Opens the login keyring, or makes it the first time; returns when the bus knows it. */
const unlock = 'printf %s invented | gnome-keyring-daemon --unlock --components=secrets >/dev/null';

const beforeTheDesk: Record<Keyring, string> = {
	unlocked: unlock,
	other: unlock,
	locked: 'gnome-keyring-daemon --start --daemonize --components=secrets </dev/null >/dev/null',
	absent: 'true',
	'no-bus': 'true',
};

/**
 * Starts the built program in a desktop session of its own with a real gnome-keyring. Not through
 * Playwright's launcher, which gives every Electron `--password-store=basic`; Playwright joins later.
 */
export async function startWithKeyring(start: KeyringStart): Promise<KeyringDesk> {
	const { runFolder, child } = spawnSession(start);
	let written = '';
	child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));

	let browser: Browser | undefined;
	const kill = async () => {
		await endSession(child, runFolder);
		await browser?.close();
	};
	try {
		await once(child, 'spawn');
		const port = await portOf(child, () => written);
		const joined = await joinRunning(() => port);
		browser = joined.browser;
		const { page } = joined;
		const close = async () => {
			if (!page.isClosed()) await page.close();
			await until(() => hasEnded(child), closeLimitMs);
			await kill();
		};
		return { page, console: () => written, close, kill };
	} catch (error) {
		await kill();
		throw new Error(`The desk did not start:\n${written}`, { cause: error });
	}
}

/** Runs the program to its end in such a session, and returns what it has written. */
export async function runWithKeyring(start: KeyringStart): Promise<string> {
	const { runFolder, child } = spawnSession(start);
	let written = '';
	child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
	await until(() => hasEnded(child), startLimitMs);
	await endSession(child, runFolder);
	return written;
}

function spawnSession({ folder, profile, keyring, args = [] }: KeyringStart) {
	const homeFolder = join(folder, 'keyring-home');
	mkdirSync(homeFolder, { recursive: true });
	// Fresh at each start: a socket left in it would be taken for a keyring that runs.
	const runFolder = mkdtempSync(join(folder, 'run-'));
	const busFile = join(runFolder, 'bus.conf');
	writeFileSync(busFile, busConfiguration(runFolder));

	const desk = [
		electronPath(),
		...launchArguments(profile, args),
		'--password-store=gnome-libsecret',
		'--remote-debugging-port=0',
		// As Playwright starts all the others; the sandbox has a test of its own.
		'--no-sandbox',
	];
	const session = ['sh', '-c', `${beforeTheDesk[keyring]} && exec "$@"`, 'sh', ...desk];
	const [command = '', ...commandArguments] =
		keyring === 'no-bus'
			? session
			: ['dbus-run-session', `--config-file=${busFile}`, '--', ...session];
	const child = spawn(command, commandArguments, {
		// A process group of its own, which can be ended as one.
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			// Before HOME changes: the key to the display may lie in the real one.
			XAUTHORITY: process.env.XAUTHORITY ?? join(homedir(), '.Xauthority'),
			HOME: homeFolder,
			XDG_CONFIG_HOME: join(homeFolder, 'config'),
			XDG_CACHE_HOME: join(homeFolder, 'cache'),
			XDG_DATA_HOME: keyring === 'other' ? join(runFolder, 'data') : join(homeFolder, 'data'),
			XDG_RUNTIME_DIR: runFolder,
			DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runFolder, 'no-bus')}`,
			GNOME_KEYRING_CONTROL: '',
		},
	});
	return { runFolder, child };
}

const startLimitMs = 20_000;
const closeLimitMs = 5_000;
const endLimitMs = 5_000;

/** Where Playwright can join; Chromium says it on the console. */
async function portOf(child: ChildProcess, written: () => string): Promise<string> {
	const find = () => /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//m.exec(written())?.[1];
	await until(() => find() !== undefined || hasEnded(child), startLimitMs);
	const port = find();
	if (port === undefined) throw new Error('Chromium names no port');
	return port;
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

/** Ends the session and waits until none of its processes is left. */
async function endSession(child: ChildProcess, runFolder: string): Promise<void> {
	signal(-(child.pid ?? 0));
	// The keyring leaves the group; without its bus it ends by itself.
	await until(() => processesOf(runFolder).length === 0, endLimitMs);
	for (const pid of processesOf(runFolder)) signal(pid);
}

function signal(pid: number): void {
	try {
		if (pid !== 0) process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended by itself.
	}
}

/** The processes of one session, known by the folder that only it was given. */
function processesOf(runFolder: string): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => {
			try {
				return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(
					`XDG_RUNTIME_DIR=${runFolder}\0`,
				);
			} catch {
				// Gone since, or of another user.
				return false;
			}
		})
		.map(Number);
}

async function until(isSo: () => boolean, limitMs: number): Promise<void> {
	const endsAtMs = performance.now() + limitMs;
	while (!isSo() && performance.now() < endsAtMs) await delay(20);
}
