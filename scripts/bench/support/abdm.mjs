import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ path: string, busyMs: number }} Served one call, and how long the server had it */

/** The ABDM of server.mjs, running. */
export class BenchAbdm {
	/** @type {import('node:child_process').ChildProcess} */
	#child;
	/** @type {string} */
	origin;

	/**
	 * @param {import('node:child_process').ChildProcess} child
	 * @param {string} origin
	 */
	constructor(child, origin) {
		this.#child = child;
		this.origin = origin;
	}

	static async start() {
		const script = fileURLToPath(new URL('server.mjs', import.meta.url));
		const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
		const [port] = await once(child.stdout, 'data');
		return new BenchAbdm(child, `http://127.0.0.1:${String(port).trim()}`);
	}

	/** @param {number} delayMs how much later each answer comes from now on */
	async setDelay(delayMs) {
		await fetch(`${this.origin}/bench/delay/${String(delayMs)}`);
	}

	/**
	 * What was asked since the last time.
	 *
	 * @returns {Promise<Served[]>}
	 */
	async take() {
		const taken = /** @type {Served[]} */ (await (await fetch(`${this.origin}/bench/take`)).json());
		return taken;
	}

	/**
	 * Writes a provisioning file for a desk (or a kiosk) that asks this server, and returns the switch.
	 *
	 * @param {string} folder
	 * @param {Record<string, unknown>} [more]
	 */
	provisionSwitch(folder, more) {
		const file = path.join(folder, 'facility.json');
		const provision = {
			...{ format: 1, environment: 'custom', generation: 'v1v2' },
			urls: { sessions: `${this.origin}/gateway/v0.5/sessions`, abha: `${this.origin}/api` },
			...{ clientId: 'SBX_000001', clientSecret: 'bench-secret', hipId: 'IN2910000007' },
			facilityName: 'Asha Clinic',
			...more,
		};
		writeFileSync(file, JSON.stringify(provision));
		return `--provision=${file}`;
	}

	stop() {
		this.#child.kill();
	}
}
