import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { npmCommand, run } from '../../run.mjs';

const version = '6.2.2';
/** Not a dependency: 120 packages that only this comparison needs. */
const home = path.join(os.homedir(), '.cache', 'abha-desk', `newman-${version}`);

/** Where ABDM's own Postman collection of the login lies; it is not ours to ship. */
const collectionVariable = 'ABHA_DESK_BENCH_COLLECTION';

/** Why newman cannot be compared with; `undefined`: it can. */
export async function newmanIsMissing() {
	const file = process.env[collectionVariable];
	if (file === undefined || !existsSync(file)) {
		return `${collectionVariable} names no Login_ABHA_Via_Mobile_Otp.json`;
	}
	if (existsSync(program())) return undefined;
	const { exitCode } = await run(
		npmCommand,
		['install', '--no-save', '--no-audit', '--no-fund', '--prefix', home, `newman@${version}`],
		{ capture: true, timeoutMs: 180_000 },
	);
	return exitCode === 0 ? undefined : `newman ${version} could not be installed`;
}

function program() {
	return path.join(home, 'node_modules', 'newman', 'bin', 'newman.js');
}

/**
 * Runs the collection for so many patients, one after the other, and returns the milliseconds that
 * newman itself counts from its first request to its end, divided by the patients.
 *
 * @param {{ origin: string, patients: number, folder: string }} options
 */
export async function runNewman({ origin, patients, folder }) {
	const collection = readFileSync(process.env[collectionVariable] ?? '', 'utf8');
	const pointedHere = path.join(folder, 'collection.json');
	writeFileSync(pointedHere, JSON.stringify(pointAt(JSON.parse(collection), origin)));
	const report = path.join(folder, 'newman.json');
	const { exitCode, output } = await run(
		process.execPath,
		[
			program(),
			'run',
			pointedHere,
			'-n',
			String(patients),
			'-r',
			'json',
			'--reporter-json-export',
			report,
		],
		{ capture: true, timeoutMs: 120_000 },
	);
	if (exitCode !== 0) throw new Error(`newman failed: ${output}`);
	const { timings } = JSON.parse(readFileSync(report, 'utf8')).run;
	return (timings.completed - timings.started) / patients;
}

/**
 * The collection with the server of each of its requests replaced.
 *
 * @param {unknown} part
 * @param {string} origin
 * @returns {unknown}
 */
function pointAt(part, origin) {
	if (Array.isArray(part)) return part.map((each) => pointAt(each, origin));
	if (part === null || typeof part !== 'object') return part;
	return Object.fromEntries(
		Object.entries(part).map(([key, value]) => {
			if (key !== 'url') return [key, pointAt(value, origin)];
			const { pathname } = new URL(typeof value === 'string' ? value : value.raw);
			return [key, origin + pathname];
		}),
	);
}
