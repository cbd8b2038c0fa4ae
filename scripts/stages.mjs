import { rmSync } from 'node:fs';
import path from 'node:path';

import { dependencyCommand, repositoryRoot, run } from './run.mjs';

/**
 * One step of a check. A step with a `count` is a test runner: it shows its progress, and its report
 * is counted test by test. Any other step is silent unless it fails, and counts as one.
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} arguments
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {{ file: string, read: (file: string, exitCode: number) => import('./test-counts.mjs').Counts }} [count]
 */

/** @typedef {{ name: string, passed: number, failed: number, seconds: number }} StageResult */

/**
 * A step that runs a program of a dependency.
 *
 * @param {string} name
 * @param {string} commandLine
 * @returns {Stage}
 */
export function dependencyStage(name, commandLine) {
	const [program = '', ...programArguments] = commandLine.split(' ');
	return { name, command: dependencyCommand(program), arguments: programArguments };
}

/**
 * @param {Stage} stage
 * @returns {Promise<StageResult>}
 */
export async function runStage(stage) {
	const reportFile = stage.count && path.join(repositoryRoot, stage.count.file);
	// The report of an earlier run must not speak for a runner that crashed.
	if (reportFile) rmSync(reportFile, { force: true });

	console.log(`${stage.name} …`);
	const start = performance.now();
	const { exitCode, output } = await run(stage.command, stage.arguments, {
		capture: !stage.count,
		...(stage.environment && { environment: stage.environment }),
	});
	const seconds = (performance.now() - start) / 1000;
	if (exitCode !== 0 && output !== '') console.log(`\n${stage.name} failed:\n${output}`);

	const failed = exitCode === 0 ? 0 : 1;
	const counts =
		stage.count && reportFile
			? stage.count.read(reportFile, exitCode)
			: { passed: 1 - failed, failed };
	return { name: stage.name, ...counts, seconds };
}

/**
 * Runs all stages, also after one has failed, so that one run shows all that is wrong.
 *
 * @param {readonly Stage[]} stages
 * @param {number} [atOnce]
 */
export async function runStages(stages, atOnce = 1) {
	const waiting = [...stages.entries()];
	/** @type {StageResult[]} */
	const results = [];
	async function work() {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [position, stage] = next;
			results[position] = await runStage(stage);
		}
	}
	await Promise.all(Array.from({ length: atOnce }, work));
	return results;
}

/**
 * The closing table. Its last line is what people and machines look for: `N passed, N failed`.
 *
 * @param {readonly StageResult[]} results
 */
export function summary(results) {
	const lines = results.map(({ name, passed, failed, seconds }) => {
		const verdict = failed === 0 ? 'passed' : 'FAILED';
		const tests = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : '';
		return `${verdict}  ${name.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s${tests}`;
	});
	const passed = results.reduce((sum, result) => sum + result.passed, 0);
	const failed = results.reduce((sum, result) => sum + result.failed, 0);
	return { text: ['', ...lines, '', `${passed} passed, ${failed} failed`].join('\n'), failed };
}

/** @param {readonly StageResult[]} results */
export function conclude(results) {
	const { text, failed } = summary(results);
	console.log(text);
	process.exitCode = failed === 0 ? 0 : 1;
}
