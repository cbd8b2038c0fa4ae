import { readdirSync, readFileSync } from 'node:fs';

/**
 * A process and all that it has started, as Linux lists them.
 *
 * @param {number} root
 */
function processTree(root) {
	/** @type {Map<number, number[]>} */
	const children = new Map();
	for (const name of readdirSync('/proc')) {
		const parent = readStat(Number(name))?.parent;
		if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
	}
	const found = [root];
	for (const pid of found) found.push(...(children.get(pid) ?? []));
	return found;
}

/**
 * Proportional set size of the tree: what its processes share is counted once, unlike in RSS.
 *
 * @param {number} root
 * @returns {{ all: number, ofFiles: number }} in MiB; `ofFiles`: pages of the program's own files, which
 *   are read when they are first run, are the kernel's to drop, and count for more when a process ends
 *   that shared them
 */
export function memoryOfTree(root) {
	/** @param {string} key */
	const read = (key) =>
		sum(root, (pid) => {
			const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
			return Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
		});
	return { all: read('Pss'), ofFiles: read('Pss_File') };
}

/** What the kernel counts processor time in; fixed for programs on Linux (proc(5), USER_HZ). */
const ticksPerSecond = 100;

/**
 * Processor time that the tree has used so far, in seconds.
 *
 * @param {number} root
 */
export function processorTimeOfTree(root) {
	return sum(root, (pid) => (readStat(pid)?.ticks ?? 0) / ticksPerSecond);
}

/**
 * @param {number} root
 * @param {(pid: number) => number} measure
 */
function sum(root, measure) {
	let total = 0;
	for (const pid of processTree(root)) {
		try {
			total += measure(pid);
		} catch {
			// It has ended meanwhile and costs nothing any more.
		}
	}
	return total;
}

/** @param {number} pid */
function readStat(pid) {
	if (!Number.isInteger(pid)) return undefined;
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name stands in brackets and may hold anything. After it: state, parent ... utime, stime.
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
	} catch {
		// It has ended meanwhile.
		return undefined;
	}
}
