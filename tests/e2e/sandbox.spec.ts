import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'playwright/test';

import { electronPath, test } from './desk.ts';
import { allowsNamespaces, OrdinaryUser } from './ordinary-user.ts';

/** Copies what an ordinary user may not be able to reach: Electron's folder and the built program. */
function copyFor(folder: string): { electron: string; app: string } {
	const [electronFolder, app] = [join(folder, 'electron'), join(folder, 'app')];
	const project = fileURLToPath(new URL('../..', import.meta.url));
	cpSync(dirname(electronPath()), electronFolder, { recursive: true });
	mkdirSync(app);
	for (const part of ['out', 'package.json']) {
		cpSync(join(project, part), join(app, part), { recursive: true });
	}
	return { electron: join(electronFolder, 'electron'), app };
}

/** The process that draws the page, among all that `parent` has started. */
function rendererOf(parent: ChildProcess): string | undefined {
	const session = String(parent.pid);
	return readdirSync('/proc').find((pid) => {
		try {
			const isOurs = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[5] === session;
			return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
		} catch {
			// Not a process, or one that has just gone.
			return false;
		}
	});
}

test('the page runs in the sandbox of the operating system', async ({ folder }) => {
	test.skip(process.platform !== 'linux', 'reads /proc');
	test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');
	const { electron, app } = copyFor(folder);
	const user = new OrdinaryUser(folder);

	const child = spawn(electron, [app, `--user-data-dir=${user.profile}`], {
		...user.spawnOptions,
		// A session of its own, by which its children are known and ended.
		detached: true,
		stdio: 'ignore',
	});
	try {
		await expect.poll(() => rendererOf(child), { timeout: 20_000 }).toBeDefined();
		const status = readFileSync(`/proc/${rendererOf(child) ?? ''}/status`, 'utf8');
		// 2: only the system calls of a filter; set for good by NoNewPrivs.
		expect(/^Seccomp:\s+(\d)/m.exec(status)?.[1]).toBe('2');
		expect(/^NoNewPrivs:\s+(\d)/m.exec(status)?.[1]).toBe('1');
		// More than one number: the process lives in a namespace and sees no other.
		expect(/^NSpid:\s+(.*)$/m.exec(status)?.[1]?.trim().split(/\s+/).length).toBeGreaterThan(1);
	} finally {
		// It may have ended by itself; that is for the expectations to say.
		if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
	}
});
