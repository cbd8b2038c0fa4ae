import { expect, type Page } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, seedHipId, urlsOf } from '../support/seed-abdm.ts';
import { expectHeading } from './steps.ts';

/** Values that an administrator types and that must never be read outside main's memory. */
export const typedSecrets = {
	clientSecret: canaries.clientSecret,
	passphrase: 'canary passphrase of the desk',
	pin: '907214',
};

/** From the first run to the step after Facility, as an IT person types it. */
export async function typeFacility(page: Page, server: ScriptedServer): Promise<void> {
	const urls = urlsOf(server);
	await page.getByRole('button', { name: 'Set up this desk' }).click();
	await expectHeading(page, 'Set up this desk');
	await choose(page, 'Environment', 'Custom');
	await choose(page, 'ABDM generation', 'V1/V2');
	await page.getByLabel('Sessions URL').fill(urls.sessions);
	await page.getByLabel('ABHA base URL').fill(urls.abha);
	await page.getByLabel('Client ID').fill('SBX_000001');
	await page.getByLabel('Client secret').fill(typedSecrets.clientSecret);
	await page.getByLabel('HIP ID').fill(seedHipId);
	await page.getByLabel('Facility name').fill('Asha Clinic');
	await page.getByLabel('Desk name (optional)').fill('Reception 1');
}

/** A segment of a choice, by its name: the label is what can be clicked. */
async function choose(page: Page, group: string, name: string): Promise<void> {
	const radio = page.getByRole('group', { name: group }).getByRole('radio', { name, exact: true });
	await radio.check({ force: true });
	await expect(radio).toBeChecked();
}

export async function typePinAndSave(page: Page, pin: string = typedSecrets.pin): Promise<void> {
	await page.getByLabel('PIN', { exact: true }).fill(pin);
	await page.getByLabel('PIN again').fill(pin);
	await page.getByRole('button', { name: 'Save and open the desk' }).click();
}

export async function openSettings(page: Page, pin: string = typedSecrets.pin): Promise<void> {
	await page.getByRole('button', { name: 'Settings', exact: true }).click();
	await expectHeading(page, 'Administrator PIN');
	await page.getByLabel('PIN', { exact: true }).fill(pin);
	await page.getByRole('button', { name: 'Open Settings' }).click();
}
