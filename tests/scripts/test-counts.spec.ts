import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { countPlaywright, countVitest } from '../../scripts/test-counts.mjs';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'counts-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function report(content: unknown): string {
	const file = path.join(folder, 'report.json');
	writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

const testFile = (...statuses: string[]) => ({
	status: statuses.includes('failed') ? 'failed' : 'passed',
	assertionResults: statuses.map((status) => ({ status })),
});

describe('countVitest', () => {
	it('counts the tests of all files, and leaves out the skipped ones', () => {
		const file = report({
			testResults: [testFile('passed', 'passed', 'skipped'), testFile('passed', 'failed')],
		});
		expect(countVitest(file, 1)).toEqual({ passed: 3, failed: 1 });
	});

	it('counts each file that could not be loaded as one failure', () => {
		const broken = { status: 'failed', assertionResults: [] };
		const file = report({ testResults: [testFile('passed'), broken, broken] });
		expect(countVitest(file, 1)).toEqual({ passed: 1, failed: 2 });
	});

	it('counts an error outside of any test as one failure', () => {
		const file = report({ testResults: [testFile('passed')] });
		expect(countVitest(file, 1)).toEqual({ passed: 1, failed: 1 });
	});

	it('counts a run without any test as one failure, even if it ended well', () => {
		expect(countVitest(report({ testResults: [] }), 0)).toEqual({ passed: 0, failed: 1 });
	});

	it('counts a runner that left no report, or half of one, as one failure', () => {
		const missing = path.join(folder, 'missing.json');
		expect(countVitest(missing, 0)).toEqual({ passed: 0, failed: 1 });
		expect(countVitest(report('{"testResults":[{"sta'), 0)).toEqual({ passed: 0, failed: 1 });
	});
});

describe('countPlaywright', () => {
	it('counts passed and failed tests, and leaves out the skipped ones', () => {
		const file = report({ stats: { expected: 5, unexpected: 2, flaky: 0, skipped: 3 } });
		expect(countPlaywright(file, 1)).toEqual({ passed: 5, failed: 2 });
	});

	it('counts a test that passed only when repeated as failed', () => {
		const file = report({ stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 } });
		expect(countPlaywright(file, 0)).toEqual({ passed: 5, failed: 1 });
	});

	it('counts a crashed runner as one failure', () => {
		expect(countPlaywright(path.join(folder, 'missing.json'), 1)).toEqual({ passed: 0, failed: 1 });
	});
});
