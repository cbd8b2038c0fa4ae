import { expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, startSeedAbdm } from '../support/seed-abdm.ts';
import { typedSecrets, typeFacility, typePinAndSave } from './administrator.ts';
import { expectNowhere, test } from './desk.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

test('a PC without a keyring is set up with a passphrase, and asks for it at the next start', async ({
	openDesk,
}) => {
	const first = await openDesk();
	const { page } = first;
	await typeFacility(page, server);
	await page.getByRole('button', { name: 'Check connection' }).click();
	await expect(page.getByText('Certificate', { exact: false }).first()).toBeVisible();
	await page.getByRole('button', { name: 'Continue', exact: true }).click();

	await page.getByLabel('Passphrase', { exact: true }).fill('too short');
	await page.getByLabel('Passphrase again').fill('too short');
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expect(page.getByText('The passphrase needs at least 10 characters.')).toBeVisible();
	await page.getByLabel('Passphrase', { exact: true }).fill(typedSecrets.passphrase);
	await page.getByLabel('Passphrase again').fill(typedSecrets.passphrase);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();

	await typePinAndSave(page, '123456');
	await expect(page.getByText(/one of the first that anybody would try/)).toBeVisible();
	await typePinAndSave(page);
	await expectHeading(page, 'Find patient');
	await expect(page.getByText('Asha Clinic · Reception 1')).toBeVisible();

	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await verifyOtp(page, canaries.otp);
	await finishVisit(page);
	const seen = await page.content();
	await first.close();

	const second = await openDesk.again(first);
	await expectHeading(second.page, 'Unlock this desk');
	await second.page.getByLabel('Passphrase').fill('another passphrase');
	await second.page.getByRole('button', { name: 'Unlock' }).click();
	await expect(second.page.getByText('That passphrase is wrong')).toBeVisible();
	await second.page.getByLabel('Passphrase').fill(typedSecrets.passphrase);
	await second.page.keyboard.press('Enter');
	await expectHeading(second.page, 'Find patient');
	await expect(second.page.getByText('Asha Clinic · Reception 1')).toBeVisible();
	await second.close();
	expectNowhere(second, [...Object.values(canaries), ...Object.values(typedSecrets)], seen);
});

test('credentials for this run only are gone with it, and the desk says so all the while', async ({
	openDesk,
}) => {
	const first = await openDesk();
	await typeFacility(first.page, server);
	await first.page.getByRole('button', { name: 'Continue', exact: true }).click();
	await first.page.getByLabel('Keep for this run only').check({ force: true });
	await first.page.getByRole('button', { name: 'Continue', exact: true }).click();
	await typePinAndSave(first.page);
	await expectHeading(first.page, 'Find patient');
	await expect(first.page.getByText(/kept in memory for this run only/)).toBeVisible();
	await first.close();
	expectNowhere(first, Object.values(typedSecrets));

	const second = await openDesk.again(first);
	await expectHeading(second.page, 'Find patient');
	await expect(second.page.getByText(/^TRAINING/).first()).toBeVisible();
});

test('the first run offers training, once', async ({ openDesk }) => {
	const first = await openDesk();
	await expectHeading(first.page, 'Find patient');
	await first.page.getByRole('button', { name: 'Practise in training' }).click();
	await expect(first.page.getByRole('button', { name: 'Practise in training' })).toHaveCount(0);
	await first.close();
	const second = await openDesk.again(first);
	await expectHeading(second.page, 'Find patient');
	await expect(second.page.getByRole('button', { name: 'Practise in training' })).toHaveCount(0);
	await expect(second.page.getByRole('button', { name: 'Set up', exact: true })).toBeVisible();
});
