import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { startSeedAbdm } from '../support/seed-abdm.ts';
import { electronPath, launchArguments, provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectHeading } from './steps.ts';

/** Starts the program as a shell would, and waits for its end. */
async function run(
	profile: string,
	args: string[],
): Promise<{ code: number | null; text: string }> {
	const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const child = spawn(electronPath(), [...noSandbox, ...launchArguments(profile, args)]);
	let text = '';
	child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
	return new Promise((resolve) => {
		child.on('close', (code) => {
			resolve({ code, text });
		});
	});
}

test('a bad provisioning file ends the program with 2 and names the field, never its value', async ({
	folder,
}) => {
	const server = await startSeedAbdm();
	const good = provisioningFor(server);
	const spoilt = [
		['hipId', { ...good, hipId: 42 }],
		['clientSecret', { ...good, clientSecret: 'canary value with spaces' }],
		[
			'urls.abha',
			{ ...good, urls: { sessions: 'https://s.example', abha: 'http://canary.example/' } },
		],
		['environment', { ...good, environment: 'canary' }],
		['shoeSize', { ...good, shoeSize: 'canary' }],
	] as const;
	for (const [field, content] of spoilt) {
		const { code, text } = await run(join(folder, 'bad'), [provisionSwitch(folder, content)]);
		expect(code).toBe(2);
		expect(text).toContain(field.split('.')[0]);
		expect(text).not.toContain('canary');
	}
	await server.stop();
});

test('a provisioning file that is not there ends the program with 2', async ({ folder }) => {
	const missing = `--provision=${join(folder, 'nowhere.json')}`;
	const { code, text } = await run(join(folder, 'bad'), [missing]);
	expect(code).toBe(2);
	expect(text).toContain('cannot be read');
});

test('a second start shows the first window and provisions nothing', async ({
	openDesk,
	folder,
}) => {
	const server = await startSeedAbdm();
	const { page, app, profile } = await openDesk();
	await expectHeading(page, 'Find patient');
	await app.evaluate(({ BrowserWindow }) => {
		BrowserWindow.getAllWindows()[0]?.minimize();
	});

	const { code } = await run(profile, [provisionSwitch(folder, provisioningFor(server))]);
	expect(code).toBe(0);
	await expect
		.poll(() =>
			app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
		)
		.toBe(false);
	await expect(page.getByText(/^TRAINING/).first()).toBeVisible();
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
	await server.stop();
});

test('profiles are separate: two desks run side by side', async ({ openDesk }) => {
	const first = await openDesk();
	const second = await openDesk();
	await expectHeading(first.page, 'Find patient');
	await expectHeading(second.page, 'Find patient');
	expect(first.profile).not.toBe(second.profile);
});
