import { npmCommand, run } from './run.mjs';

// Known weaknesses of what the lock file names. Not every network lets the registry be asked; a
// question without an answer must not look like one, nor keep a clinic's IT from working.
const { exitCode, output } = await run(npmCommand, ['audit', '--json', '--loglevel=silent'], {
	capture: true,
	timeoutMs: 60_000,
});
const report = readReport(output);
if (report?.metadata?.vulnerabilities === undefined) {
	console.log('npm audit: the registry did not answer, so nothing is known of weaknesses.');
} else if (exitCode !== 0) {
	console.error(Object.keys(report.vulnerabilities ?? {}).join(', '), 'have known weaknesses:');
	console.error('run npm audit');
	process.exitCode = 1;
}

/**
 * @param {string} text
 * @returns {{ vulnerabilities?: object, metadata?: { vulnerabilities?: object } } | undefined}
 */
function readReport(text) {
	try {
		return JSON.parse(text);
	} catch {
		// npm was ended, or wrote something else before it.
		return undefined;
	}
}
