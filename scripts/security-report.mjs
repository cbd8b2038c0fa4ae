import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ensureElectronRuntime } from './electron-runtime.mjs';
import { endToEndStage, playwrightReport } from './end-to-end.mjs';
import { readTests, writeReport } from './packaging/security-report.mjs';
import { Refusal, runScript } from './refusal.mjs';
import { repositoryRoot, run } from './run.mjs';
import { runStage } from './stages.mjs';

const reportFile = path.join('docs', 'security-report.md');

await runScript(async () => {
	const packed = await run(process.execPath, ['scripts/package.mjs', '--dir'], { capture: true });
	if (packed.exitCode !== 0) throw new Refusal(packed.output);
	const { executable } = await ensureElectronRuntime();
	// Whatever fails stands in the report, so the report is written either way.
	const { failed } = await runStage(
		endToEndStage('tests of the package', executable, ['--project=package']),
	);
	const results = readFileSync(path.join(repositoryRoot, playwrightReport), 'utf8');
	writeFileSync(
		path.join(repositoryRoot, reportFile),
		await writeReport(readTests(JSON.parse(results)), new Date()),
	);
	console.log(`Written: ${reportFile}`);
	process.exitCode = failed === 0 ? 0 : 1;
});
