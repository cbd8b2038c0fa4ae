import { expect } from 'playwright/test';

import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, loginCalls, seedHipId, startSeedAbdm } from '../support/seed-abdm.ts';
import { expectNowhere, provisioningFor, provisionSwitch, test } from './desk.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

let server: ScriptedServer;

test.beforeEach(async () => {
	server = await startSeedAbdm();
});

test.afterEach(async () => {
	await server.stop();
});

test('a provisioned desk asks ABDM what the seed says, to the letter', async ({
	openDesk,
	folder,
}) => {
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	await expectHeading(page, 'Find patient');
	await expect(page.getByText('Asha Clinic')).toBeVisible();
	await expect(page.getByText(/^TRAINING/)).toHaveCount(0);

	await findPatient(page, 'Deepak.Pant@SBX');
	await sendOtp(page);
	await verifyOtp(page, canaries.otp);
	await finishVisit(page);
	await expectHeading(page, 'Find patient');

	const asked = loginCalls(server).map(({ method, path, body }) => [
		`${method} ${path}`,
		body === '' ? undefined : (JSON.parse(body) as unknown),
	]);
	expect(Object.fromEntries(asked)).toEqual({
		'POST /gateway/v0.5/sessions': {
			clientId: 'SBX_000001',
			clientSecret: canaries.clientSecret,
			grantType: 'client_credentials',
		},
		'GET /api/v1/auth/cert': undefined,
		'POST /api/v1/search/searchByHealthId': { healthId: 'deepak.pant@sbx' },
		'POST /api/v2/auth/init': { authMethod: 'MOBILE_OTP', healthid: '43-4221-5105-6749' },
		'POST /api/v1/auth/confirmWithMobileOTP': { otp: '012345', txnId: canaries.txnId },
	});
	expect(loginCalls(server)).toHaveLength(5);
	for (const { path, headers } of server.requests) {
		const isSession = path.endsWith('/sessions');
		expect(headers.authorization).toBe(isSession ? undefined : `Bearer ${canaries.accessToken}`);
		expect(headers['x-hip-id']).toBe(isSession ? undefined : seedHipId);
	}

	await findPatient(page, '43422151056749');
	await sendOtp(page);
	await verifyOtp(page, canaries.otp);
	await expectHeading(page, 'Verified');
	const second = loginCalls(server).slice(5);
	expect(second.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'POST /api/v1/search/searchByHealthId',
		'POST /api/v2/auth/init',
		'POST /api/v1/auth/confirmWithMobileOTP',
	]);
	expect(second[0]?.body).toBe('{"healthId":"43-4221-5105-6749"}');
});

test('no secret, token, transaction or OTP leaves main', async ({ openDesk, folder }) => {
	const provision = provisionSwitch(folder, provisioningFor(server));
	const desk = await openDesk([provision]);
	const { page } = desk;

	// What the page can get hold of: every reply that the bridge gives in a whole journey.
	const replies = await page.evaluate(async (otp) => {
		const { bridge } = window as unknown as {
			bridge: Record<string, (input?: unknown) => Promise<unknown>>;
		};
		return [
			await bridge.getSituation?.(),
			await bridge.findPatient?.({ query: 'deepak.pant' }),
			await bridge.sendOtp?.({ method: 'mobile-otp' }),
			await bridge.verifyOtp?.({ otp }),
			await bridge.getProfile?.(),
			await bridge.verifyOtp?.({ otp: 12 }),
		];
	}, canaries.otp);
	expect(replies).toHaveLength(6);
	expect(replies[3]).toMatchObject({ ok: true });

	// What the screens show of it, when a person does the same.
	const seen = [JSON.stringify(replies)];
	const look = async () => seen.push(await page.content());
	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
	await look();
	await sendOtp(page);
	await expectHeading(page, 'Enter OTP');
	await look();
	await verifyOtp(page, canaries.otp);
	await expectHeading(page, 'Verified');
	await look();
	await finishVisit(page);
	await expectHeading(page, 'Find patient');
	await look();

	await desk.close();
	expectNowhere(desk, Object.values(canaries), seen.join('\n'));
});

test('two quick presses make one request', async ({ openDesk, folder }) => {
	const { page } = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
	await page.getByRole('button', { name: 'Send OTP to mobile' }).dblclick();
	await expectHeading(page, 'Enter OTP');
	await page.getByRole('textbox', { name: '6-digit OTP' }).fill(canaries.otp);
	await page.getByRole('button', { name: 'Verify OTP' }).dblclick();
	await expectHeading(page, 'Verified');
	expect(server.paths.filter((path) => path.includes('init'))).toHaveLength(1);
	expect(server.paths.filter((path) => path.includes('confirm'))).toHaveLength(1);
});
