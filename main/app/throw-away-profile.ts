import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { withoutOwnSwitches } from './command-line.ts';

/** What throw-away profiles are called in the system's folder for temporary files. */
export const throwAwayPrefixes = { doctor: 'abha-desk-doctor-', selfTest: 'abha-desk-self-test-' };

interface Surroundings {
	stderr: 'ignore' | 'inherit';
	/** Then it hangs, and is ended. */
	limitMs: number;
	/** No window is to be seen, and no display needed. */
	isHeadless: boolean;
}

/**
 * Runs this program once more, in a profile that nobody needs, and removes it when that process has let
 * go of it. Resolves to the exit code; `null`: it crashed, hung, or never started.
 */
export async function inThrowAwayProfile(
	prefix: string,
	inside: readonly string[],
	{ stderr, limitMs, isHeadless }: Surroundings,
): Promise<number | null> {
	const folder = await mkdtemp(join(tmpdir(), prefix));
	const child = spawn(
		process.execPath,
		[
			...withoutOwnSwitches(process.argv.slice(1)),
			`--user-data-dir=${folder}`,
			...(isHeadless && process.platform === 'linux' ? ['--ozone-platform=headless'] : []),
			...inside,
		],
		{ stdio: ['ignore', 'inherit', stderr], timeout: limitMs, killSignal: 'SIGKILL' },
	);
	// Whoever ends this process means both, and the folder with them.
	const end = () => child.kill('SIGKILL');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
	const code = await new Promise<number | null>((resolve) => {
		child.on('error', () => {
			resolve(null);
		});
		child.on('exit', resolve);
	});
	// Chromium's other processes need a moment to go.
	await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	return code;
}
