import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { type ScriptedServer, sendJson } from '../support/scripted-server.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { type OpenDesk, test } from './desk.ts';
import { agree, expectHeadingNow, expectKioskHeading, openKiosk, wordsOf } from './kiosk.ts';
import { isRunning, pageProcessOf, takeHeapSnapshot } from './page-process.ts';
import { countInMemory, countTexts } from './process-memory.ts';

/** Of this test alone, so that what is found can only have come this way. */
const typed = { number: '91827364501928', otp: '739105' };
const shown = { name: 'Quillon Vexworth', number: '91-8273-6450-1928', address: 'quillon.vex@sbx' };
const traces = [...Object.values(typed), ...Object.values(shown)];

let server: ScriptedServer;

test.beforeEach(async () => {
	const patient = { healthId: shown.address, healthIdNumber: shown.number, name: shown.name };
	server = await startSeedAbdm(({ path }) => {
		const more = path.endsWith('/search/searchByHealthId')
			? { status: 'ACTIVE', authMethods: ['MOBILE_OTP'] }
			: path.endsWith('/account/profile')
				? { gender: 'F', yearOfBirth: '1990', mobile: '9000000903' }
				: undefined;
		if (more === undefined) return undefined;
		return (_request, response) => {
			sendJson(response, 200, { ...patient, ...more });
		};
	});
});

test.afterEach(async () => {
	await server.stop();
});

const en = wordsOf('en');

/** What of the patient stands in the page's process: in its heap, and in all of its memory. */
async function tracesIn({ app }: OpenDesk, folder: string, name: string) {
	const processId = await pageProcessOf(app);
	const snapshot = readFileSync(await takeHeapSnapshot(app, join(folder, `${name}.heapsnapshot`)));
	return {
		processId,
		heap: found(countTexts(snapshot, traces)),
		memory: found(countInMemory(processId, traces)),
	};
}

function found(counts: Map<string, number> | null): string[] | null {
	return counts && [...counts].filter(([, count]) => count > 0).map(([text]) => text);
}

/** As a patient does it. Returns the process that has seen them. */
async function verify(desk: OpenDesk, folder: string): Promise<number> {
	const { page } = desk;
	await agree(page);
	for (const digit of typed.number) {
		await page.getByRole('button', { name: digit, exact: true }).click();
	}
	await page.getByRole('button', { name: en('kiosk.identify.continue'), exact: true }).click();
	await expectKioskHeading(page, en('kiosk.confirm.heading'));
	await page.getByRole('button', { name: en('kiosk.confirm.yes'), exact: true }).click();
	await expectKioskHeading(page, en('kiosk.otp.heading'));
	await page.keyboard.type(typed.otp);
	// Else not finding them afterwards would say nothing.
	const before = await tracesIn(desk, folder, 'otp');
	expect(before.heap).toContain(typed.otp);
	await page.getByRole('button', { name: en('action.verify'), exact: true }).click();
	await expectKioskHeading(page, en('kiosk.verified.heading'));
	const verified = await tracesIn(desk, folder, 'verified');
	expect(verified.heap).toEqual(expect.arrayContaining([shown.name, shown.number]));
	if (verified.memory !== null) {
		expect(verified.memory).toEqual(expect.arrayContaining([shown.name, shown.number]));
	}
	return verified.processId;
}

/** Another process, in which nothing of the patient is, and the one before it is gone. */
async function expectForgotten(desk: OpenDesk, folder: string, before: number): Promise<void> {
	await expectHeadingNow(desk, en('kiosk.attract.heading'));
	const after = await tracesIn(desk, folder, 'after');
	expect(after.processId).toBeGreaterThan(0);
	expect(after.processId).not.toBe(before);
	expect(isRunning(before)).toBe(false);
	expect(after.heap).toEqual([]);
	test.info().annotations.push({
		type: 'memory of the process',
		description: after.memory === null ? 'not searched: the system did not let us' : 'searched',
	});
	expect(after.memory ?? []).toEqual([]);
}

test('nothing of a patient is in the page’s memory after Finish', async ({ openDesk, folder }) => {
	const desk = await openKiosk(openDesk, folder, server);
	const before = await verify(desk, folder);
	const finish = en('kiosk.verified.finish');
	await desk.page.getByRole('button', { name: finish, exact: true }).click();
	await expectForgotten(desk, folder, before);
});

test('nothing of a patient who walked away is in the page’s memory', async ({
	openDesk,
	folder,
}) => {
	test.setTimeout(200_000);
	const desk = await openKiosk(openDesk, folder, server);
	const before = await verify(desk, folder);
	const leftAtMs = performance.now();
	await expect(desk.page.getByRole('heading', { name: en('kiosk.idle.heading') })).toBeVisible({
		timeout: 80_000,
	});
	expect(performance.now() - leftAtMs).toBeGreaterThan(50_000);
	await expect.poll(() => isRunning(before), { timeout: 60_000, intervals: [1_000] }).toBe(false);
	await expectForgotten(desk, folder, before);
});
