import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { BenchAbdm } from './support/abdm.mjs';
import { endProgram, isSandboxed, Starter } from './support/launch.mjs';
import { processorTimeOfTree } from './support/process-tree.mjs';
import { limitRow } from './support/row.mjs';

export const name = 'cpu';

const settleMs = 20_000;
const watchMs = 60_000;
const goalPercent = 0.5;

/**
 * Processor time of a desk and of a kiosk before which nobody stands, together with all their
 * processes; both at once, since neither should be noticed by the other.
 *
 * @param {import('./support/row.mjs').Context} context
 */
export async function run({ program, hardProgram, folder, note }) {
	const starter = new Starter(folder);
	const desk = isSandboxed ? hardProgram : program;
	const abdm = await BenchAbdm.start();
	const kinds = [
		{ kind: 'desk', more: {} },
		{ kind: 'kiosk', more: { kiosk: true, administratorPin: '481516' } },
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
				{ item: '7 CPU', what: `idle ${kind}, all processes`, ours: percent, unit: '% of a core' },
				goalPercent,
			);
		});
	} finally {
		for (const { child } of running) await endProgram(child);
		abdm.stop();
	}
}
