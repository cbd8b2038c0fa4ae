import { homedir } from 'node:os';
import { join } from 'node:path';

import { app } from 'electron';

import { systemClock as clock } from '../clock.ts';
import { readLastProblems } from '../diagnostics/last-problems.ts';
import { createReport } from '../diagnostics/report.ts';
import { overall, reportJson, reportText } from '../diagnostics/report-text.ts';
import { createRedactor } from '../log/redactor.ts';
import { collectFacts } from './diagnostics.ts';
import { print } from './print.ts';

/**
 * Prints the diagnostics of `profile` and ends the program: exit code 1 when something is wrong. Runs
 * in a throw-away profile of its own (errands.ts), so that a desk that is open notices nothing.
 */
export async function runDoctor(profile: string, asJson: boolean): Promise<void> {
	await app.whenReady();
	const facts = await collectFacts({
		...{ profile, clock },
		station: null,
		// This run is too short to see a clock jump, and asks ABDM nothing.
		clockFacts: { aheadSeconds: null, jumpedMs: 0 },
		problems: await readLastProblems(join(profile, 'logs')),
		updatesAreOn: null,
	});
	const redact = createRedactor({ secrets: () => [], homeFolder: homedir() });
	const report = createReport(facts, redact, clock.wallNowMs());
	await print(asJson ? reportJson(report) : reportText(report));
	app.exit(overall(report) === 'wrong' ? 1 : 0);
}
