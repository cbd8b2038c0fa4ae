import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, chromium, errors } from 'playwright';
import { expect, type Page } from 'playwright/test';

import { electronPath, launchArguments } from './desk.ts';

/**
 * A desk that was not started by Playwright, and so may end and start again by itself. Each of its
 * processes writes where it can be joined into the profile.
 */
export interface AttachedDesk {
	/** The page of the process that runs now. */
	join: () => Promise<Page>;
	console: () => string;
	/** Ends every process of the profile, and waits until they are gone. */
	kill: () => Promise<void>;
}

export function startAttached(profile: string, args: readonly string[]): AttachedDesk {
	let written = '';
	const child = spawn(
		electronPath(),
		[
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			...launchArguments(profile, ['--password-store=basic', ...args]),
			'--remote-debugging-port=0',
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
	const portFile = join(profile, 'DevToolsActivePort');
	return {
		console: () => written,
		join: async () => {
			await expect.poll(() => portIn(portFile), { timeout: 30_000 }).not.toBeNull();
			const browser = await connect(`http://127.0.0.1:${portIn(portFile) ?? ''}`);
			// The next process writes its own.
			rmSync(portFile, { force: true });
			const [context] = browser.contexts();
			const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
			if (page === undefined) throw new Error('Electron has no context of pages');
			return page;
		},
		kill: async () => {
			for (const pid of processesOf(profile)) end(pid);
			await expect.poll(() => processesOf(profile)).toEqual([]);
		},
	};
}

function portIn(file: string): string | null {
	try {
		return /^\d+/.exec(readFileSync(file, 'utf8'))?.[0] ?? null;
	} catch {
		// Not written yet.
		return null;
	}
}

/** Known by the profile, which is in the arguments of each. */
export function processesOf(profile: string): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => {
			try {
				return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile);
			} catch {
				// Gone since, or of another user.
				return false;
			}
		})
		.map(Number);
}

function end(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended by itself.
	}
}

/** As Playwright's handshake with Electron does (desk.ts), the connection hangs now and then. */
async function connect(url: string): Promise<Browser> {
	for (let tried = 1; ; tried += 1) {
		try {
			return await chromium.connectOverCDP(url, { timeout: 10_000 });
		} catch (error) {
			if (!(error instanceof errors.TimeoutError) || tried === 3) throw error;
		}
	}
}
