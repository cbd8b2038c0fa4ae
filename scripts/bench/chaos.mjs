// Item 6: everything that can go wrong, at random and faster than life. `--minutes=60`, `--seed=7`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { numberArgument } from './support/arguments.mjs';
import { visitByBridge } from './support/bridge-visit.mjs';
import { DrivenDesk } from './support/driven-desk.mjs';
import { FaultyAbdm, secrets, seededRandom } from './support/faulty-abdm.mjs';
import { limitRow } from './support/row.mjs';

export const name = 'chaos';

const item = '6 Chaos';

/** How often each of them happens; the rest are visits, every third of which meets a fault. */
const shares = /** @type {const} */ ({
	killPage: 0.04,
	killMain: 0.025,
	sleep: 0.04,
	clockJump: 0.04,
	reload: 0.03,
	impatient: 0.1,
});

const day = 86_400_000;
const steps = /** @type {const} */ (['search', 'send', 'verify', 'profile']);

/**
 * @param {import('./support/row.mjs').Context} context
 * @returns {Promise<import('./support/row.mjs').Row[]>}
 */
export async function run({ program, folder, note }) {
	const minutes = numberArgument('minutes', 2);
	const seed = numberArgument('seed', 20_261_123);
	const random = seededRandom(seed);
	const abdm = new FaultyAbdm(random);
	await abdm.start();
	const generation = random() < 0.5 ? 'v1v2' : 'v3';
	/** @type {Record<string, number>} */
	const happened = {};
	const unpressed = { send: 0, verify: 0 };
	/** @type {number[]} */
	let killedAtMs = [];
	const leaks = new Set();
	/** @type {boolean} */
	let isAlive;
	let desk = await DrivenDesk.open(program, folder, abdm.provision(generation));
	try {
		await desk.isAtStart();
		const until = Date.now() + minutes * 60_000;
		for (let nth = 0; Date.now() < until; nth += 1) {
			const what = choose();
			count(what);
			await happen(what, nth);
		}
		abdm.failNoMore();
		await desk.isAtStart();
		const last = await serve(1_000_000);
		isAlive = last.failure === null;
		await desk.close();
		lookForSecrets();
		note(`seed ${String(seed)}, ${generation}: ${JSON.stringify({ happened, asked: abdm.asked })}`);
	} finally {
		await desk.close();
		abdm.stop();
	}
	const events = Object.values(happened).reduce((sum, each) => sum + each, 0);
	const zero = (/** @type {string} */ what, /** @type {number} */ ours) =>
		limitRow(
			{ item, what: `${what}, ${String(events)} events in ${String(minutes)} min`, unit: '', ours },
			0,
		);
	return [
		zero('OTPs that nobody pressed for', unpressed.send),
		zero('attempts that nobody pressed for', unpressed.verify),
		zero('secrets on the disk or the console', leaks.size),
		zero('desks that serve nobody at the end', Number(!isAlive)),
	];

	/** @param {string} what */
	function count(what) {
		happened[what] = (happened[what] ?? 0) + 1;
	}

	/** @returns {keyof typeof shares | 'visit' | 'faultyVisit'} */
	function choose() {
		let left = random();
		for (const [what, share] of Object.entries(shares)) {
			left -= share;
			if (left < 0) return /** @type {keyof typeof shares} */ (what);
		}
		return random() < 1 / 3 ? 'faultyVisit' : 'visit';
	}

	/** @param {ReturnType<typeof choose>} what @param {number} nth */
	async function happen(what, nth) {
		switch (what) {
			case 'visit':
			case 'faultyVisit': {
				if (what === 'faultyVisit') abdm.failNext(oneOf(steps));
				/** @type {string | null} */
				let failure = null;
				await counted(async () => {
					const served = await serve(nth);
					failure = served.failure;
					return served.pressed;
				});
				abdm.failNoMore();
				if (what === 'visit' && failure !== null) {
					count(`visit failed with ${failure}`);
				}
				return;
			}
			case 'impatient':
				return amid(nth, () => inMain('cancel'));
			case 'sleep':
				return amid(nth, () => inMain('sleep'));
			case 'reload':
				return amid(nth, () => inMain('reload'));
			case 'killPage':
				// More than three a minute are no bad luck to a desk, which then closes (recovery.ts).
				killedAtMs = killedAtMs.filter((atMs) => Date.now() - atMs < 65_000);
				if (killedAtMs.length === 3) return count('page spared');
				killedAtMs.push(Date.now());
				return amid(nth, () => inMain('kill'));
			case 'killMain':
				await amid(nth, () => desk.kill());
				lookForSecrets();
				killedAtMs = [];
				desk = await DrivenDesk.open(program, folder, abdm.provision(generation));
				return desk.isAtStart();
			case 'clockJump':
				await jump((random() - 0.5) * 60 * day);
				await counted(async () => (await serve(nth)).pressed);
				return jump(0);
		}
	}

	/** Something that happens in the middle of a visit, wherever it then is. */
	async function amid(/** @type {number} */ nth, /** @type {() => Promise<unknown>} */ disturb) {
		await counted(async () => {
			const serving = serve(nth).catch(() => undefined);
			await pause(40 * random());
			await disturb();
			const served = await Promise.race([serving, pause(2_000)]);
			if (!desk.hasEnded) await desk.isAtStart();
			// A page that is gone cannot tell; it pressed each at most once.
			return served?.pressed ?? { send: 1, verify: 1 };
		});
	}

	/** One press, one OTP: what arrives at the server beyond that, nobody has pressed for. */
	async function counted(/** @type {() => Promise<Record<'send' | 'verify', number>>} */ act) {
		const before = { ...abdm.asked };
		const pressed = await act();
		for (const call of /** @type {const} */ (['send', 'verify'])) {
			unpressed[call] += Math.max(0, abdm.asked[call] - before[call] - pressed[call]);
		}
	}

	function serve(/** @type {number} */ nth) {
		const patient = {
			query: `patient${String(nth)}@sbx`,
			otp: String(100_000 + (nth % 900_000)),
		};
		return desk.inPage(visitByBridge, patient);
	}

	/** @param {'cancel' | 'sleep' | 'reload' | 'kill'} what */
	function inMain(what) {
		if (what === 'sleep') {
			return desk.inMain(({ powerMonitor }) => {
				powerMonitor.emit('suspend');
				setTimeout(() => powerMonitor.emit('resume'), 100);
			});
		}
		if (what === 'reload') {
			return desk.inMain(({ BrowserWindow }) => {
				BrowserWindow.getAllWindows()[0]?.webContents.reload();
			});
		}
		if (what === 'kill') {
			return desk.inMain(({ BrowserWindow }) => {
				BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
			});
		}
		return desk.inMain(({ BrowserWindow }) => {
			BrowserWindow.getAllWindows()[0]
				?.webContents.executeJavaScript('window.bridge.cancelWaiting()')
				.catch(() => undefined);
		});
	}

	/** Main's wall clock is off by so much from now on. */
	function jump(/** @type {number} */ byMs) {
		return desk.setClock(byMs);
	}

	function lookForSecrets() {
		for (const secret of Object.values(secrets)) {
			if (desk.written.includes(secret)) leaks.add(`console: ${secret}`);
		}
		for (const entry of readdirSync(path.join(folder, 'profile'), {
			...{ recursive: true, withFileTypes: true },
		})) {
			if (!entry.isFile()) continue;
			const file = path.join(entry.parentPath, entry.name);
			const content = contentOf(file);
			if (content === undefined) continue;
			for (const secret of Object.values(secrets)) {
				const isThere =
					content.includes(secret) || content.includes(Buffer.from(secret, 'utf16le'));
				if (!isThere) continue;
				leaks.add(`${entry.name}: ${secret}`);
				note(`${secret} stands in ${path.relative(folder, file)}`);
			}
		}
	}

	/**
	 * `undefined`: Chromium has put another file in its place since it was listed; the next look has it.
	 *
	 * @param {string} file
	 */
	function contentOf(file) {
		try {
			return readFileSync(file);
		} catch (error) {
			if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
			throw error;
		}
	}

	/** @template T @param {readonly [T, ...T[]]} some */
	function oneOf(some) {
		return some[Math.floor(random() * some.length)] ?? some[0];
	}
}

/** @param {number} forMs @returns {Promise<undefined>} */
function pause(forMs) {
	return new Promise((resolve) => {
		setTimeout(() => resolve(undefined), forMs);
	});
}
