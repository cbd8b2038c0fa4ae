import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const nobody = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;

/**
 * Chromium refuses its sandbox to root, who therefore starts both sides as somebody without rights.
 * Only where this machine gives such a person no namespaces, both run without the sandbox.
 */
export const isSandboxed = !isRoot || spawnSync('unshare', ['--user', 'true'], nobody).status === 0;

/** Whoever starts the programs: a home of their own, and the key to the display. */
export class Starter {
	#home;
	#environment;

	/** @param {string} folder of which everybody may read what is in it */
	constructor(folder) {
		chmodSync(folder, 0o755);
		this.#home = path.join(folder, 'home');
		mkdirSync(this.#home);
		const display = path.join(this.#home, 'display-key');
		const key = process.env['XAUTHORITY'];
		writeFileSync(display, key === undefined ? '' : readFileSync(key));
		for (const owned of [this.#home, display]) this.#own(owned);
		this.#environment = {
			...process.env,
			...(isRoot && isSandboxed && { HOME: this.#home, XAUTHORITY: display }),
		};
	}

	/** @param {string} file */
	#own(file) {
		if (isRoot && isSandboxed) chownSync(file, nobody.uid, nobody.gid);
	}

	/** @param {string} name */
	profile(name) {
		return path.join(this.#home, name);
	}

	/**
	 * @param {string} executable
	 * @param {string} profile
	 * @param {readonly string[]} [switches]
	 * @param {{ withPipe?: boolean }} [options] `withPipe`: streams 3 and 4 are pipes
	 */
	start(executable, profile, switches = [], { withPipe = false } = {}) {
		return spawn(
			executable,
			[
				`--user-data-dir=${profile}`,
				'--password-store=basic',
				...(isSandboxed ? [] : ['--no-sandbox']),
				...switches,
			],
			{
				cwd: this.#home,
				env: this.#environment,
				stdio: [
					'ignore',
					'pipe',
					'ignore',
					...(withPipe ? /** @type {const} */ (['pipe', 'pipe']) : []),
				],
				...(isRoot && isSandboxed ? nobody : {}),
			},
		);
	}
}

/**
 * Asks a program to end and waits until it has, so that its caches are written as a person's are.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endProgram(child) {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await ended;
	clearTimeout(killer);
}
