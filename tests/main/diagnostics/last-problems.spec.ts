import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readLastProblems } from '../../../main/diagnostics/last-problems.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-problems-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, lines: readonly string[]) => {
	writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
};
const at = '2026-11-23T06:30:00.123Z';

describe('readLastProblems', () => {
	it('reads warnings and errors of the newest day, and nothing else', async () => {
		write('abha-desk-2026-11-22.log', [`${at} error {"event":"older"}`]);
		write('abha-desk-2026-11-23.old.log', [`${at} error {"event":"turned over"}`]);
		write('other.log', [`${at} error {"event":"a stranger's"}`]);
		write('abha-desk-2026-11-23.log', [
			`${at} info {"event":"started","reason":"an error "}`,
			`${at} warn {"event":"one"}`,
			`${at} error {"event":"two"}`,
		]);
		expect(await readLastProblems(folder)).toEqual([
			`${at} warn {"event":"one"}`,
			`${at} error {"event":"two"}`,
		]);
	});

	it('reads the end of a long log only', async () => {
		const long = Array.from({ length: 3000 }, (_, n) => `${at} warn {"event":"${String(n)}"}`);
		write('abha-desk-2026-11-23.log', long);
		const problems = await readLastProblems(folder);
		expect(problems.at(-1)).toContain('"2999"');
		expect(problems.length).toBeLessThan(2000);
	});

	it('has nothing to say where there is no log', async () => {
		expect(await readLastProblems(join(folder, 'nowhere'))).toEqual([]);
		expect(await readLastProblems(folder)).toEqual([]);
		mkdirSync(join(folder, 'abha-desk-2026-11-23.log'));
		expect(await readLastProblems(folder)).toEqual([]);
	});
});
