import { join } from 'node:path';

import { expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { typedSecrets, typeFacility, typePinAndSave } from './administrator.ts';
import { expectNowhere, test as base } from './desk.ts';
import {
	type Keyring,
	type KeyringDesk,
	runWithKeyring,
	startWithKeyring,
} from './keyring-session.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

/** One PC, started with this keyring or that; whatever is left running is ended. */
const test = base.extend<{ start: (keyring: Keyring) => Promise<KeyringDesk> }>({
	start: async ({ folder }, use) => {
		const started: KeyringDesk[] = [];
		await use(async (keyring) => {
			const desk = await startWithKeyring({ folder, profile: join(folder, 'profile'), keyring });
			started.push(desk);
			return desk;
		});
		for (const desk of started) await desk.kill();
	},
});

// The session is put together from Linux's own parts.
test.skip(process.platform !== 'linux', 'gnome-keyring is Linux');
// Each test starts the program twice or more, with a session of its own.
test.setTimeout(120_000);

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

/** Sets the PC up with its keyring, and closes the desk. */
async function setUp({ page, close }: KeyringDesk): Promise<void> {
	await expectHeading(page, 'Find patient');
	await typeFacility(page, server);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expect(page.getByText(/keyring of this computer \(GNOME\)/)).toBeVisible();
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await typePinAndSave(page);
	await expectHeading(page, 'Find patient');
	await expect(page.getByText('Asha Clinic · Reception 1')).toBeVisible();
	await close();
}

test('the keyring keeps the credentials, from set-up to a visit after a restart', async ({
	start,
	folder,
}) => {
	await setUp(await start('unlocked'));
	const second = await start('unlocked');
	await expectHeading(second.page, 'Find patient');
	await expect(second.page.getByText('Asha Clinic · Reception 1')).toBeVisible();
	await findPatient(second.page, 'deepak.pant');
	await sendOtp(second.page);
	await verifyOtp(second.page, canaries.otp);
	await finishVisit(second.page);
	const seen = await second.page.content();
	await second.close();
	const { console } = second;
	const secrets = [...Object.values(canaries), ...Object.values(typedSecrets)];
	expectNowhere({ profile: join(folder, 'profile'), console }, secrets, seen);
});

test('a locked keyring is said, and nothing is lost by it', async ({ start }) => {
	await setUp(await start('unlocked'));
	const locked = await start('locked');
	await expectHeading(locked.page, 'The stored credentials cannot be read');
	await expect(locked.page.getByText(/The keyring that holds the key is locked/)).toBeVisible();
	await locked.page.getByRole('button', { name: 'Try again' }).click();
	await expectHeading(locked.page, 'The stored credentials cannot be read');
	await locked.close();
	const unlocked = await start('unlocked');
	await expectHeading(unlocked.page, 'Find patient');
	await expect(unlocked.page.getByText('Asha Clinic · Reception 1')).toBeVisible();
});

test('another keyring leads to the credentials again, and the old vault is kept aside', async ({
	start,
}) => {
	await setUp(await start('unlocked'));
	const other = await start('other');
	await expectHeading(other.page, 'The stored credentials cannot be read');
	await expect(other.page.getByText(/the key to it is not available here/)).toBeVisible();
	await other.page.getByRole('button', { name: 'Enter the credentials again' }).click();
	await expectHeading(other.page, 'Set up this desk');
	await other.close();
	// Nobody has entered anything: the first keyring still opens it.
	const first = await start('unlocked');
	await expectHeading(first.page, 'Find patient');
	await expect(first.page.getByText('Asha Clinic · Reception 1')).toBeVisible();
});

test('without a keyring, or even a bus, set-up asks for a passphrase', async ({ start }) => {
	for (const keyring of ['absent', 'no-bus'] as const) {
		const desk = await start(keyring);
		await expectHeading(desk.page, 'Find patient');
		await typeFacility(desk.page, server);
		await desk.page.getByRole('button', { name: 'Continue', exact: true }).click();
		await expect(desk.page.getByText(/has no keyring that protects/)).toBeVisible();
		await desk.close();
	}
});

test('a reset takes the key out of an open keyring, and says it of one that is closed', async ({
	folder,
}) => {
	// Where this session's programs have their profiles: another folder would not be the only one.
	const profile = join(folder, 'keyring-home', 'config', 'ABHA Desk');
	const desk = await startWithKeyring({ folder, profile, keyring: 'unlocked' });
	try {
		await setUp(desk);
	} finally {
		await desk.kill();
	}
	const reset = (keyring: Keyring) =>
		runWithKeyring({ folder, profile, keyring, args: ['--reset-this-pc'] });
	const first = await reset('locked');
	expect(first).toContain('Vault, with its earlier copies: ');
	expect(first).toContain('in the keyring could not be removed');
	const second = await reset('unlocked');
	expect(second).toMatch(/Entry in the keyring: [12]\n/);
	expect(await reset('unlocked')).toContain('There was nothing to remove.');
});
