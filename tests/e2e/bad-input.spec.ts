import { expect } from 'playwright/test';

import { sendJson, type ScriptedServer } from '../support/scripted-server.ts';
import { canaries, loginCalls, startSeedAbdm } from '../support/seed-abdm.ts';
import { provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectHeading, findPatient, sendOtp, verifyOtp } from './steps.ts';

let server: ScriptedServer;

test.afterEach(async () => {
	await server.stop();
});

test('what is no ABHA gets a sentence beside the field, and nothing is sent', async ({
	openDesk,
	folder,
}) => {
	server = await startSeedAbdm();
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	const field = page.getByRole('textbox', { name: 'ABHA number or ABHA address' });
	const rubbish = [
		'',
		'   ',
		'4342215105674',
		'🙂',
		'x'.repeat(10_000),
		'<script>alert(1)</script>',
		'https://abha.abdm.gov.in/',
		'{"name":"no ABHA"}',
	];
	for (const typed of rubbish) {
		await findPatient(page, typed);
		await expect(field).toHaveAttribute('aria-invalid', 'true');
		// Read afresh each time: the sentence is tied to the field, and it is a sentence.
		const describedBy = (await field.getAttribute('aria-describedby')) ?? '';
		const sentences = await page.evaluate(
			(ids) => ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? ''),
			describedBy,
		);
		expect(sentences.join(' ').trim().length).toBeGreaterThan(20);
		await expectHeading(page, 'Find patient');
	}
	expect(server.requests).toEqual([]);
});

test('what is no OTP gets a sentence and spends no attempt', async ({ openDesk, folder }) => {
	server = await startSeedAbdm();
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	await findPatient(page, '４３４２２１५१०५६७४९');
	await sendOtp(page);
	for (const typed of ['', '12345', '1234567', 'abcdef']) {
		await verifyOtp(page, typed);
		await expect(page.getByRole('textbox', { name: '6-digit OTP' })).toHaveAttribute(
			'aria-invalid',
			'true',
		);
	}
	expect(server.paths.filter((path) => path.includes('confirm'))).toEqual([]);
	await verifyOtp(page, '012 345');
	await expectHeading(page, 'Verified');
	expect(loginCalls(server).at(-1)?.body).toBe(
		JSON.stringify({ otp: '012345', txnId: canaries.txnId }),
	);
});

test('ABDM answering nonsense is one clear failure, and the journey goes on', async ({
	openDesk,
	folder,
}) => {
	server = await startSeedAbdm((request, earlier) => {
		if (!request.path.endsWith('searchByHealthId')) return undefined;
		return [
			(_request: unknown, response: Parameters<typeof sendJson>[0]) => {
				response.writeHead(200, { 'Content-Type': 'text/html' });
				response.end('<html><body>Sign in to the network</body></html>');
			},
			// Twice: a search on a connection that was kept is repeated once when it is broken off.
			(_request: unknown, response: Parameters<typeof sendJson>[0]) => {
				response.destroy();
			},
			(_request: unknown, response: Parameters<typeof sendJson>[0]) => {
				response.destroy();
			},
			(_request: unknown, response: Parameters<typeof sendJson>[0]) => {
				sendJson(response, 422, { code: 'HIS-422', details: [{ code: 'HIS-1008' }] });
			},
		][earlier];
	});
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	const headlines = [
		'ABDM is not answering',
		'ABDM is not answering',
		'No ABHA found for "deepak.pant"',
	];
	for (const headline of headlines) {
		await findPatient(page, 'deepak.pant');
		const alert = page.getByRole('alert');
		await expect(alert).toBeVisible();
		await expect(page.getByRole('button', { name: 'Continue without ABHA' })).toBeVisible();
		await expect(alert).toContainText(headline);
		await expect(page.getByText('Sign in to the network')).toHaveCount(0);
	}
	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
});

test('a wrong OTP may be tried again, and the person is told what to do', async ({
	openDesk,
	folder,
}) => {
	server = await startSeedAbdm((request, earlier) =>
		request.path.endsWith('confirmWithMobileOTP') && earlier === 0
			? (_request, response) => {
					sendJson(response, 422, { code: 'HIS-422', details: [{ code: 'HIS-1013' }] });
				}
			: undefined,
	);
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	await findPatient(page, 'deepak.pant');
	await sendOtp(page);
	await verifyOtp(page, '999999');
	await expect(page.getByText('That OTP did not match')).toBeVisible();
	await verifyOtp(page, canaries.otp);
	await expectHeading(page, 'Verified');
});
