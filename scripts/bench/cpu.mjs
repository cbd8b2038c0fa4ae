import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { BenchAbdm } from './support/abdm.mjs';
import { timersOfIdle, watchTimersMs } from './support/armed-timers.mjs';
import { FaultyAbdm, seededRandom } from './support/faulty-abdm.mjs';
import { endProgram, isSandboxed, Starter } from './support/launch.mjs';
import { processorTimeOfTree } from './support/process-tree.mjs';
import { limitRow } from './support/row.mjs';

export const name = 'cpu';

const settleMs = 20_000;
const watchMs = 60_000;
const goalPercent = 0.5;
const goalTimerMs = 1_000;
const item = '7 CPU';
const asKiosk = { kiosk: true, administratorPin: '481516' };

/**
 * What a desk costs before which nobody stands.
 *
 * @param {import('./support/row.mjs').Context} context
 */
export async function run(context) {
	return [...(await processorRows(context)), ...(await timerRows(context))];
}

/**
 * The quickest timer of main and page while nothing counts down.
 *
 * @param {import('./support/row.mjs').Context} context
 */
async function timerRows({ program, folder }) {
	const abdm = new FaultyAbdm(seededRandom(1));
	await abdm.start();
	const rows = [];
	try {
		for (const [kind, more] of /** @type {const} */ ([
			['desk', {}],
			['kiosk', asKiosk],
		])) {
			const own = path.join(folder, `${kind}-timers`);
			const due = await timersOfIdle(program, own, { ...abdm.provision('v3'), ...more });
			for (const side of /** @type {const} */ (['main', 'page'])) {
				// Main's clock sets what is left of a delay, a few microseconds less; none is the whole watch.
				const quickestMs = Math.round(Math.min(watchTimersMs, ...due[side]));
				rows.push({
					...{ item, what: `idle ${kind}, quickest timer of ${side} that came due in 20 s` },
					...{ ours: quickestMs, baseline: null, unit: 'ms' },
					...{ goal: `≥ ${String(goalTimerMs)} ms`, isMet: quickestMs >= goalTimerMs },
				});
			}
		}
	} finally {
		abdm.stop();
	}
	return rows;
}

/**
 * Processor time of a desk and of a kiosk before which nobody stands, together with all their
 * processes; both at once, since neither should be noticed by the other.
 *
 * @param {import('./support/row.mjs').Context} context
 */
async function processorRows({ program, hardProgram, folder, note }) {
	const starter = new Starter(folder);
	const desk = isSandboxed ? hardProgram : program;
	const abdm = await BenchAbdm.start();
	const kinds = [
		{ kind: 'desk', more: {} },
		{ kind: 'kiosk', more: asKiosk },
	];
	const running = kinds.map(({ kind, more }) => {
		const provisions = path.join(folder, kind);
		mkdirSync(provisions);
		const provision = abdm.provisionSwitch(provisions, more);
		const child = starter.start(desk, starter.profile(`${kind}-profile`), [provision]);
		return { kind, child };
	});
	try {
		await sleep(settleMs);
		const before = running.map(({ child }) => processorTimeOfTree(child.pid ?? 0));
		await sleep(watchMs);
		return running.map(({ kind, child }, place) => {
			if (child.exitCode !== null) throw new Error(`The ${kind} has ended`);
			const usedSeconds = processorTimeOfTree(child.pid ?? 0) - (before[place] ?? 0);
			note(`idle ${kind}: ${usedSeconds.toFixed(2)} s in ${String(watchMs / 1000)} s`);
			const percent = (usedSeconds * 100_000) / watchMs;
			return limitRow(
				{ item, what: `idle ${kind}, all processes`, ours: percent, unit: '% of a core' },
				goalPercent,
			);
		});
	} finally {
		for (const { child } of running) await endProgram(child);
		abdm.stop();
	}
}
