import { setTimeout as sleep } from 'node:timers/promises';

import { BenchAbdm } from './support/abdm.mjs';
import { makeBareWindow } from './support/bare-window.mjs';
import { openDesk } from './support/desk.mjs';
import { fitLine, median } from './support/figures.mjs';
import { endProgram, isSandboxed, Starter } from './support/launch.mjs';
import { memoryOfTree } from './support/process-tree.mjs';
import { ifCertain, limitRow, ratioRow } from './support/row.mjs';

export const name = 'memory';

const item = '3 Memory';
const idlePairs = 3;
const settleMs = 15_000;
const visits = 3000;
/** Meanwhile V8 compiles what is called often, and its heaps find their size. A leak goes on after it. */
const settlingVisits = 1000;
const visitsPerSample = 100;
/** What a thousand visits may add and still count as nothing: one percent of an idle desk, about. */
const toleranceMib = 2;

/** @typedef {ReturnType<typeof memoryOfTree>} Memory */

/**
 * Private memory of all processes. Idle against the bare window, without anything of ours looking on;
 * then the desk alone through thousands of visits, with its garbage collected before each sample.
 *
 * @param {import('./support/row.mjs').Context} context
 */
export async function run(context) {
	return [await idleRow(context), ...(await visitRows(context))];
}

/** @param {import('./support/row.mjs').Context} context */
async function idleRow({ program, hardProgram, folder, note }) {
	const starter = new Starter(folder);
	const desk = isSandboxed ? hardProgram : program;
	const bare = await makeBareWindow(desk, folder);
	/** @type {{ ours: number[], bare: number[] }} */
	const seen = { ours: [], bare: [] };
	for (let pair = 0; pair < idlePairs; pair += 1) {
		// Both at once: what they share of Electron's files is then shared out alike.
		const running = /** @type {const} */ ([
			['ours', starter.start(desk, starter.profile('desk'))],
			['bare', starter.start(bare, starter.profile('bare'))],
		]);
		await sleep(settleMs);
		for (const [side, child] of running) {
			const memory = memoryOfTree(child.pid ?? 0);
			seen[side].push(memory.all);
			note(`idle, ${side}: ${inWords(memory)}`);
		}
		await Promise.all(running.map(([, child]) => endProgram(child)));
	}
	const [ours, baseline] = [median(seen.ours), median(seen.bare)];
	return ratioRow({ item, what: 'idle, all processes', ours, baseline, unit: 'MiB' }, 1.15);
}

/**
 * @param {import('./support/row.mjs').Context} context
 * @returns {Promise<import('./support/row.mjs').Row[]>}
 */
async function visitRows({ program, folder, note }) {
	const abdm = await BenchAbdm.start();
	const profile = `${folder}/visits-profile`;
	const { app, page } = await openDesk(program, profile, [abdm.provisionSwitch(folder)]);
	try {
		const pid = app.process().pid ?? 0;
		const inPage = await page.context().newCDPSession(page);
		const sample = async () => {
			await app.evaluate(collectGarbage);
			await inPage.send('HeapProfiler.collectGarbage');
			await sleep(700);
			return memoryOfTree(pid);
		};
		await sample();
		const before = await sample();
		await page.evaluate(makeVisits, { from: 0, count: 1 });
		const afterOne = await sample();
		const samples = [];
		for (let made = 1; made < visits;) {
			const upTo = made - (made % visitsPerSample) + visitsPerSample;
			await page.evaluate(makeVisits, { from: made, count: upTo - made });
			made = upTo;
			const memory = await sample();
			if (made >= settlingVisits) samples.push({ x: made / 1000, memory });
		}
		const settled = samples[0]?.memory ?? { all: NaN, ofFiles: NaN };
		note(`before: ${inWords(before)}; after 1: ${inWords(afterOne)}`);
		note(`after ${String(settlingVisits)}: ${inWords(settled)}`);
		const unit = 'MiB';
		return [
			{
				item,
				what: 'after 1 visit, and before',
				ours: afterOne.all,
				baseline: before.all,
				unit,
				goal: '',
				isMet: null,
			},
			{
				item,
				what: `after ${String(settlingVisits)} visits, and before`,
				ours: settled.all,
				baseline: before.all,
				unit,
				goal: '',
				isMet: null,
			},
			slopeRow('slope a thousand visits of the next two', samples, ({ all }) => all),
			slopeRow(
				"the same without pages of the program's files",
				samples,
				({ all, ofFiles }) => all - ofFiles,
			),
		];
	} finally {
		await app.close();
		abdm.stop();
	}
}

/**
 * @param {string} what
 * @param {readonly { x: number, memory: Memory }[]} samples
 * @param {(memory: Memory) => number} read
 * @returns {import('./support/row.mjs').Row}
 */
function slopeRow(what, samples, read) {
	const { slope, standardError } = fitLine(
		samples.map(({ x, memory }) => ({ x, y: read(memory) })),
	);
	const error = 2 * standardError;
	const measured = { item, what: `${what} (± ${error.toFixed(1)})`, ours: slope, unit: 'MiB' };
	return ifCertain(limitRow(measured, toleranceMib), slope - toleranceMib, error);
}

/** @param {Memory} memory */
function inWords({ all, ofFiles }) {
	return `${all.toFixed(1)} MiB, ${ofFiles.toFixed(1)} of them pages of the program's files`;
}

/** Runs in main. Node offers its collector only to whoever asks V8 for it. */
async function collectGarbage() {
	const known = /** @type {{ collectForBench?: () => void }} */ (globalThis);
	if (known.collectForBench === undefined) {
		process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
		// Kept: each context that is made for it leaves its own mark on the heap.
		known.collectForBench = process.getBuiltinModule('node:vm').runInNewContext('gc');
	}
	known.collectForBench?.();
	known.collectForBench?.();
}

/**
 * Runs in the page: visits through the bridge, so that a thousand take minutes and not an hour.
 *
 * @param {{ from: number, count: number }} which
 */
async function makeVisits({ from, count }) {
	/** @type {Record<string, (...input: unknown[]) => Promise<{ ok: boolean, failure?: unknown }>>} */
	const bridge = Reflect.get(globalThis, 'bridge');
	/** @param {string} call @param {unknown[]} input */
	const ask = async (call, ...input) => {
		const reply = await bridge[call]?.(...input);
		if (reply?.ok !== true) throw new Error(`${call}: ${JSON.stringify(reply?.failure)}`);
	};
	for (let visit = from; visit < from + count; visit += 1) {
		await ask('findPatient', { query: `visitor${String(visit)}@sbx` });
		await ask('sendOtp', { method: 'mobile-otp' });
		await ask('verifyOtp', { otp: String(100_000 + visit) });
		await ask('getProfile');
		await ask('endVisit', { reason: 'finished' });
	}
}
