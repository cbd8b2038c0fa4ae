import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @param {Counts} counts
 * @param {number} exitCode of the runner
 * @returns {Counts} with a failure when the runner has one that no single test shows: it crashed,
 * it found no test, or an error came up outside of any test
 */
function withRunnerFailure({ passed, failed }, exitCode) {
	const ranNothing = passed + failed === 0;
	return { passed, failed: failed === 0 && (ranNothing || exitCode !== 0) ? 1 : failed };
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		// No report, or half of one: the runner crashed, and `withRunnerFailure` says so.
		return undefined;
	}
}

/**
 * @param {string} reportFile written by Vitest's `json` reporter
 * @param {number} exitCode
 */
export function countVitest(reportFile, exitCode) {
	/** @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile */
	const report = /** @type {{ testResults?: TestFile[] } | undefined} */ (readReport(reportFile));
	const counts = { passed: 0, failed: 0 };
	for (const { status, assertionResults } of report?.testResults ?? []) {
		const failed = assertionResults.filter((result) => result.status === 'failed').length;
		counts.passed += assertionResults.filter((result) => result.status === 'passed').length;
		// A file that could not be loaded has failed without having a test.
		counts.failed += status === 'failed' ? Math.max(failed, 1) : failed;
	}
	return withRunnerFailure(counts, exitCode);
}

/**
 * @param {string} reportFile written by Playwright's `json` reporter
 * @param {number} exitCode
 */
export function countPlaywright(reportFile, exitCode) {
	/** @typedef {{ expected: number, unexpected: number, flaky: number }} Stats */
	const report = /** @type {{ stats?: Stats } | undefined} */ (readReport(reportFile));
	const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
	// A test that passes only when repeated is not one to rely on.
	return withRunnerFailure({ passed: expected, failed: unexpected + flaky }, exitCode);
}
