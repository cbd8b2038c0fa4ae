import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { openSettings, typedSecrets } from './administrator.ts';
import { expectNowhere, provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

const provisioning = (): Record<string, unknown> => ({
	...provisioningFor(server),
	administratorPin: typedSecrets.pin,
	deskName: 'Reception 1',
});

async function visit(page: Page): Promise<void> {
	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await verifyOtp(page, canaries.otp);
	await finishVisit(page);
	await expectHeading(page, 'Find patient');
}

test('the PIN opens Settings, a wrong one does not, and guessing becomes slow', async ({
	openDesk,
	folder,
}) => {
	const { page } = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(page, 'Find patient');
	for (const guess of ['100000', '100001', '100002', '100003']) {
		await openSettings(page, guess);
		await expect(page.getByText('That PIN did not match')).toBeVisible();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await expectHeading(page, 'Find patient');
	}
	await openSettings(page);
	await expect(page.getByText('Too many wrong tries')).toBeVisible();
	await expect(page.getByText(/The next try is possible in/).first()).toBeVisible();
});

test('the activity log tells what was done, and Check log what was done to it', async ({
	openDesk,
	folder,
}) => {
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	const { page } = desk;
	await expectHeading(page, 'Find patient');
	await visit(page);
	await openSettings(page);
	await expectHeading(page, 'Settings');
	await page.getByRole('button', { name: 'Activity' }).click();
	await expectHeading(page, 'Activity');
	for (const event of ['Patient found', 'OTP sent', 'Patient verified', 'PIN accepted']) {
		await expect(page.getByRole('cell', { name: event }).first()).toBeVisible();
	}
	await expect(page.getByText('ABHA ending 6749').first()).toBeVisible();
	await page.getByRole('button', { name: 'Check log' }).click();
	await expect(page.getByText(/^Nothing was changed: \d+ entries since/)).toBeVisible();

	const name = readdirSync(desk.profile).find((each) => each.startsWith('activity')) ?? '';
	const logFolder = join(desk.profile, name);
	const file = join(logFolder, readdirSync(logFolder)[0] ?? '');
	const text = readFileSync(file, 'utf8');
	for (const canary of ['Deepak', '4221', canaries.otp]) expect(text).not.toContain(canary);
	writeFileSync(file, text.replace('"verified"', '"otp-sent"'));
	await page.getByRole('button', { name: 'Check log' }).click();
	await expect(page.getByText(/not as it was written/)).toBeVisible();
	await expect(page.getByText(/changed after it was written/)).toBeVisible();

	const seen = await page.content();
	await desk.close();
	expectNowhere(desk, [...Object.values(canaries), ...Object.values(typedSecrets)], seen);
});

test('deleting the credentials leaves a desk in training, and no secret behind', async ({
	openDesk,
	folder,
}) => {
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	const { page } = desk;
	await expectHeading(page, 'Find patient');
	await openSettings(page);
	await page.getByRole('button', { name: 'Delete credentials…' }).click();
	await page.getByRole('button', { name: 'Delete credentials', exact: true }).click();
	await expectHeading(page, 'Find patient');
	await expect(page.getByText(/^TRAINING/).first()).toBeVisible();
	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
	expect(server.paths).toEqual([]);
});

test('nobody at the desk: the visit ends after a warning, and the screen is cleared', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(150_000);
	const { page } = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(page, 'Find patient');
	await openSettings(page);
	await page.getByLabel('End the visit after (minutes without a touch)').fill('1');
	await page.getByRole('button', { name: 'Save settings' }).click();
	await expect(page.getByText('Settings are saved.')).toBeVisible();
	await page.getByRole('button', { name: 'Close Settings' }).click();

	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
	await expect(page.getByText(/This visit ends in/).first()).toBeVisible({ timeout: 45_000 });
	await page.getByRole('button', { name: 'Keep this visit' }).click();
	await expect(page.getByText(/This visit ends in/)).toHaveCount(0);
	await expectHeading(page, 'Patient found');
	await expect(page.getByText(/This visit ends in/).first()).toBeVisible({ timeout: 45_000 });
	await expectHeadingSoon(page, 'Find patient');
	await expect(page.getByText(/The screen was cleared after/)).toBeVisible();
	await expect(page.getByText('Deepak Pant')).toHaveCount(0);
});

test('another provisioning file waits for the administrator', async ({ openDesk, folder }) => {
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(desk.page, 'Find patient');
	await openSettings(desk.page);
	await desk.page.getByRole('button', { name: 'Use a passphrase…' }).click();
	await desk.page.getByLabel('New passphrase', { exact: true }).fill(typedSecrets.passphrase);
	await desk.page.getByLabel('New passphrase again').fill(typedSecrets.passphrase);
	await desk.page.getByRole('button', { name: 'Set passphrase' }).click();
	await expect(desk.page.getByText(/The protection is changed/)).toBeVisible();
	await desk.close();

	const other = provisionSwitch(folder, { ...provisioning(), facilityName: 'Usha Clinic' });
	const { page } = await openDesk.again(desk, [other]);
	await expectHeading(page, 'Unlock this desk');
	await page.getByLabel('Passphrase').fill(typedSecrets.passphrase);
	await page.getByRole('button', { name: 'Unlock' }).click();
	const dialog = page.getByRole('dialog', { name: 'Use this provisioning file?' });
	await expect(dialog.getByText('Usha Clinic')).toBeVisible();
	await dialog.getByLabel('Administrator PIN').fill('100000');
	await dialog.getByRole('button', { name: 'Use this file' }).click();
	await expect(dialog.getByText('That PIN did not match')).toBeVisible();
	await dialog.getByLabel('Administrator PIN').fill(typedSecrets.pin);
	await dialog.getByRole('button', { name: 'Use this file' }).click();
	await expect(page.getByText('Usha Clinic · Reception 1')).toBeVisible();
});

async function expectHeadingSoon(page: Page, name: string): Promise<void> {
	const heading = page.getByRole('heading', { level: 1, name, exact: true });
	await expect(heading).toBeVisible({ timeout: 45_000 });
}
