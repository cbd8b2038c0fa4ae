import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';

import { expect, type Page } from 'playwright/test';

import { electronPath, launchArguments } from './desk.ts';
import { joinRunning, portFileOf, portIn } from './join-running.ts';

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
	return {
		console: () => written,
		join: async () => {
			const { page } = await joinRunning(() => portIn(profile));
			// The next process writes its own.
			rmSync(portFileOf(profile), { force: true });
			return page;
		},
		kill: async () => {
			for (const pid of processesOf(profile)) end(pid);
			await expect.poll(() => processesOf(profile)).toEqual([]);
		},
	};
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
