import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { projectFolder, test } from './desk.ts';
import { type Ended, runProgram } from './run-program.ts';

interface Line {
	step?: string;
	ok?: boolean;
	selfTest?: string;
}

const linesOf = ({ stdout }: Ended) =>
	stdout
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Line);

const leftBehind = () =>
	readdirSync(tmpdir()).filter((name) => name.startsWith('abha-desk-self-test-'));

test('the self-test goes through start, locks, vault and a whole visit, and leaves nothing', async ({
	folder,
}) => {
	test.setTimeout(180_000);
	const profile = join(folder, 'profile');
	mkdirSync(profile);
	// Named, and not used: the self-test has a profile of its own.
	const ended = await runProgram(['--self-test', `--user-data-dir=${profile}`]);
	const lines = linesOf(ended);
	expect(lines.at(-1)).toMatchObject({ selfTest: 'passed' });
	expect(lines.slice(0, -1).map(({ step, ok }) => [step, ok])).toEqual(
		[
			...['profile', 'program', 'vault', 'window', 'sandbox', 'isolation', 'policy', 'blocked'],
			...['find', 'send-otp', 'verify', 'finish'],
		].map((step) => [step, true]),
	);
	expect(ended.code).toBe(0);
	// Neither an OTP nor a patient; versions have no six digits in a row.
	expect(ended.stdout).not.toMatch(/\d{6}|Deepak|eyJ/);
	expect(readdirSync(profile)).toEqual([]);
	expect(leftBehind()).toEqual([]);
});

test('the self-test ends with 1 and names the step that failed', async ({ folder }) => {
	test.setTimeout(180_000);
	const app = join(folder, 'app');
	cpSync(join(projectFolder, 'out'), join(app, 'out'), { recursive: true });
	cpSync(join(projectFolder, 'package.json'), join(app, 'package.json'));
	rmSync(join(app, 'out', 'renderer', 'index.html'));
	const ended = await runProgram(['--self-test'], {}, app);
	expect(linesOf(ended).at(-1)).toMatchObject({ selfTest: 'failed', step: 'window' });
	expect(ended.code).toBe(1);
	expect(leftBehind()).toEqual([]);
});

test('the self-test touches no profile but its own, however it is started', async ({ folder }) => {
	const inside = ['--self-test-inside', `--user-data-dir=${join(folder, 'profile')}`];
	const ended = await runProgram(inside);
	expect(linesOf(ended).at(-1)).toMatchObject({ selfTest: 'failed', step: 'profile' });
	expect(ended.code).toBe(1);
});

test('the self-test says that it needs a display', async () => {
	test.skip(process.platform !== 'linux', 'only Linux can be without one');
	const ended = await runProgram(['--self-test'], { DISPLAY: '', WAYLAND_DISPLAY: '' });
	expect(linesOf(ended)).toEqual([{ selfTest: 'failed', step: 'display' }]);
	expect(ended.code).toBe(1);
});
