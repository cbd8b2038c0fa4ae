import { chmodSync, writeFileSync } from 'node:fs';
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

test('an ordinary user logs a patient in, with Chromium’s sandbox on and a program that is not theirs', async ({
	folder,
}) => {
	test.skip(process.platform !== 'linux', 'hands the program to another user');
	test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');
	const user = new OrdinaryUser(folder);
	const executable = installIn(folder, 'test');
	// Playwright starts a program as itself; this hands it on.
	const handOver = join(folder, 'hand-over');
	const identity =
		process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups' : '';
	writeFileSync(handOver, `#!/bin/sh\nexec ${identity} '${executable}' "$@"\n`);
	chmodSync(handOver, 0o755);

	const app = await _electron.launch({
		executablePath: handOver,
		args: [`--user-data-dir=${user.profile}`, '--password-store=basic'],
		chromiumSandbox: true,
		env: user.environment as Record<string, string>,
	});
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
