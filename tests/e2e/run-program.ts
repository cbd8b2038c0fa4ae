import { spawn } from 'node:child_process';

import { electronPath, projectFolder } from './desk.ts';

export interface Ended {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** Starts the built program as a shell would, and waits for its end. */
export function runProgram(
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {},
	app: string = projectFolder,
): Promise<Ended> {
	const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const child = spawn(electronPath(), [...noSandbox, app, ...args], {
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const written = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
	return new Promise((resolve) => {
		child.on('close', (code) => {
			resolve({ code, ...written });
		});
	});
}
