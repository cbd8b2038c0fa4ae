import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeBareWindow } from './support/bare-window.mjs';
import { median } from './support/figures.mjs';
import { endProgram, isSandboxed, Starter } from './support/launch.mjs';
import { ratioRow } from './support/row.mjs';

export const name = 'startup';

const warmPairs = 12;
const coldPairs = 4;
const goals = { warm: 1.25, cold: 1.35 };
const startLimitMs = 60_000;

/** @typedef {{ started: number } & Record<string, number>} Marks in Unix time */

/**
 * From the start of the process to the first paint and to the field taking keys, against a window of
 * the same runtime that says hello. Each side keeps its profile, as on a clinic's PC; they take turns.
 *
 * @param {import('./support/row.mjs').Context} context
 */
export async function run({ program, hardProgram, folder, note }) {
	const starter = new Starter(folder);
	const desk = isSandboxed ? hardProgram : program;
	const bare = await makeBareWindow(desk, folder);
	if (!isSandboxed) note('both sides run without the sandbox: this machine has no namespaces');
	const sides = [
		{ name: 'ours', executable: desk, profile: starter.profile('desk') },
		{ name: 'bare', executable: bare, profile: starter.profile('bare') },
	];
	/** @param {number} pairs @param {() => boolean} before */
	const measure = async (pairs, before) => {
		/** @type {Record<string, Marks[]>} */
		const marks = { ours: [], bare: [] };
		for (let pair = 0; pair < pairs; pair += 1) {
			// Whoever is first in a pair finds the machine as the other has left it.
			for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
				if (!before()) return undefined;
				marks[side.name]?.push(await startOnce(starter, side));
			}
		}
		return marks;
	};

	// The first starts make the profiles and fill the caches; nobody waits for those every day.
	await measure(3, () => true);
	const warm = await measure(warmPairs, () => true);
	const cold = await measure(coldPairs, dropPageCache);
	if (cold === undefined) note('no cold starts: only root can empty the page cache');
	return [...rows('warm', warm, note), ...rows('cold', cold, note)];
}

/**
 * @param {'warm' | 'cold'} state
 * @param {Record<string, Marks[]> | undefined} marks
 * @param {(text: string) => void} note
 */
function rows(state, marks, note) {
	if (marks === undefined) return [];
	/** @param {string} side @param {(marks: Marks) => number} read */
	const of = (side, read) => median((marks[side] ?? []).map((each) => read(each) - each.started));
	for (const side of ['ours', 'bare']) {
		const names = Object.keys(marks[side]?.[0] ?? {});
		const line = names.map((mark) => `${mark} ${of(side, (each) => each[mark] ?? NaN).toFixed(0)}`);
		note(`${state}, ${side}: ${line.join(', ')} ms`);
	}
	const figures = [
		// What is painted before the window is shown is seen when it is.
		{
			what: 'first paint',
			read: (/** @type {Marks} */ each) =>
				Math.max(each['shown'] ?? NaN, each['firstContentfulPaint'] ?? NaN),
		},
		{
			what: 'field takes keys',
			read: (/** @type {Marks} */ each) =>
				Math.max(each['shown'] ?? NaN, each['fieldFocused'] ?? NaN),
		},
	];
	return figures.map(({ what, read }) =>
		ratioRow(
			{
				item: '1 Start-up',
				what: `${state}: process start to ${what}`,
				...{ ours: of('ours', read), baseline: of('bare', read), unit: 'ms' },
			},
			goals[state],
		),
	);
}

/**
 * @param {Starter} starter
 * @param {{ executable: string, profile: string }} side
 * @returns {Promise<Marks>}
 */
async function startOnce(starter, { executable, profile }) {
	const started = performance.timeOrigin + performance.now();
	const child = starter.start(executable, profile, ['--perf-marks']);
	const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
	try {
		if (child.stdout === null) throw new Error('The program has no standard output');
		for await (const line of createInterface({ input: child.stdout })) {
			if (!line.startsWith('{"perfMarks"')) continue;
			// The page writes its code cache a moment after it has started.
			await sleep(500);
			return { started, ...JSON.parse(line).perfMarks };
		}
		throw new Error(`${executable} ended without its marks`);
	} finally {
		clearTimeout(limit);
		await endProgram(child);
	}
}

/** Whether the next start reads all from the disk. */
function dropPageCache() {
	try {
		writeFileSync('/proc/sys/vm/drop_caches', '3');
		return true;
	} catch {
		// Not root, or not Linux.
		return false;
	}
}
