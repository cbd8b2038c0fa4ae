import { describe, expect, it, vi } from 'vitest';

import { runStages, summary } from '../../scripts/stages.mjs';

const ending = (name: string, exitCode: number) => ({
	name,
	command: process.execPath,
	arguments: ['-e', `console.log('said by ${name}'); process.exit(${String(exitCode)})`],
});

describe('runStages', () => {
	it('runs what comes after a failure, keeps the order, and shows the output of the failed one', async () => {
		const log = vi.spyOn(console, 'log').mockReturnValue();
		const results = await runStages([ending('first', 1), ending('second', 0)], 2);
		const shown = log.mock.calls.flat().join('\n');
		log.mockRestore();

		expect(results).toMatchObject([
			{ name: 'first', passed: 0, failed: 1 },
			{ name: 'second', passed: 1, failed: 0 },
		]);
		expect(shown).toContain('said by first');
		expect(shown).not.toContain('said by second');
	});

	it('counts a program that cannot be started as failed', async () => {
		const log = vi.spyOn(console, 'log').mockReturnValue();
		const results = await runStages([
			{ name: 'none', command: './no-such-program', arguments: [] },
		]);
		const shown = log.mock.calls.flat().join('\n');
		log.mockRestore();

		expect(results).toMatchObject([{ passed: 0, failed: 1 }]);
		expect(shown).toContain('./no-such-program could not be started');
	});
});

describe('summary', () => {
	it('ends with the sums, in the words that the checks look for', () => {
		const { text, failed } = summary([
			{ name: 'lint', passed: 1, failed: 0, seconds: 2.345 },
			{ name: 'unit and screen tests', passed: 40, failed: 2, seconds: 10 },
		]);
		expect(text.split('\n').at(-1)).toBe('41 passed, 2 failed');
		expect(text).toMatch(/passed {2}lint +2\.3 s\n/);
		expect(text).toMatch(/FAILED {2}unit and screen tests +10\.0 s {2}40 passed, 2 failed\n/);
		expect(failed).toBe(2);
	});
});
