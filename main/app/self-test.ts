import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { app, type BrowserWindow } from 'electron';

import { systemClock as clock } from '../clock.ts';
import { readFuses, wrongFuses } from '../diagnostics/fuses.ts';
import { readFlavour } from '../flavour.ts';
import { createLog } from '../log/log.ts';
import { print } from './print.ts';
import { requireBlocked, requireIsolation, requirePolicy, sandboxOf } from './self-test-locks.ts';
import { SelfTestFailed, SelfTestPage } from './self-test-page.ts';
import { tryVault } from './self-test-vault.ts';
import { throwAwayPrefixes } from './throw-away-profile.ts';

/** What a step prints beside its name: facts about the program, never about what was typed. */
type Told = Readonly<Record<string, string | number>>;

interface Step {
	name: string;
	run: () => Promise<unknown>;
}

/**
 * Goes through the program as it was built, in a throw-away profile (errands.ts) and with the
 * simulator: for a release, which nothing can be attached to. Prints a line of JSON for each step and
 * one at the end, and ends the program: exit code 1 when a step has failed.
 */
export async function runSelfTest(window: BrowserWindow): Promise<void> {
	const begunMs = performance.now();
	const steps = stepsOf(window);
	let failed: string | null = null;
	for (const step of steps) {
		if (!(await isPassed(step))) {
			failed = step.name;
			break;
		}
	}
	const ms = Math.round(performance.now() - begunMs);
	await print(
		failed === null
			? lineOf({ selfTest: 'passed', steps: steps.length, ms })
			: lineOf({ selfTest: 'failed', step: failed, ms }),
	);
	app.exit(failed === null ? 0 : 1);
}

async function isPassed({ name, run }: Step): Promise<boolean> {
	const begunMs = performance.now();
	try {
		const told = (await run()) as Told | undefined;
		await print(
			lineOf({ step: name, ok: true, ms: Math.round(performance.now() - begunMs), ...told }),
		);
		return true;
	} catch (error) {
		// Of any other error only the name: its message may quote what it was about.
		const why =
			error instanceof SelfTestFailed
				? error.message
				: error instanceof Error
					? error.name
					: 'unknown';
		await print(lineOf({ step: name, ok: false, why }));
		return false;
	}
}

function lineOf(told: Readonly<Record<string, unknown>>): string {
	return `${JSON.stringify(told)}\n`;
}

function stepsOf({ webContents }: BrowserWindow): Step[] {
	const page = new SelfTestPage(webContents);
	const step = (name: string, run: Step['run']): Step => ({ name, run });
	return [
		step('profile', requireThrowAway),
		step('program', tellProgram),
		step('vault', async () => {
			// Nothing of it is worth a line in a log that is thrown away.
			const log = createLog(() => undefined);
			await tryVault(join(app.getPath('userData'), 'self-test-vault'), clock, log);
		}),
		step('window', async () => {
			await page.heading('Find patient');
			// Before anything is typed: an OTP of a real ABDM must never be sent by a test.
			const isTraining = await page.ask(`document.querySelector('aside [role="log"]') !== null`);
			if (isTraining !== true) throw new SelfTestFailed('this desk is not in training');
		}),
		step('sandbox', async () => {
			const sandbox = await sandboxOf(webContents);
			if (sandbox === 'off' && app.isPackaged) {
				throw new SelfTestFailed('the page runs without a sandbox');
			}
			return { sandbox };
		}),
		step('isolation', () => requireIsolation(page)),
		step('policy', requirePolicy),
		step('blocked', async () => ({ refused: (await requireBlocked(page)).join(' ') })),
		step('find', async () => {
			await page.type('ABHA number or ABHA address', 'deepak.pant');
			await page.press('Find patient');
			await page.heading('Patient found');
		}),
		step('send-otp', async () => {
			await page.press('Send OTP to mobile');
			await page.heading('Enter OTP');
		}),
		step('verify', async () => {
			await page.type('6-digit OTP', await page.otpOnPhone());
			await page.press('Verify OTP');
			await page.heading('Verified');
		}),
		step('finish', async () => {
			await page.press('Finish visit');
			await page.heading('Find patient');
			const isForgotten = await page.ask(
				`!document.querySelector('main').innerText.includes('Deepak')`,
			);
			if (isForgotten !== true) throw new SelfTestFailed('the patient stays on the screen');
		}),
	];
}

/** Only `--self-test` makes such a profile; started otherwise, this could be a desk that is in use. */
async function requireThrowAway(): Promise<void> {
	const folder = app.getPath('userData');
	const hasVault = (await readdir(folder)).includes('vault');
	if (hasVault || !basename(folder).startsWith(throwAwayPrefixes.selfTest)) {
		throw new SelfTestFailed('the profile is not a throw-away one');
	}
}

/** What was built, and for a release that its fuses are those of one. */
async function tellProgram(): Promise<Told> {
	const flavour = readFlavour(app.getAppPath());
	const told = { version: app.getVersion(), electron: process.versions.electron, flavour };
	const isHard = flavour === 'release' || flavour === 'rehearsal';
	if (!isHard || process.platform === 'darwin') return told;
	const fuses = await readFuses(process.execPath);
	if (fuses === null || wrongFuses(fuses).length > 0) {
		throw new SelfTestFailed('the fuses are not those of a release');
	}
	return told;
}
