import { expect, type Page } from 'playwright/test';

/** What a receptionist does, by the names that ux.md fixes. */
export async function findPatient(page: Page, query: string): Promise<void> {
	await page.getByRole('textbox', { name: 'ABHA number or ABHA address' }).fill(query);
	await page.getByRole('button', { name: 'Find patient' }).click();
}

export async function sendOtp(page: Page): Promise<void> {
	await expectHeading(page, 'Patient found');
	await page.getByRole('button', { name: 'Send OTP to mobile' }).click();
}

export async function verifyOtp(page: Page, otp: string): Promise<void> {
	await expectHeading(page, 'Enter OTP');
	await page.getByRole('textbox', { name: '6-digit OTP' }).fill(otp);
	await page.getByRole('button', { name: 'Verify OTP' }).click();
}

export async function finishVisit(page: Page): Promise<void> {
	await expectHeading(page, 'Verified');
	await page.getByRole('button', { name: 'Finish visit' }).click();
}

export async function expectHeading(page: Page, name: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

/** The OTP of the newest SMS in the training panel. */
export async function readTrainingOtp(page: Page): Promise<string> {
	const panel = page.getByRole('complementary', { name: 'TRAINING' });
	const digits = panel.getByText(/^\s*\d{3}\s?\d{3}\s*$/).first();
	await expect(digits).toBeVisible();
	return (await digits.innerText()).replace(/\D/g, '');
}
