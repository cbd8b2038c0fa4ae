import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import type { OrdinaryUser } from '../e2e/ordinary-user.ts';

/** A program with the release's fuses, which no debugger can reach: what it says and how it ends. */
export class HardProgram {
	readonly #child: ChildProcess;
	#text = '';

	constructor(
		executable: string,
		user: OrdinaryUser,
		args: readonly string[] = [],
		environment: NodeJS.ProcessEnv = {},
	) {
		this.#child = spawn(executable, args, {
			...user.spawnOptions,
			env: { ...user.environment, ...environment },
			// A group of its own, by which all its processes are ended.
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const note = (chunk: Buffer) => (this.#text += chunk.toString());
		this.#child.stdout?.on('data', note);
		this.#child.stderr?.on('data', note);
	}

	/** All that it has written to the console so far. */
	get text(): string {
		return this.#text;
	}

	get isRunning(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	/** Its exit code once it has ended. */
	async end(): Promise<number | null> {
		if (this.isRunning) await once(this.#child, 'close');
		return this.#child.exitCode;
	}

	/** To the main process alone. */
	signal(signal: NodeJS.Signals): void {
		this.#child.kill(signal);
	}

	async kill(): Promise<void> {
		if (!this.isRunning) return;
		process.kill(-(this.#child.pid ?? 0), 'SIGKILL');
		await this.end();
	}
}
