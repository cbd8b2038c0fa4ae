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

/** Training: which generation of ABDM's API is practised. */
export async function chooseGeneration(page: Page, generation: 'V1/V2' | 'V3'): Promise<void> {
	const choice = page.getByRole('group', { name: 'ABDM generation' });
	const segment = choice.getByRole('radio', { name: generation });
	// The label is what can be clicked; the radio itself is drawn over.
	if (!(await segment.isChecked())) await choice.getByText(generation, { exact: true }).click();
	await expect(segment).toBeChecked();
}

/** From Find patient by mobile or Aadhaar number. */
export async function findByNumber(
	page: Page,
	kind: 'mobile' | 'aadhaar',
	number: string,
): Promise<void> {
	const name = kind === 'mobile' ? 'Mobile number' : 'Aadhaar number';
	const way = kind === 'mobile' ? 'Find by mobile number' : 'Find by Aadhaar number';
	await page.getByRole('button', { name: way }).click();
	await expectHeading(page, way);
	await page.getByRole('textbox', { name }).fill(number);
	await page.getByRole('button', { name: 'Send OTP', exact: true }).click();
}
