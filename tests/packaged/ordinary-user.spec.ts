import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { _electron } from 'playwright';
import { expect } from 'playwright/test';

import { test } from '../e2e/desk.ts';
import { allowsNamespaces, OrdinaryUser } from '../e2e/ordinary-user.ts';
import {
	expectHeading,
	findPatient,
	finishVisit,
	readTrainingOtp,
	sendOtp,
	verifyOtp,
} from '../e2e/steps.ts';
import { installIn } from './package.ts';

/** Playwright starts a program as itself; a script hands it on to the user. */
async function launchAs(user: OrdinaryUser, folder: string, executable: string) {
	const handOver = join(folder, 'hand-over');
	const identity =
		process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups' : '';
	writeFileSync(handOver, `#!/bin/sh\nexec ${identity} '${executable}' "$@"\n`);
	chmodSync(handOver, 0o755);
	return _electron.launch({
		executablePath: handOver,
		args: [`--user-data-dir=${user.profile}`, '--password-store=basic'],
		chromiumSandbox: true,
		env: user.environment as Record<string, string>,
	});
}

test('an ordinary user logs a patient in, with Chromium’s sandbox on and a program that is not theirs', async ({
	folder,
}) => {
	test.skip(process.platform !== 'linux', 'hands the program to another user');
	test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');
	const user = new OrdinaryUser(folder);
	const executable = installIn(folder, 'test');
	const app = await launchAs(user, folder, executable);
	const page = await app.firstWindow();
	await expectHeading(page, 'Find patient');
	const [switches, uid] = await app.evaluate(({ app: electron }) => [
		electron.commandLine.hasSwitch('no-sandbox'),
		process.getuid?.(),
	]);
	expect(switches).toBe(false);
	if (process.getuid?.() === 0) expect(uid).toBe(65534);
	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await verifyOtp(page, await readTrainingOtp(page));
	await finishVisit(page);
	await expectHeading(page, 'Find patient');
	await app.close();
});

test('two people of one PC have a desk each at the same time, and neither reads the other’s', async ({
	folder,
}) => {
	test.skip(process.getuid?.() !== 0, 'starts the program as two users');
	test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');
	const executable = installIn(folder, 'test');
	const nobody = new OrdinaryUser(folder);
	const one = await launchAs(nobody, folder, executable);
	const other = join(folder, 'other');
	mkdirSync(other, { mode: 0o755 });
	const profile = join(other, 'profile');
	const two = await _electron.launch({
		executablePath: executable,
		args: [`--user-data-dir=${profile}`, '--password-store=basic'],
	});
	try {
		for (const app of [one, two]) await expectHeading(await app.firstWindow(), 'Find patient');
		const owners = [nobody.profile, profile].map((each) => statSync(each).uid);
		expect(owners).toEqual([65534, 0]);
		// Somebody else of this PC, to whom both are strangers.
		const stranger = { uid: 65533, gid: 65533 };
		for (const [each, who] of [
			[nobody.profile, stranger],
			[profile, stranger],
			[profile, { uid: 65534, gid: 65534 }],
		] as const) {
			expect(spawnSync('ls', [each], who).status, `${each} ${String(who.uid)}`).not.toBe(0);
		}
		// And yet the folder around it can be looked into: it is the profile that is closed.
		expect(spawnSync('ls', [other], stranger).status).toBe(0);
	} finally {
		await one.close();
		await two.close();
	}
});
