// `npm run bench`: what the program costs, against what the same costs without it. All of it, or
// some by name: `npm run bench -- startup latency`. `--as-built` takes the package as it lies there.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { describeMachine } from './bench/support/machine.mjs';
import { table } from './bench/support/table.mjs';
import { displayPrefix } from './display.mjs';
import { describeRuntime, ensureElectronRuntime } from './electron-runtime.mjs';
import { flavours, unpackedFolder } from './packaging/flavours.mjs';
import { Refusal, runScript } from './refusal.mjs';
import { repositoryRoot, run } from './run.mjs';

const reportFile = path.join(repositoryRoot, 'test-results', 'bench.json');

await runScript(async () => {
	const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
	const items = await loadItems(chosen);
	if (!process.argv.includes('--as-built')) await pack();
	// The items need a display. With one of its own, the script comes here a second time.
	const [command, ...prefix] = displayPrefix();
	if (command === undefined) await measure(items);
	else {
		const again = [process.execPath, ...process.argv.slice(1), '--as-built'];
		const { exitCode } = await run(command, [...prefix, ...again], {
			environment: { CI: undefined },
		});
		process.exitCode = exitCode;
	}
});

/**
 * @param {readonly string[]} chosen
 * @returns {Promise<import('./bench/support/row.mjs').Item[]>}
 */
async function loadItems(chosen) {
	const folder = path.join(repositoryRoot, 'scripts', 'bench');
	const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
	const items = await Promise.all(files.map((file) => import(`./bench/${file}`)));
	const names = items.map(({ name }) => name);
	const unknown = chosen.find((name) => !names.includes(name));
	if (unknown !== undefined) {
		throw new Refusal(`There is no "${unknown}" to measure; there are ${names.join(', ')}.`);
	}
	return items.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
}

async function pack() {
	console.log('packaging …');
	const { exitCode, output } = await run(process.execPath, ['scripts/package.mjs', '--dir'], {
		capture: true,
	});
	if (exitCode !== 0) throw new Refusal(`The program could not be packaged:\n${output}`);
}

/** @param {readonly import('./bench/support/row.mjs').Item[]} items */
async function measure(items) {
	const runtime = await ensureElectronRuntime();
	const machine = describeMachine();
	const began = new Date();
	console.log(`${describeRuntime(runtime)}\n${JSON.stringify(machine)}`);

	/** @type {import('./bench/support/row.mjs').Row[]} */
	const rows = [];
	/** @type {string[]} */
	const failed = [];
	for (const { name, run: measureItem } of items) {
		const folder = mkdtempSync(path.join(os.tmpdir(), `abha-desk-bench-${name}-`));
		try {
			const measured = await measureItem({
				program: executableOf('test'),
				hardProgram: executableOf(existsSync(unpackedFolder('release')) ? 'release' : 'rehearsal'),
				electron: runtime.executable,
				folder,
				note: (text) => console.log(`${name}: ${text}`),
			});
			rows.push(...measured);
		} catch (error) {
			// The other items are worth having all the same.
			console.error(`${name}:`, error);
			failed.push(name);
		} finally {
			rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
		}
	}
	rows.sort((one, other) => one.item.localeCompare(other.item, 'en', { numeric: true }));
	console.log(`\n${table(rows)}\n`);
	mkdirSync(path.dirname(reportFile), { recursive: true });
	const report = {
		date: began.toISOString(),
		seconds: Math.round((Date.now() - began.getTime()) / 1000),
		...{ machine, electron: runtime.version, rows, failed },
	};
	writeFileSync(reportFile, `${JSON.stringify(report, null, '\t')}\n`);
	console.log(`${reportFile} (${report.seconds} s)`);
	if (failed.length > 0) throw new Refusal(`Not measured: ${failed.join(', ')}`);
	if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1;
}

/** @param {import('./packaging/flavours.mjs').Flavour} flavour */
function executableOf(flavour) {
	return path.join(unpackedFolder(flavour), flavours[flavour].executableName);
}
