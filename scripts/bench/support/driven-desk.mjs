import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { _electron, errors } from 'playwright';

const handshakeLimitMs = 20_000;

/** No answer for so long, and the page that was asked is gone or hangs. */
const pageLimitMs = 30_000;

/**
 * A desk whose page is asked through main: Playwright itself loses a page whose process is replaced.
 */
export class DrivenDesk {
	/** @type {import('playwright').ElectronApplication} */
	#app;
	/** Asked for once: Playwright does not know it any more when the program has ended. */
	#child;
	#written = '';
	/** @type {Map<string, number>} */
	#acts = new Map();

	/** @param {import('playwright').ElectronApplication} app */
	constructor(app) {
		this.#app = app;
		this.#child = app.process();
		for (const stream of [this.#child.stdout, this.#child.stderr]) {
			stream?.on('data', (chunk) => (this.#written += String(chunk)));
		}
	}

	/**
	 * @param {string} program
	 * @param {string} folder takes the profile and the temporary files
	 * @param {Record<string, unknown>} provision
	 */
	static async open(program, folder, provision) {
		const temporary = path.join(folder, 'tmp');
		mkdirSync(temporary, { recursive: true });
		const file = path.join(folder, 'facility.json');
		writeFileSync(file, JSON.stringify(provision));
		const args = [
			`--user-data-dir=${path.join(folder, 'profile')}`,
			'--password-store=basic',
			`--provision=${file}`,
		];
		/** @type {Record<string, string>} */
		const env = { ...definedOf(process.env), TMPDIR: temporary };
		for (let tried = 1; ; tried += 1) {
			try {
				const options = { executablePath: program, args, env, timeout: handshakeLimitMs };
				const desk = new DrivenDesk(await _electron.launch(options));
				await desk.#app.firstWindow();
				return desk;
			} catch (error) {
				// Its handshake hangs about once in forty starts, while the program itself is up.
				if (!(error instanceof errors.TimeoutError) || tried === 3) throw error;
			}
		}
	}

	/** Of main. */
	get processId() {
		return this.#child.pid ?? 0;
	}

	/** Of the page. */
	rendererId() {
		return this.inMain(({ BrowserWindow }) =>
			BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
		);
	}

	get hasEnded() {
		return this.#child.exitCode !== null || this.#child.signalCode !== null;
	}

	/** All that it has written to its console. */
	get written() {
		return this.#written;
	}

	/**
	 * @template R
	 * @param {(electron: typeof import('electron'), argument: string) => R | Promise<R>} act
	 * @returns {Promise<R>}
	 */
	inMain(act, argument = '') {
		return this.#app.evaluate(act, argument);
	}

	/**
	 * Runs a function in the page. Rejects when it does not answer. The page is given each function once
	 * and then called by its number: main keeps the text of every script that passes through it, and that
	 * would look like a leak of the desk's.
	 *
	 * @template A, R
	 * @param {(argument: A) => Promise<R>} act
	 * @param {A} argument
	 * @returns {Promise<R>}
	 */
	async inPage(act, argument) {
		const text = act.toString();
		const number = this.#acts.get(text) ?? this.#acts.size;
		this.#acts.set(text, number);
		const call = `globalThis.benchActs?.[${number}]?.(${JSON.stringify(argument)}) ?? 'not-given'`;
		const answer = await this.#ask(call);
		if (answer !== 'not-given') return answer;
		// A new page, or a new function.
		await this.#ask(`(globalThis.benchActs ??= {})[${number}] = ${text}; null`);
		return this.#ask(call);
	}

	/** @param {string} source */
	async #ask(source) {
		const answer = await this.#app.evaluate(
			({ BrowserWindow }, { source: code, limitMs }) => {
				const contents = BrowserWindow.getAllWindows()[0]?.webContents;
				const asked = contents
					?.executeJavaScript(code)
					.then((value) => ({ value }))
					.catch((error) => ({ failed: String(error) }));
				// Called off: what is left in main is what this bench counts.
				let callOff = () => {};
				const silence = new Promise((resolve) => {
					const timer = setTimeout(resolve, limitMs, { failed: 'no answer' });
					callOff = () => clearTimeout(timer);
				});
				return Promise.race([asked, silence]).finally(() => callOff());
			},
			{ source, limitMs: pageLimitMs },
		);
		if ('failed' in answer) throw new Error(`in the page: ${answer.failed}`);
		return answer.value;
	}

	/** Waits until the page stands at the beginning. */
	async isAtStart(limitMs = 30_000) {
		const until = Date.now() + limitMs;
		for (;;) {
			const heading = await this.#heading();
			if (heading === 'Find patient') return;
			if (Date.now() > until) throw new Error(`the desk stays at "${heading}"`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	#heading() {
		return this.inMain(({ BrowserWindow }) => {
			const asked = BrowserWindow.getAllWindows()[0]
				?.webContents.executeJavaScript('document.querySelector("h1")?.innerText.trim() ?? ""')
				.catch(() => 'gone');
			let callOff = () => {};
			const silence = new Promise((resolve) => {
				const timer = setTimeout(resolve, 1_000, 'silent');
				callOff = () => clearTimeout(timer);
			});
			return Promise.race([asked, silence]).finally(() => callOff());
		});
	}

	/**
	 * Main's wall clock is off by so much from now on; its monotonic one goes on.
	 *
	 * @param {number} byMs
	 */
	setClock(byMs) {
		return this.#app.evaluate((_electron, offMs) => {
			const own = /** @type {{ trueNow?: () => number }} */ (globalThis);
			const trueNow = (own.trueNow ??= Date.now.bind(Date));
			Date.now = () => trueNow() + offMs;
		}, byMs);
	}

	/** As a power cut would end it. */
	async kill() {
		const ended = new Promise((resolve) => this.#child.once('exit', resolve));
		this.#child.kill('SIGKILL');
		if (this.hasEnded) return;
		await ended;
	}

	async close() {
		if (this.hasEnded) return;
		const killer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
		await this.#app.close().catch(() => undefined);
		clearTimeout(killer);
	}
}

/** @param {NodeJS.ProcessEnv} environment */
function definedOf(environment) {
	return Object.fromEntries(
		Object.entries(environment).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
}
