import { expect } from 'playwright/test';

import { calls } from '../../preload/contract.ts';
import { test } from './desk.ts';
import { expectHeading, findPatient } from './steps.ts';

test('main refuses what the page should not send, and keeps running', async ({ openDesk }) => {
	const { page } = await openDesk();
	await expectHeading(page, 'Find patient');
	const codes = await page.evaluate(async () => {
		const { bridge } = window as unknown as {
			bridge: Record<string, (...input: unknown[]) => Promise<{ failure?: { code: string } }>>;
		};
		const attempts: [string, unknown[]][] = [
			['findPatient', []],
			['findPatient', [{ query: 7 }]],
			['findPatient', [{ query: 'x', extra: true }]],
			['findPatient', [{ query: 'x'.repeat(10_000_000) }]],
			['sendOtp', [{ method: 'AADHAAR_OTP' }]],
			['verifyOtp', [null]],
			['reportProblem', [{ kind: 'error', errorName: '<b>', location: '' }]],
		];
		const replies = [];
		for (const [name, input] of attempts) {
			replies.push((await bridge[name]?.(...input))?.failure?.code);
		}
		return { replies, calls: Object.keys(bridge).sort() };
	});
	expect(codes.replies).toEqual(Array(7).fill('invalid-input'));
	expect(codes.calls).toEqual([...Object.keys(calls), 'on'].sort());
	await findPatient(page, 'deepak.pant');
	await expectHeading(page, 'Patient found');
});
