import os from 'node:os';

import { dependencyStage, runStages } from './stages.mjs';
import { countVitest } from './test-counts.mjs';

/** The slow ones first, so that the workers end at about the same time. */
const staticStages = [
	dependencyStage('lint', 'eslint . --max-warnings 0'),
	dependencyStage(
		'types: renderer',
		'svelte-check --tsconfig renderer/tsconfig.json --fail-on-warnings',
	),
	dependencyStage('format', 'prettier --check .'),
	dependencyStage('types: tests', 'tsc -p tests'),
	dependencyStage('types: main', 'tsc -p main'),
	dependencyStage('types: scripts', 'tsc -p scripts'),
	dependencyStage('types: preload', 'tsc -p preload'),
	dependencyStage('types: contract', 'tsc -p preload/tsconfig.contract.json'),
	dependencyStage('dead code', 'knip'),
	{ name: 'known weaknesses', command: process.execPath, arguments: ['scripts/audit.mjs'] },
];

const vitestReport = 'test-results/vitest.json';
const unitTests = {
	...dependencyStage(
		'unit and screen tests',
		`vitest run --reporter=default --reporter=json --outputFile.json=${vitestReport}`,
	),
	count: { file: vitestReport, read: countVitest },
};

/** Everything that needs no Electron. */
export async function runCheckStages() {
	const atOnce = Math.min(os.availableParallelism(), 4);
	return [...(await runStages(staticStages, atOnce)), ...(await runStages([unitTests]))];
}
