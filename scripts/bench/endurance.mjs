// Item 4: thousands of visits through the real program, and what is left of them. `--visits=10000`.
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { numberArgument } from './support/arguments.mjs';
import { visitByBridge } from './support/bridge-visit.mjs';
import { DrivenDesk } from './support/driven-desk.mjs';
import { FaultyAbdm, seededRandom } from './support/faulty-abdm.mjs';
import { changeAlongLine, median } from './support/figures.mjs';
import { walkThroughVisit } from './support/journey.mjs';
import { memoryOfTree } from './support/process-tree.mjs';
import { ifCertain, limitRow, ratioRow } from './support/row.mjs';

export const name = 'endurance';

const item = '4 Endurance';
const generations = /** @type {const} */ (['v1v2', 'v3']);
const faultyShare = 0.1;
/** By count and not by chance: a new page is slower at first, so each sample has to have as many. */
const replacedEvery = 20;
/** By the screens' own buttons; the others make the same calls without waiting for paint. */
const shownShare = 0.1;
const atMost = 1.05;

/** @typedef {{ memory: number, handles: number, listeners: number, resources: number, tookMs: number }} Sample */

/**
 * @param {import('./support/row.mjs').Context} context
 * @returns {Promise<import('./support/row.mjs').Row[]>}
 */
export async function run({ program, folder, note }) {
	const visits = numberArgument('visits', 2_000);
	const rows = [];
	for (const generation of generations) {
		const own = path.join(folder, generation);
		rows.push(...(await endure(program, own, generation, Math.ceil(visits / 2), note)));
	}
	return rows;
}

/**
 * @param {string} program
 * @param {string} folder
 * @param {'v1v2' | 'v3'} generation
 * @param {number} visits
 * @param {(text: string) => void} note
 */
async function endure(program, folder, generation, visits, note) {
	const random = seededRandom(visits);
	const abdm = new FaultyAbdm(random);
	await abdm.start();
	const desk = await DrivenDesk.open(program, folder, abdm.provision(generation));
	const every = Math.max(10, Math.min(100, Math.floor(visits / 20)));
	/** @type {Sample[]} */
	const samples = [];
	const done = { faulty: 0, failed: 0, replaced: 0, shown: 0, send: 0, verify: 0 };
	try {
		await desk.isAtStart();
		/** @type {number[]} */
		let tookMs = [];
		// The first ones fill caches and compile code; they are no part of a slope.
		for (let nth = -every; nth < visits; nth += 1) {
			if (nth % every === 0 && nth > 0) {
				samples.push(await sample(desk, tookMs));
				tookMs = [];
				if (nth % (every * 5) === 0) note(`${generation}: ${String(nth)} of ${String(visits)}`);
			}
			const patient = {
				query: `patient${String(nth + every)}@sbx`,
				otp: String(100_000 + (nth % 900_000) + every),
			};
			await one(patient, tookMs);
			if (nth % replacedEvery === 0) {
				await replace(desk);
				done.replaced += 1;
			}
		}
		samples.push(await sample(desk, tookMs));
		await desk.isAtStart();
		const isOpen = await desk.inPage(async () => {
			const { bridge } = /** @type {any} */ (globalThis);
			return (await bridge.getProfile()).ok;
		}, null);
		await desk.close();
		const left = {
			visits: Number(isOpen),
			connections: await abdm.connections(),
			files: leftFiles(folder),
		};
		note(`${generation}: ${JSON.stringify({ ...done, asked: abdm.asked })}`);
		return rowsOf(generation, visits, samples, left, [
			['OTPs that nobody pressed for', abdm.asked.send - done.send],
			['attempts that nobody pressed for', abdm.asked.verify - done.verify],
		]);
	} finally {
		await desk.close();
		abdm.stop();
	}

	/** @param {{ query: string, otp: string }} patient @param {number[]} tookMs */
	async function one(patient, tookMs) {
		const isFaulty = random() < faultyShare;
		if (isFaulty) {
			const steps = /** @type {const} */ (['search', 'send', 'verify', 'profile']);
			abdm.failNext(steps[Math.floor(random() * steps.length)] ?? 'search');
			done.faulty += 1;
		}
		if (!isFaulty && random() < shownShare) {
			await desk.inPage(walkThroughVisit, patient);
			done.shown += 1;
			done.send += 1;
			done.verify += 1;
		} else {
			const { tookMs: took, failure, pressed } = await desk.inPage(visitByBridge, patient);
			if (failure === null && !isFaulty) tookMs.push(took);
			if (failure !== null) done.failed += 1;
			if (failure !== null && !isFaulty) throw new Error(`a visit without a fault: ${failure}`);
			done.send += pressed.send;
			done.verify += pressed.verify;
		}
		abdm.failNoMore();
	}
}

/** As a kiosk does it after each person. @param {DrivenDesk} desk */
async function replace(desk) {
	const before = await desk.rendererId();
	// The page that asks is gone before it could hear the answer.
	await desk.inMain(({ BrowserWindow }) => {
		BrowserWindow.getAllWindows()[0]
			?.webContents.executeJavaScript('window.bridge.startOver()')
			.catch(() => undefined);
	});
	for (let waited = 0; (await desk.rendererId()) === before; waited += 1) {
		if (waited > 300) throw new Error('the page keeps its process');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	await desk.isAtStart();
}

/**
 * @param {DrivenDesk} desk
 * @param {readonly number[]} tookMs
 * @returns {Promise<Sample>}
 */
async function sample(desk, tookMs) {
	// Chromium keeps a process in reserve or not, by what came last; so the same comes last each time.
	await replace(desk);
	const inside = await desk.inMain(({ app, ipcMain, powerMonitor, screen, BrowserWindow }) => {
		const known = /** @type {{ collectForBench?: () => void }} */ (globalThis);
		if (known.collectForBench === undefined) {
			process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
			// Kept: each context that is made for it leaves its own mark on the heap.
			known.collectForBench = process.getBuiltinModule('vm').runInNewContext('gc');
		}
		// What is garbage is no leak.
		known.collectForBench?.();
		const contents = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
		const emitters = [app, ipcMain, powerMonitor, screen, process, ...contents];
		return {
			listeners: emitters
				.flatMap((each) => each.eventNames().map((event) => each.listenerCount(event)))
				.reduce((sum, count) => sum + count, 0),
			resources: process.getActiveResourcesInfo().length,
		};
	});
	return {
		...inside,
		memory: memoryOfTree(desk.processId).all,
		handles: readdirSync(`/proc/${String(desk.processId)}/fd`).length,
		tookMs: median(tookMs),
	};
}

/** What the program has left of what was for the moment only. @param {string} folder */
function leftFiles(folder) {
	const temporary = readdirSync(path.join(folder, 'tmp'), { recursive: true });
	const unfinished = readdirSync(path.join(folder, 'profile'), { recursive: true }).filter((file) =>
		/\.(?:tmp|new|partial)$/.test(String(file)),
	);
	return temporary.length + unfinished.length;
}

/**
 * @param {string} generation
 * @param {number} visits
 * @param {readonly Sample[]} samples
 * @param {{ visits: number, connections: number, files: number }} left
 * @param {readonly (readonly [string, number])[]} unpressed
 */
function rowsOf(generation, visits, samples, left, unpressed) {
	/** @param {keyof Sample} key @param {string} what @param {string} unit */
	const row = (key, what, unit) => {
		// Every sample has its say, so that a machine that is slow for a minute does not decide.
		const { first, last, error } = changeAlongLine(samples.map((each) => each[key]));
		const about = `${generation}, ${String(visits)} visits: last to first (± ${error.toFixed(2)})`;
		const measured = { item, what: `${what}, ${about}`, unit, ours: last, baseline: first };
		const found = ratioRow(measured, atMost);
		return ifCertain(found, (found.ratio ?? NaN) - atMost, error);
	};
	const leftover = left.visits + left.connections + left.files;
	const zero = (/** @type {string} */ what, /** @type {number} */ ours) =>
		limitRow({ item, what: `${what}, ${generation}, ${String(visits)} visits`, unit: '', ours }, 0);
	return [
		row('memory', 'memory of the tree (PSS)', 'MiB'),
		row('handles', 'open files and sockets of main', ''),
		row('listeners', 'listeners in main', ''),
		row('resources', 'timers and requests in main', ''),
		row('tookMs', 'latency of a visit', 'ms'),
		zero('left over (visit, connections, files)', leftover),
		...unpressed.map(([what, count]) => zero(what, count)),
	];
}
