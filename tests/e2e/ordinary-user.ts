import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium refuses its sandbox to root, so root hands the program to somebody who is nobody. */
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};

/** Whether this machine lets an ordinary user make the namespaces that the sandbox is made of. */
export function allowsNamespaces(): boolean {
	return spawnSync('unshare', ['--user', 'true'], nobody).status === 0;
}

/** Somebody without rights, with a home inside `folder`, who may use the display. */
export class OrdinaryUser {
	readonly home: string;
	/** Does not exist yet. */
	readonly profile: string;
	readonly #displayKey: string;

	constructor(folder: string) {
		chmodSync(folder, 0o755);
		this.home = join(folder, 'home');
		this.profile = join(this.home, 'profile');
		mkdirSync(this.home);
		// The key to the display, which xvfb-run gives to its own user alone.
		this.#displayKey = join(this.home, 'display-key');
		const key = process.env.XAUTHORITY;
		writeFileSync(this.#displayKey, key === undefined ? '' : readFileSync(key));
		this.own(this.home, this.#displayKey);
	}

	/** Hands files over. */
	own(...paths: string[]): void {
		if (isRoot) for (const path of paths) chownSync(path, 65534, 65534);
	}

	get environment(): NodeJS.ProcessEnv {
		return { ...process.env, HOME: this.home, XAUTHORITY: this.#displayKey };
	}

	get spawnOptions(): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
		return { ...nobody, env: this.environment };
	}
}
