import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { manifestName, signManifest } from '../../main/update/manifest.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { release, strangersKey } from '../support/signed-updates.ts';
import { openSettings, typedSecrets } from './administrator.ts';
import { provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectHeading } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

test('an update is refused in a build that pins no keys, and Settings say so before', async ({
	openDesk,
	folder,
}) => {
	const stick = join(folder, 'stick');
	mkdirSync(stick);
	const { manifest } = release('9.0.0', 1, Date.now());
	writeFileSync(join(stick, manifestName), signManifest(manifest, strangersKey));

	const provisioning = { ...provisioningFor(server), administratorPin: typedSecrets.pin };
	const { page } = await openDesk([provisionSwitch(folder, provisioning)]);
	await expectHeading(page, 'Find patient');
	await openSettings(page);
	const updates = page.getByRole('region', { name: 'Updates' });
	await expect(updates.getByText(/^No keys are pinned in this build/)).toBeVisible();
	await updates
		.getByLabel('Updates come from')
		.selectOption({ label: 'A folder: USB stick or share' });
	await updates.getByLabel('Folder', { exact: true }).fill(stick);
	await updates.getByRole('button', { name: 'Save source' }).click();
	await expect(updates.getByText('The source of updates is saved.')).toBeVisible();
	await updates.getByRole('button', { name: 'Check for updates' }).click();
	await expect(updates.getByText('There is no update now')).toBeVisible();
	await expect(updates.getByText(/A later version has to be installed by hand/)).toBeVisible();
});
