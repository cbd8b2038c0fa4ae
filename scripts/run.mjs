import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

/** npm and the programs in node_modules/.bin are `.cmd` files on Windows. */
const commandSuffix = process.platform === 'win32' ? '.cmd' : '';

export const npmCommand = `npm${commandSuffix}`;

/**
 * The program of a dependency. The path is relative, because on Windows a shell reads it and a
 * folder name with a space would fall apart.
 *
 * @param {string} name
 */
export function dependencyCommand(name) {
	return path.join('node_modules', '.bin', name + commandSuffix);
}

/**
 * Runs a program to its end. One that cannot be started answers like one that failed, so that
 * callers have one case to handle. With `capture` its output is returned instead of shown.
 *
 * @param {string} command
 * @param {readonly string[]} commandArguments
 * @param {{ capture?: boolean, folder?: string, timeoutMs?: number, environment?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export function run(command, commandArguments, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, commandArguments, {
			cwd: options.folder ?? repositoryRoot,
			env: { ...process.env, ...options.environment },
			stdio: options.capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
			// Node starts no `.cmd` file without a shell (CVE-2024-27980).
			shell: command.endsWith('.cmd'),
			timeout: options.timeoutMs,
		});
		/** @type {Buffer[]} */
		const chunks = [];
		child.stdout?.on('data', (chunk) => chunks.push(chunk));
		child.stderr?.on('data', (chunk) => chunks.push(chunk));
		child.on('error', (error) =>
			resolve({ exitCode: 127, output: `${command} could not be started: ${error.message}\n` }),
		);
		child.on('close', (exitCode) =>
			resolve({ exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() }),
		);
	});
}
