import { expect } from 'playwright/test';

import { test } from '../e2e/desk.ts';
import { allowsNamespaces, OrdinaryUser } from '../e2e/ordinary-user.ts';
import { HardProgram } from './hard-package.ts';
import { installIn } from './package.ts';

test.skip(process.platform !== 'linux', 'hands the program to another user');
test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');

interface Line {
	step?: string;
	ok?: boolean;
	sandbox?: string;
	flavour?: string;
	selfTest?: string;
}

test('the package with the release’s fuses walks a whole visit by itself, and exits with 0', async ({
	folder,
}) => {
	const user = new OrdinaryUser(folder);
	const program = new HardProgram(installIn(folder, 'hard'), user, ['--self-test']);
	const code = await program.end();
	const lines = program.text
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line) => JSON.parse(line) as Line);
	expect([code, lines.at(-1)]).toMatchObject([0, { selfTest: 'passed' }]);
	const steps = lines.slice(0, -1);
	expect(steps.filter(({ ok }) => ok !== true)).toEqual([]);
	expect(steps.map(({ step }) => step)).toEqual([
		...['profile', 'program', 'vault', 'window', 'sandbox', 'isolation', 'policy', 'blocked'],
		...['find', 'send-otp', 'verify', 'finish'],
	]);
	expect(lines.find(({ step }) => step === 'sandbox')).toMatchObject({ sandbox: 'on' });
});
