import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

import { test } from './desk.ts';
import {
	expectHeading,
	findPatient,
	finishVisit,
	readTrainingOtp,
	sendOtp,
	verifyOtp,
} from './steps.ts';

test('a newcomer logs an invented patient in, in training', async ({ openDesk }) => {
	const { page } = await openDesk();
	await expectHeading(page, 'Find patient');
	await expect(page.getByText(/^TRAINING/).first()).toBeVisible();

	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
	await expect(page.getByText('Deepak Pant', { exact: true })).toBeVisible();
	await expect(page.getByText('43-4221-5105-6749')).toBeVisible();

	await sendOtp(page);
	await verifyOtp(page, await readTrainingOtp(page));
	await expectHeading(page, 'Verified');
	await expect(page.getByText('deepak.pant@sbx')).toBeVisible();

	await finishVisit(page);
	await expectHeading(page, 'Find patient');
	await expect(page.getByRole('textbox', { name: 'ABHA number or ABHA address' })).toHaveValue('');
	await expect(page.getByText('Deepak Pant', { exact: true })).toHaveCount(0);
	await expect(page.getByText('43-4221-5105-6749')).toHaveCount(0);
});

test('the whole journey needs nothing but the keyboard', async ({ openDesk }) => {
	const { page } = await openDesk();
	await expectHeading(page, 'Find patient');
	await page.keyboard.type('43422151056749');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Patient found');
	await tabTo(page, 'Send OTP to mobile');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Enter OTP');
	const otp = await readTrainingOtp(page);
	await page.keyboard.type(otp);
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Verified');
	await tabTo(page, 'Finish visit');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Find patient');
});

test('a held Enter key sends one OTP', async ({ openDesk }) => {
	const { page } = await openDesk();
	await findPatient(page, 'fatima.khan');
	await expectHeading(page, 'Patient found');
	await page.getByRole('button', { name: 'Send OTP to mobile' }).focus();
	await page.evaluate(() => {
		(window as unknown as { clicks: number }).clicks = 0;
		document.addEventListener('click', () => (window as unknown as { clicks: number }).clicks++);
	});
	// Playwright repeats a key that is down, as a keyboard does.
	for (let repeat = 0; repeat < 20; repeat += 1) await page.keyboard.down('Enter');
	await page.keyboard.up('Enter');
	await expect(page.getByRole('alert')).toContainText('ABDM asks to wait');
	expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(1);
});

test('nothing that was typed for one patient can be brought back for the next', async ({
	openDesk,
}) => {
	const { page } = await openDesk();
	const field = page.getByRole('textbox', { name: 'ABHA number or ABHA address' });
	await field.click();
	await page.keyboard.type('nobody.here');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Continue without ABHA' }).click();
	await expect(field).toBeFocused();
	for (const keys of ['Control+z', 'Control+Shift+z', 'Control+y']) await page.keyboard.press(keys);
	await expect(field).toHaveValue('');
});

test('an SMS that is late does not reach the next patient', async ({ openDesk }) => {
	const { page } = await openDesk();
	await findPatient(page, 'kavitha.murugan');
	await sendOtp(page);
	await expectHeading(page, 'Enter OTP');
	await page.getByRole('button', { name: 'Cancel' }).click();
	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await readTrainingOtp(page);
	await expect(page.getByText(/SMS to/)).toHaveCount(1);
	await expect(page.getByText('******0114')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing on the four screens in ${colorScheme}`, async ({ openDesk }) => {
		const { page } = await openDesk();
		await page.emulateMedia({ colorScheme });
		await expectHeading(page, 'Find patient');
		await expectAccessible(page);
		await findPatient(page, '43-42');
		await expect(
			page.getByRole('textbox', { name: 'ABHA number or ABHA address' }),
		).toHaveAttribute('aria-invalid', 'true');
		await expectAccessible(page);
		await findPatient(page, 'deepak.pant');
		await expectHeading(page, 'Patient found');
		await expectAccessible(page);
		await sendOtp(page);
		await expectHeading(page, 'Enter OTP');
		const otp = await readTrainingOtp(page);
		await expectAccessible(page);
		await verifyOtp(page, otp);
		await expectHeading(page, 'Verified');
		await expectAccessible(page);
	});
}

test('nothing is clipped with text at 200 % in a window of 1024 by 768', async ({ openDesk }) => {
	const { page, app } = await openDesk();
	await app.evaluate(({ BrowserWindow }) => {
		BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 768);
	});
	const expectNothingClipped = async () => {
		await page.evaluate(() => {
			document.documentElement.style.fontSize = '200%';
		});
		const width = await page.evaluate(() => ({
			content: document.documentElement.scrollWidth,
			window: window.innerWidth,
		}));
		expect(width.content).toBeLessThanOrEqual(width.window);
	};
	await expectHeading(page, 'Find patient');
	await expectNothingClipped();
	await findPatient(page, 'rajarajeshwari');
	await expectHeading(page, 'Patient found');
	await expectNothingClipped();
	await sendOtp(page);
	await expectHeading(page, 'Enter OTP');
	await expectNothingClipped();
	await verifyOtp(page, await readTrainingOtp(page));
	await expectHeading(page, 'Verified');
	await expectNothingClipped();
});

async function expectAccessible(page: Page): Promise<void> {
	// Legacy mode: Electron cannot open the second page that axe would otherwise use.
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
	).toEqual([]);
}

async function tabTo(page: Page, name: string): Promise<void> {
	const button = page.getByRole('button', { name });
	for (let presses = 0; presses < 20; presses += 1) {
		if (await button.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`The keyboard does not reach ${name}`);
}
