import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { flavours } from '../../scripts/packaging/flavours.mjs';
import { beforeRemoveScript } from '../../scripts/packaging/pack.mjs';
import { test } from '../e2e/desk.ts';
import { OrdinaryUser } from '../e2e/ordinary-user.ts';
import { installIn } from './package.ts';

const profileName = flavours.test.productName;

/** What dpkg does with a package on a PC where one ordinary person has used the desk. */
function prepare(folder: string) {
	const user = new OrdinaryUser(folder);
	const config = join(user.home, '.config');
	const profile = join(config, profileName);
	mkdirSync(config);
	user.own(config);
	const script = join(folder, 'before-remove.sh');
	writeFileSync(script, beforeRemoveScript(installIn(folder, 'test'), profileName));
	// Who there is on this PC: nobody, and somebody whose home is not there.
	const getent = join(folder, 'getent');
	const people = [
		`nobody:x:65534:65534::${user.home}:/bin/sh`,
		'gone:x:4000:4000::/nowhere:/bin/sh',
	];
	writeFileSync(getent, `#!/bin/sh\ncat <<'END'\n${people.join('\n')}\nEND\n`);
	chmodSync(getent, 0o755);
	const runWith = (argument: string) => {
		const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` };
		const { status, stdout } = spawnSync('sh', [script, argument], { env, encoding: 'utf8' });
		return { status, stdout };
	};
	return { user, profile, runWith };
}

test.beforeEach(() => {
	test.skip(process.platform !== 'linux', 'dpkg and rpm');
	test.skip(process.getuid?.() !== 0, 'packages are removed by root');
});

test('a package that is removed takes what the desk stored for a person with it, and says what', ({
	folder,
}) => {
	const { user, profile, runWith } = prepare(folder);
	mkdirSync(join(profile, 'vault'), { recursive: true });
	writeFileSync(join(profile, 'vault', 'vault.bin'), 'secret');
	user.own(profile, join(profile, 'vault'), join(profile, 'vault', 'vault.bin'));

	// Another version takes its place: nothing is lost.
	for (const argument of ['upgrade', '1']) {
		expect(runWith(argument)).toEqual({ status: 0, stdout: '' });
	}
	expect(readFileSync(join(profile, 'vault', 'vault.bin'), 'utf8')).toBe('secret');

	const { status, stdout } = runWith('remove');
	expect(stdout).toContain(`${profileName}: removing what it stored for nobody`);
	expect(stdout).toContain('This PC is reset.');
	expect(stdout).toContain('Vault, with its earlier copies: 1');
	expect(status).toBe(0);
	expect(existsSync(profile)).toBe(false);
	// Once more, as rpm calls it: there is nobody left to do it for.
	expect(runWith('0')).toEqual({ status: 0, stdout: '' });
});

test('a package goes although something of a person cannot, and says where that is', ({
	folder,
}) => {
	const { user, profile, runWith } = prepare(folder);
	const elsewhere = join(user.home, 'elsewhere');
	mkdirSync(elsewhere);
	writeFileSync(join(elsewhere, 'precious.txt'), 'kept');
	symlinkSync(elsewhere, profile);
	user.own(elsewhere);

	const { status, stdout } = runWith('remove');
	expect(stdout).toContain(`something of nobody stays in ${profile}`);
	expect(status).toBe(0);
	expect(readFileSync(join(elsewhere, 'precious.txt'), 'utf8')).toBe('kept');
});
