import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, type Page } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, seedHipId, startSeedAbdm } from '../support/seed-abdm.ts';
import { openSettings, typedSecrets } from './administrator.ts';
import { expectNoAxeFindings } from './axe-findings.ts';
import { expectNowhere, type OpenDesk, provisioningFor, provisionSwitch, test } from './desk.ts';
import { runProgram } from './run-program.ts';
import { expectHeading } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

const secrets = [
	...Object.values(canaries),
	...Object.values(typedSecrets),
	'SBX_000001',
	seedHipId,
];
const provisioning = () => ({ ...provisioningFor(server), administratorPin: typedSecrets.pin });
/** No display, because a server has none. */
const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };

interface Printed {
	verdict: string;
	findings: { code: string; says: string }[];
	problems: string[];
}

async function doctor(profile: string): Promise<Printed & { code: number | null }> {
	const args = ['--doctor', '--json', `--user-data-dir=${profile}`];
	const { code, stdout } = await runProgram(args, noDisplay);
	return { code, ...(JSON.parse(stdout) as Printed) };
}

/** Chosen in the menu, as an administrator without a PIN does. */
async function chooseDiagnostics({ app }: OpenDesk): Promise<void> {
	await app.evaluate(({ Menu }) => {
		const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
		items?.find(({ label }) => label === 'Diagnostics')?.click();
	});
}

async function storeByPassphrase(page: Page): Promise<void> {
	await openSettings(page);
	await page.getByRole('button', { name: 'Use a passphrase…' }).click();
	await page.getByLabel('New passphrase', { exact: true }).fill(typedSecrets.passphrase);
	await page.getByLabel('New passphrase again').fill(typedSecrets.passphrase);
	await page.getByRole('button', { name: 'Set passphrase' }).click();
	await expect(page.getByText(/The protection is changed/)).toBeVisible();
}

test('the command line looks at a desk that runs, and the desk notices nothing', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(120_000);
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(desk.page, 'Find patient');
	await storeByPassphrase(desk.page);
	await desk.app.evaluate(({ app }) => {
		app.on('second-instance', () => Object.assign(globalThis, { wasDisturbed: true }));
	});
	const before = readdirSync(desk.profile);
	const report = await doctor(desk.profile);
	expect(report.code).toBe(0);
	const codes = report.findings.map(({ code }) => code);
	expect(codes).toEqual(
		expect.arrayContaining([
			...['program.development', 'fuses.not-release', 'vault.passphrase', 'profile.folder'],
			...['permissions.own', 'writing.works', 'proxy.direct', 'facility.closed'],
		]),
	);
	const text = await runProgram(['--doctor', `--user-data-dir=${desk.profile}`], noDisplay);
	expect(text.code).toBe(0);
	expect(text.stdout).toContain('[Fine] Vault: Its key is protected by a passphrase');
	for (const secret of secrets) expect(JSON.stringify(report) + text.stdout).not.toContain(secret);

	// What the desk's own Chromium writes by and by is not the doctor's.
	const chromiums = ['Preferences', 'Network Persistent State', 'TransportSecurity'];
	const added = readdirSync(desk.profile).filter((name) => !before.includes(name));
	expect(added.filter((name) => !chromiums.includes(name))).toEqual([]);
	expect(await desk.app.evaluate(() => 'wasDisturbed' in globalThis)).toBe(false);
	expect(readdirSync(tmpdir()).filter((name) => name.startsWith('abha-desk-doctor-'))).toEqual([]);
});

test('the command line ends with 1 when something is wrong, and says what to do', async ({
	folder,
}) => {
	const profile = join(folder, 'spoilt');
	mkdirSync(join(profile, 'vault'), { recursive: true });
	writeFileSync(join(profile, 'vault', 'vault.bin'), 'cut off');
	const report = await doctor(profile);
	expect(report.code).toBe(1);
	expect(report.verdict).toBe('wrong');
	const { stdout } = await runProgram(['--doctor', `--user-data-dir=${profile}`], noDisplay);
	expect(stdout).toContain('[Wrong] Vault: Damaged: neither copy can be read');
	expect(stdout).toContain('What to do: Enter the credentials again.');
});

test('the menu leads to the diagnostics, which are copied without a secret', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(120_000);
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	const { page, app } = desk;
	await expectHeading(page, 'Find patient');
	await page.getByRole('button', { name: 'Check connection' }).click();
	await expect(page.getByText('ABDM can be reached.')).toBeVisible();
	await page.keyboard.press('Escape');
	await chooseDiagnostics(desk);
	await expectHeading(page, 'Diagnostics');
	const found = page.getByRole('list', { name: 'What was found' });
	await expect(found.getByText(/Compared with ABDM in this run: -?\d+ s ahead/)).toBeVisible();
	await expect(found.getByText(/client ID SB…01, HIP ID/)).toBeVisible();
	await expect(found.getByText('In memory only: the next start begins with nothing')).toBeVisible();
	await page.getByRole('button', { name: 'Copy' }).click();
	await expect(page.getByText(/^Copied/)).toBeVisible();
	const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
	expect(copied).toContain('Electron 33.2.1, Chromium 130.0.6723.137');

	await expectNoAxeFindings(page);
	const seen = copied + (await page.content());
	await page.getByRole('button', { name: 'Back' }).click();
	await expectHeading(page, 'Find patient');
	await desk.close();
	expectNowhere(desk, secrets.slice(0, -2), seen);
	for (const id of ['SBX_000001', seedHipId, 'Asha Clinic']) expect(copied).not.toContain(id);
});

test('the diagnostics are there before the vault is open', async ({ openDesk, folder }) => {
	const desk = await openDesk([provisionSwitch(folder, provisioning())]);
	await expectHeading(desk.page, 'Find patient');
	await storeByPassphrase(desk.page);
	await desk.close();
	const locked = await openDesk.again(desk);
	await expectHeading(locked.page, 'Unlock this desk');
	await locked.page.getByRole('button', { name: 'Diagnostics' }).click();
	await expectHeading(locked.page, 'Diagnostics');
	await expect(locked.page.getByText('Waits for its passphrase')).toBeVisible();
	await locked.page.getByRole('button', { name: 'Back' }).click();
	await expectHeading(locked.page, 'Unlock this desk');
});
