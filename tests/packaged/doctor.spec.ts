import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

import { expect } from 'playwright/test';

import { test } from '../e2e/desk.ts';
import { OrdinaryUser } from '../e2e/ordinary-user.ts';
import { installIn } from './package.ts';

interface Printed {
	findings: { code: string }[];
}

test('the doctor of a package says whether this user could change the program', ({ folder }) => {
	test.skip(process.platform !== 'linux', 'elsewhere Electron checks its archive');
	test.skip(process.getuid?.() !== 0, 'hands the program to another user');
	const user = new OrdinaryUser(folder);
	const executable = installIn(folder, 'hard');
	const integrity = () => {
		const args = ['--doctor', '--json', `--user-data-dir=${user.profile}`];
		const { stdout } = spawnSync(executable, args, { ...user.spawnOptions, encoding: 'utf8' });
		const { findings } = JSON.parse(stdout) as Printed;
		return findings.map(({ code }) => code).filter((code) => code.startsWith('integrity.'));
	};
	expect(integrity()).toEqual(['integrity.not-on-linux']);
	user.own(dirname(executable));
	expect(integrity()).toEqual(['integrity.changeable']);
});
