import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { OtpTransactions } from '../../../main/simulator/otp-transactions.ts';
import { findPatient } from '../../../main/simulator/patient-lookup.ts';
import { SmsNetwork } from '../../../main/simulator/sms-network.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { anotherOtp, PracticeDesk } from './practice-desk.ts';

let desk: PracticeDesk;

beforeEach(async () => {
	desk = await PracticeDesk.open();
});

afterEach(async () => {
	await desk.simulator.close();
});

describe('the limits on sending', () => {
	it('refuse another OTP within 30 seconds, by whichever name', async () => {
		await desk.init('deepak.pant');
		desk.clock.advance(29_999);
		const { status, code, text } = await desk.init('43-4221-5105-6749');
		expect([status, code]).toEqual([422, 'HIS-1023']);
		expect(text).toContain('30 seconds');
		desk.clock.advance(1);
		expect((await desk.init('deepak.pant')).status).toBe(200);
	});

	it('count each ABHA on its own, on a shared phone too', async () => {
		expect((await desk.init('meena.joshi')).status).toBe(200);
		expect((await desk.init('rohan.joshi')).status).toBe(200);
		desk.clock.advance(1500);
		expect(desk.messages.map(({ to }) => to)).toEqual(['******0558', '******0558']);
	});

	it('refuse the sixth OTP in 30 minutes and allow it when the first is 30 minutes old', async () => {
		for (let sent = 0; sent < 5; sent += 1) {
			expect((await desk.init('deepak.pant')).status).toBe(200);
			await desk.wait(60_000);
		}
		const { status, code, text } = await desk.init('deepak.pant');
		expect([status, code]).toEqual([422, 'HIS-2017']);
		expect(text).toContain('30 minutes');

		await desk.wait(25 * 60_000 - 1);
		expect((await desk.init('deepak.pant')).code).toBe('HIS-2017');
		await desk.wait(1);
		expect((await desk.init('deepak.pant')).status).toBe(200);
	});

	it('do not count a refusal', async () => {
		await desk.init('deepak.pant');
		desk.clock.advance(20_000);
		await desk.init('deepak.pant');
		desk.clock.advance(10_000);
		expect((await desk.init('deepak.pant')).status).toBe(200);
	});

	it('refuse the patient at the limit every time', async () => {
		expect((await desk.init('fatima.khan')).code).toBe('HIS-2017');
		await desk.wait(24 * 3_600_000);
		expect((await desk.init('fatima.khan')).code).toBe('HIS-2017');
		expect(desk.messages).toEqual([]);
	});
});

describe('a transaction', () => {
	it('lets a wrong OTP be corrected twice, and never repeats it', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		const wrong = anotherOtp(otp);
		for (let attempt = 0; attempt < 2; attempt += 1) {
			const { status, code, text } = await desk.confirm(txnId, wrong);
			expect([status, code]).toEqual([422, 'HIS-1013']);
			expect(text).toContain('wrong OTP');
			expect(text).not.toContain(wrong);
			expect(text).not.toContain(otp);
		}
		expect((await desk.confirm(txnId, otp)).status).toBe(200);
	});

	it('ends the transaction at the third wrong OTP', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.confirm(txnId, anotherOtp(otp));
		await desk.confirm(txnId, anotherOtp(otp));
		const { status, code, text } = await desk.confirm(txnId, anotherOtp(otp));
		expect([status, code]).toEqual([422, 'HIS-1039']);
		expect(text).toContain('12 hours');
		expect((await desk.confirm(txnId, otp)).code).toBe('HIS-1026');
	});

	it('takes the OTP for ten minutes and not longer', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.wait(10 * 60_000 - 1500 - 1);
		expect((await desk.confirm(txnId, anotherOtp(otp))).code).toBe('HIS-1013');
		desk.clock.advance(1);
		const { status, code } = await desk.confirm(txnId, otp);
		expect([status, code]).toEqual([422, 'HIS-1056']);
	});

	it('forgets an expired transaction after a day', async () => {
		const { txnId, otp } = await desk.receiveOtp();
		await desk.wait(24 * 3_600_000 + 10 * 60_000);
		await desk.init('kavitha.murugan');
		expect((await desk.confirm(txnId, otp)).code).toBe('HIS-1026');
	});

	it('takes the older OTP after a newer one was sent', async () => {
		const older = await desk.receiveOtp();
		await desk.wait(30_000);
		const newer = await desk.receiveOtp();
		expect((await desk.confirm(older.txnId, older.otp)).status).toBe(200);
		expect((await desk.confirm(newer.txnId, newer.otp)).status).toBe(200);
	});

	it('keeps the logins of two patients apart, on a shared phone too', async () => {
		const meena = await desk.receiveOtp('meena.joshi');
		const rohan = await desk.receiveOtp('rohan.joshi');
		// Once in a million the two are the same.
		const expected = rohan.otp === meena.otp ? undefined : 'HIS-1013';
		expect((await desk.confirm(rohan.txnId, meena.otp)).code).toBe(expected);
		expect((await desk.confirm(meena.txnId, meena.otp)).status).toBe(200);
	});

	it('does not know the transaction of an Aadhaar OTP', async () => {
		const { json } = await desk.init('deepak.pant', 'AADHAAR_OTP');
		desk.clock.advance(1500);
		const { code } = await desk.confirm(String(json.txnId), desk.messages[0]?.otp ?? '');
		expect(code).toBe('HIS-1026');
	});
});

describe('an OTP', () => {
	it('has six digits, of which the first may be zero', () => {
		const clock = new FakeClock();
		const sms = new SmsNetwork(clock);
		const transactions = new OtpTransactions(clock, sms, 0);
		const otps: string[] = [];
		sms.onMessage(({ otp }) => otps.push(otp));
		const deepak = findPatient('deepak.pant');
		if (deepak === undefined) throw new Error('The first practice patient is missing');
		for (let sent = 0; sent < 300; sent += 1) {
			transactions.open(deepak, 'MOBILE_OTP');
			clock.advance(30 * 60_000);
		}
		expect(otps).toHaveLength(300);
		for (const otp of otps) expect(otp).toMatch(/^\d{6}$/);
		expect(otps.some((otp) => otp.startsWith('0'))).toBe(true);
	});
});
