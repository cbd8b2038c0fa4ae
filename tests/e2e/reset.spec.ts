import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { openSettings, typedSecrets } from './administrator.ts';
import { expectNoAxeFindings } from './axe-findings.ts';
import { processesOf, startAttached } from './attached-desk.ts';
import { expectNowhere, provisioningFor, provisionSwitch, test } from './desk.ts';
import { runProgram } from './run-program.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

const secrets = [...Object.values(canaries), ...Object.values(typedSecrets)];
const provisioning = () => ({ ...provisioningFor(server), administratorPin: typedSecrets.pin });

test('a desk that was used starts as on the first day after a reset, and nothing is left', async ({
	folder,
}) => {
	test.setTimeout(180_000);
	const profile = join(folder, 'profile');
	const desk = startAttached(profile, [provisionSwitch(folder, provisioning())]);
	try {
		const used = await desk.join();
		await expectHeading(used, 'Find patient');
		await findPatient(used, 'deepak.pant');
		await sendOtp(used);
		await verifyOtp(used, canaries.otp);
		await finishVisit(used);
		await openSettings(used);
		await used.getByRole('button', { name: 'Use a passphrase…' }).click();
		await used.getByLabel('New passphrase', { exact: true }).fill(typedSecrets.passphrase);
		await used.getByLabel('New passphrase again').fill(typedSecrets.passphrase);
		await used.getByRole('button', { name: 'Set passphrase' }).click();
		await expect(used.getByText(/The protection is changed/)).toBeVisible();
		// What earlier days have left as well, and what leads out of the profile.
		const outside = join(folder, 'outside');
		mkdirSync(outside);
		writeFileSync(join(outside, 'precious.txt'), 'kept');
		symlinkSync(outside, join(profile, 'Crashpad-link'));
		symlinkSync(outside, join(profile, 'updates'));
		writeFileSync(join(profile, 'vault', 'vault.bin.unreadable-2026-11-23T063000.000Z'), 'old');
		writeFileSync(join(profile, 'settings-damaged-2026-11-23T06-30-00.000Z.json'), '{');
		const before = readdirSync(profile);
		expect(before).toEqual(expect.arrayContaining(['vault', 'settings.json', 'logs']));
		expect(before.some((name) => name.startsWith('activity'))).toBe(true);
		await used.getByRole('button', { name: 'Reset this PC…' }).click();
		await expectNoAxeFindings(used);
		await used.getByLabel('Type RESET to confirm').fill('RESET');
		await used.getByRole('button', { name: 'Reset this PC', exact: true }).click();

		const fresh = await desk.join();
		await expectHeading(fresh, 'Find patient');
		const notice = fresh.getByRole('region', { name: 'This PC is reset.' });
		await expect(notice.getByText(/^Vault, with its earlier copies: [23]$/)).toBeVisible();
		await expect(notice.getByText(/^Activity log: \d+$/)).toBeVisible();
		await expect(notice.getByText(/not overwritten/)).toBeVisible();
		await expect(notice.getByText(/Left alone .*: 1$/)).toBeVisible();
		await expect(fresh.getByText(/^TRAINING/).first()).toBeVisible();
		await expect(fresh.getByRole('button', { name: 'Set up this desk' })).toBeVisible();
		await expectNoAxeFindings(fresh);
		const seen = await fresh.content();
		await desk.kill();

		const after = readdirSync(profile);
		for (const gone of ['vault', 'updates', 'reset-this-pc']) expect(after).not.toContain(gone);
		expect(after.some((name) => /^activity|damaged/.test(name))).toBe(false);
		expect(readFileSync(join(outside, 'precious.txt'), 'utf8')).toBe('kept');
		expectNowhere({ profile, console: desk.console }, [...secrets, 'Asha Clinic'], seen);
	} finally {
		await desk.kill();
	}
});

test('an uninstaller removes the profile of this program, and its folder', async ({ folder }) => {
	test.setTimeout(120_000);
	const config = join(folder, 'config');
	const profile = join(config, 'ABHA Desk');
	for (const path of ['vault', 'logs', 'activity', 'Cache/Cache_Data', 'NewInChromium']) {
		mkdirSync(join(profile, path), { recursive: true });
	}
	writeFileSync(join(profile, 'vault', 'vault.bin'), 'secret');
	writeFileSync(join(profile, 'NewInChromium', 'x'), 'x');
	mkdirSync(join(config, 'autostart'));
	writeFileSync(join(config, 'autostart', 'abha-desk.desktop'), '[Desktop Entry]');
	writeFileSync(join(config, 'autostart', 'other.desktop'), '[Desktop Entry]');
	// Nor a session bus: the keyring of whoever runs the tests must not lose its entry.
	const noBus = `unix:path=${join(folder, 'no-bus')}`;
	const environment = { XDG_CONFIG_HOME: config, DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: noBus };
	const { code, stdout } = await runProgram(['--reset-this-pc'], environment);
	expect(stdout).toContain('This PC is reset.');
	expect(stdout).toContain('Vault, with its earlier copies: 1');
	expect(stdout).toContain('Start with the session: 1');
	expect(stdout).toContain('in the keyring could not be removed');
	expect(code).toBe(0);
	expect(existsSync(profile)).toBe(false);
	expect(readdirSync(join(config, 'autostart'))).toEqual(['other.desktop']);
	// Once more, and there is nothing to do.
	const again = await runProgram(['--reset-this-pc'], environment);
	expect(again.code).toBe(0);
	expect(again.stdout).toContain('There was nothing to remove.');
	expect(existsSync(profile)).toBe(false);
});

test('a reset touches neither a desk that runs, nor what a link leads to, nor a home', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(120_000);
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(desk.page, 'Find patient');
	const reset = (path: string, environment = {}) =>
		runProgram(['--reset-this-pc', `--user-data-dir=${path}`], environment);
	const running = await reset(desk.profile);
	expect(running.code).toBe(1);
	expect(running.stdout).toContain('ABHA Desk is running');
	expect(processesOf(desk.profile).length).toBeGreaterThan(0);
	await desk.close();

	const link = join(folder, 'link');
	symlinkSync(desk.profile, link);
	const linked = await reset(link);
	expect(linked.code).toBe(1);
	expect(linked.stdout).toContain('is a link to another place');

	const home = join(folder, 'home');
	mkdirSync(join(home, 'vault'), { recursive: true });
	writeFileSync(join(home, 'vault', 'vault.bin'), 'mine');
	const atHome = await reset(home, { HOME: home });
	expect(atHome.code).toBe(1);
	expect(atHome.stdout).toContain('does not look like a profile');
	expect(readFileSync(join(home, 'vault', 'vault.bin'), 'utf8')).toBe('mine');
	expect(existsSync(join(desk.profile, 'logs'))).toBe(true);
});
