import { expect, type Page } from 'playwright/test';

import { test } from './desk.ts';
import {
	chooseGeneration,
	expectHeading,
	findByNumber,
	findPatient,
	finishVisit,
	readTrainingOtp,
	sendOtp,
	verifyOtp,
} from './steps.ts';

// NHA's cases of milestone 1 (M1 functional test-case sheet V1.2), by their ids, against the simulator
// in both generations. Patients, mobiles and Aadhaar numbers are the simulator's: invented.

const mobileOf = { family: '9000000558', deepak: '9000000903', nobody: '9123456780' };
const aadhaarOf = { deepak: '9999 0000 0016', nobody: '9999 4105 7058' };

for (const generation of ['V1/V2', 'V3'] as const) {
	for (const [id, method, query] of [
		['VRFY_ABHA_101', 'Send OTP to Aadhaar mobile', '43-4221-5105-6749'],
		['VRFY_ABHA_102', 'Send OTP to Aadhaar mobile', 'deepak.pant'],
		['VRFY_ABHA_201', 'Send OTP to mobile', '43-4221-5105-6749'],
		['VRFY_ABHA_202', 'Send OTP to mobile', 'deepak.pant'],
	] as const) {
		test(`${id} (${generation}): verifies ${query} by "${method}" and shows the profile`, async ({
			openDesk,
		}) => {
			const { page } = await openDesk();
			await chooseGeneration(page, generation);
			await findPatient(page, query);
			await expectHeading(page, 'Patient found');
			await page.getByRole('button', { name: method }).click();
			await expectHeading(page, 'Enter OTP');
			const otp = await readTrainingOtp(page);
			await verifyOtp(page, otp === '000000' ? '111111' : '000000');
			await expect(page.getByText('That OTP did not match')).toBeVisible();
			await verifyOtp(page, otp);
			await expectProfile(page);
			// Name, date of birth and gender cannot be changed here.
			await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
		});
	}

	test(`VRFY_ABHA_301 (${generation}): asks for a valid mobile number`, async ({ openDesk }) => {
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', '12345');
		await expect(page.getByText('Please enter a valid mobile number')).toBeVisible();
		await expectHeading(page, 'Find by mobile number');
	});

	test(`VRFY_ABHA_302 (${generation}): says that no ABHA is linked to the mobile`, async ({
		openDesk,
	}) => {
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', mobileOf.nobody);
		await answerIfSent(page);
		await expect(page.getByRole('alert')).toContainText('ABHA Number not found');
		await expect(page.getByRole('alert')).toContainText(
			'We did not find any ABHA number linked to this mobile number.',
		);
		await page.getByRole('button', { name: 'Continue without ABHA' }).click();
		await expectHeading(page, 'Find patient');
	});

	test(`VRFY_ABHA_303 (${generation}): lists the accounts of a mobile, and the person chooses`, async ({
		openDesk,
	}) => {
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', mobileOf.family);
		await expect(page.getByText(/linked mobile number/)).toBeVisible();
		await verifyOtp(page, await readTrainingOtp(page));
		await expectHeading(page, 'Choose account');
		for (const name of ['Meena Joshi', 'Rohan Joshi']) {
			await expect(page.getByText(name)).toBeVisible();
		}
		await page.getByRole('radio', { name: /Rohan Joshi/ }).check();
		await page.getByRole('button', { name: 'Use this account' }).click();
		await expectHeading(page, 'Verified');
		await expect(page.getByText('Rohan Joshi')).toBeVisible();
		await expect(page.getByText('Meena Joshi')).toHaveCount(0);
		await finishVisit(page);
		await expect(page.getByText('Rohan Joshi')).toHaveCount(0);
	});

	test(`VRFY_ABHA_303 (${generation}): lets the person choose even if there is one account`, async ({
		openDesk,
	}) => {
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', mobileOf.deepak);
		await verifyOtp(page, await readTrainingOtp(page));
		await expectHeading(page, 'Choose account');
	});

	test(`VRFY_ABHA_304 (${generation}): a wrong OTP fails with words`, async ({ openDesk }) => {
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', mobileOf.family);
		const otp = await readTrainingOtp(page);
		await verifyOtp(page, otp === '000000' ? '111111' : '000000');
		await expect(page.getByRole('alert')).toContainText('That OTP did not match');
	});

	test(`VRFY_ABHA_305 (${generation}): resends after 60 s, and the newest OTP counts`, async ({
		openDesk,
	}) => {
		test.setTimeout(150_000);
		const { page } = await openDesk();
		await chooseGeneration(page, generation);
		await findByNumber(page, 'mobile', mobileOf.family);
		await resendAndVerify(page);
		await expectHeading(page, 'Choose account');
	});
}

test('VRFY_ABHA_401: says that the Aadhaar number is not valid, and keeps it off the screen', async ({
	openDesk,
}) => {
	const { page } = await openDesk();
	await chooseGeneration(page, 'V3');
	await findByNumber(page, 'aadhaar', '999941057059');
	await expect(page.getByText('Aadhaar Number is not valid')).toBeVisible();
	expect(await page.content()).not.toContain('999941057059');
});

test('VRFY_ABHA_402: a wrong OTP fails with words', async ({ openDesk }) => {
	const { page } = await openDesk();
	await chooseGeneration(page, 'V3');
	await findByNumber(page, 'aadhaar', aadhaarOf.deepak);
	const otp = await readTrainingOtp(page);
	await verifyOtp(page, otp === '000000' ? '111111' : '000000');
	await expect(page.getByRole('alert')).toContainText('That OTP did not match');
});

test('VRFY_ABHA_403: says that no ABHA user is registered with the Aadhaar number', async ({
	openDesk,
}) => {
	const { page } = await openDesk();
	await chooseGeneration(page, 'V3');
	await findByNumber(page, 'aadhaar', aadhaarOf.nobody);
	await answerIfSent(page);
	await expect(page.getByRole('alert')).toContainText(
		/No ABHA user is registered with this Aadhaar number/i,
	);
});

test('VRFY_ABHA_404: shows the profile and the card after the Aadhaar OTP', async ({
	openDesk,
}) => {
	const { page } = await openDesk();
	await chooseGeneration(page, 'V3');
	await findByNumber(page, 'aadhaar', aadhaarOf.deepak);
	await verifyOtp(page, await readTrainingOtp(page));
	await expectProfile(page);
	await page.getByRole('button', { name: 'Show ABHA card' }).click();
	const card = page.getByRole('img', { name: /ABHA card of/ });
	await expect(card).toBeVisible();
	expect(await card.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

	// On paper there is the card and nothing else of the patient.
	await page.emulateMedia({ media: 'print' });
	await expect(card).toBeVisible();
	for (const text of ['Date of birth', 'Verified', '43-4221-5105-6749', 'TRAINING']) {
		await expect(page.getByText(text).first()).toBeHidden();
	}
});

test('VRFY_ABHA_405: resends after 60 s, and the newest OTP counts', async ({ openDesk }) => {
	test.setTimeout(150_000);
	const { page } = await openDesk();
	await chooseGeneration(page, 'V3');
	await findByNumber(page, 'aadhaar', aadhaarOf.deepak);
	await resendAndVerify(page);
	await expectHeading(page, 'Verified');
});

test('VRFY_ABHA_501: a scanned ABHA QR fills the search, and the OTP is still needed', async ({
	openDesk,
}) => {
	const { page } = await openDesk();
	await expectHeading(page, 'Find patient');
	// A USB scanner is a keyboard that ends with Enter.
	await page.keyboard.insertText(
		JSON.stringify({
			hidn: '43-4221-5105-6749',
			hid: 'deepak.pant@sbx',
			name: 'Deepak Pant',
			gender: 'M',
			statelgd: '29',
			distlgd: '-',
			dob: '9/9/1990',
			'state name': 'Karnataka',
			district_name: 'Bengaluru',
		}),
	);
	await page.keyboard.press('Enter');
	await expectHeading(page, 'Patient found');
	await sendOtp(page);
	await verifyOtp(page, await readTrainingOtp(page));
	await expectProfile(page);
});

/** Verified, with what NHA wants fetched. */
async function expectProfile(page: Page): Promise<void> {
	await expectHeading(page, 'Verified');
	for (const label of ['Date of birth', 'Gender', 'Mobile', 'ABHA number', 'ABHA address']) {
		await expect(page.getByText(label, { exact: true })).toBeVisible();
	}
	await expect(page.getByText('43-4221-5105-6749')).toBeVisible();
}

/** Some generations say "nobody" at once, some after the OTP. */
async function answerIfSent(page: Page): Promise<void> {
	const heading = page.getByRole('heading', { level: 1, name: 'Enter OTP' });
	await expect(heading.or(page.getByRole('alert'))).toBeVisible();
	if (await heading.isVisible()) await verifyOtp(page, await readTrainingOtp(page));
}

async function resendAndVerify(page: Page): Promise<void> {
	const resend = page.getByRole('button', { name: 'Resend OTP' });
	const first = await readTrainingOtp(page);
	await expect(resend).toHaveAttribute('aria-disabled', 'true');
	await expect(resend).not.toHaveAttribute('aria-disabled', 'true', { timeout: 65_000 });
	await resend.click();
	await expect(page.getByRole('complementary', { name: 'TRAINING' }).locator('strong')).toHaveCount(
		2,
	);
	const second = await readTrainingOtp(page);
	expect(second).not.toBe(first);
	await expect(resend).toHaveAttribute('aria-disabled', 'true');
	await verifyOtp(page, second);
}
