import { expect, type Page } from 'playwright/test';

import { test } from './desk.ts';
import { expectHeading, findPatient, sendOtp } from './steps.ts';

/** What main still knows: a patient who is found could be sent an OTP. */
async function patientInMain(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const { bridge } = window as unknown as {
			bridge: { verifyOtp: (input: object) => Promise<{ ok: boolean; failure: { code: string } }> };
		};
		const reply = await bridge.verifyOtp({ otp: '' });
		return reply.failure.code;
	});
}

test('a reload in mid-login forgets the patient in main and starts again', async ({ openDesk }) => {
	const { page } = await openDesk();
	await findPatient(page, 'kavitha.murugan');
	await sendOtp(page);
	await expectHeading(page, 'Enter OTP');
	expect(await patientInMain(page)).toBe('invalid-input');

	await page.reload();
	await expectHeading(page, 'Find patient');
	expect(await patientInMain(page)).toBe('visit-ended');
	await expect(page.getByText('kavitha.murugan@sbx')).toHaveCount(0);
});

test('a crash of the page forgets the patient and brings Find patient back', async ({
	openDesk,
}) => {
	const { page, app } = await openDesk();
	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await expectHeading(page, 'Enter OTP');
	await app.evaluate(({ BrowserWindow }) => {
		BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
	});

	// Playwright's page died with the renderer, so the new one is asked through main.
	const ask = (code: string) =>
		app.evaluate(async ({ BrowserWindow }, script) => {
			const contents = BrowserWindow.getAllWindows()[0]?.webContents;
			if (contents === undefined || contents.isCrashed() || contents.isLoading()) return undefined;
			const answer = contents.executeJavaScript(script) as Promise<unknown>;
			// A page that is just going never answers.
			return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 1000))]);
		}, code);
	await expect
		.poll(() => ask('document.querySelector("h1")?.textContent.trim()'))
		.toBe('Find patient');
	expect(await ask('bridge.verifyOtp({ otp: "" }).then((reply) => reply.failure.code)')).toBe(
		'visit-ended',
	);
	expect(await ask('document.body.textContent.includes("43-4221-5105-6749")')).toBe(false);
});

test('screens that cannot be read any more are said in words, with a way on', async ({
	openDesk,
}) => {
	const { page, app } = await openDesk();
	await expectHeading(page, 'Find patient');
	// As when the program's files were taken away while it runs.
	await app.evaluate(({ session }) => {
		session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
			answer({ cancel: url.includes('StaffScreens') });
		});
	});
	await page.getByRole('button', { name: 'Set up', exact: true }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByText('Details', { exact: true }).click();
	await expect(page.getByText(/^[A-Z]{4}-[A-Z]{4}$/)).toBeVisible();
	await page.getByRole('button', { name: 'Start again' }).click();
	await expectHeading(page, 'Find patient');
});
