import { beforeEach, describe, expect, it } from 'vitest';

import { RecordedVisit } from '../../../main/desk/recorded-visit.ts';
import { SendLimits } from '../../../main/desk/send-limits.ts';
import { Visit } from '../../../main/desk/visit.ts';
import type { AuditRecord } from '../../../main/audit/trail.ts';
import { Consent } from '../../../main/kiosk/consent.ts';
import { KioskVisit } from '../../../main/kiosk/kiosk-visit.ts';
import { Secret } from '../../../main/secret.ts';
import { failureOf } from '../../support/failure-of.ts';
import { account, FakeClient, loggedIn, record, session } from '../../support/fake-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let client: FakeClient;
let clock: FakeClock;
let recorded: AuditRecord[];
let slips: number;
let visit: KioskVisit;

beforeEach(async () => {
	clock = new FakeClock();
	client = new FakeClient();
	recorded = [];
	slips = 0;
	const trail = {
		record: async (entry: AuditRecord) => {
			recorded.push(entry);
		},
	};
	const limits = new SendLimits(clock);
	visit = new KioskVisit({
		visit: new RecordedVisit((onEnd) => new Visit({ client, clock, limits, onEnd }), trail),
		consent: new Consent(trail),
		slips: { next: () => String((slips += 1)) },
	});
	await agree();
});

function agree(): Promise<void> {
	return visit.recordConsent({ agreed: true, language: 'hi' });
}

function find(): Promise<unknown> {
	const finding = visit.find('deepak.pant');
	client.answer(record);
	return finding;
}

async function send(): Promise<void> {
	await find();
	const sending = visit.sendOtp('mobile-otp');
	client.answer('transaction-1');
	await sending;
}

describe('KioskVisit', () => {
	it.each([
		['find', () => visit.find('deepak.pant')],
		['sendOtpToNumber', () => visit.sendOtpToNumber('mobile', '9000000903')],
	])('asks ABDM nothing by %s without consent', async (_name, call) => {
		visit.end('cancelled');
		expect(await failureOf(call())).toEqual({ code: 'consent-needed' });
		expect(client.calls).toEqual([]);
	});

	it('records consent before what it allows', async () => {
		await find();
		expect(recorded.map(({ event, detail }) => [event, detail])).toEqual([
			['consent-given', 'hi-2026-11'],
			['found', undefined],
		]);
	});

	it('forgets the patient of who declines', async () => {
		await find();
		await visit.recordConsent({ agreed: false, language: 'hi' });
		expect(visit.isOpen).toBe(false);
		expect(recorded.map(({ event }) => event).slice(-2)).toEqual([
			'visit-ended',
			'consent-declined',
		]);
	});

	it('keeps consent for a second search, and forgets it with the visit', async () => {
		await find();
		await find();
		expect(visit.isOpen).toBe(true);
		visit.end('idle');
		expect(visit.isOpen).toBe(false);
		expect(await failureOf(visit.find('deepak.pant'))).toEqual({ code: 'consent-needed' });
	});

	it('masks who was found, but not for ABDM and not in the log', async () => {
		expect(await find()).toMatchObject({ name: 'D*** P***', abhaNumber: '**-****-****-6749' });
		expect(recorded.at(-1)?.patient?.abhaNumber).toBe('43-4221-5105-6749');
		const sending = visit.sendOtp('mobile-otp');
		client.answer('transaction-1');
		await sending;
		expect(client.calls.at(-1)?.argument).toEqual(['43-4221-5105-6749', 'mobile-otp']);
	});

	it('gives who is verified a number, and shows who they are', async () => {
		await send();
		const verifying = visit.verifyOtp('012345');
		client.answer(loggedIn('profile-token'));
		expect(await verifying).toMatchObject({
			next: 'verified',
			verified: { name: 'Deepak Pant', slip: '1' },
		});
		expect(visit.profileToken?.reveal()).toBe('profile-token');
	});

	it('masks the accounts of a mobile until one is chosen', async () => {
		const sending = visit.sendOtpToNumber('mobile', '9000000903');
		client.answer('transaction-1');
		await sending;
		const verifying = visit.verifyOtp('012345');
		const choice = { accounts: [account], transactionId: new Secret('transaction-1') };
		client.answer({ kind: 'choose', choice });
		expect(await verifying).toEqual({
			next: 'choose-account',
			choice: {
				accounts: [{ ...account, name: 'M*** J***', abhaNumber: '**-****-****-0001' }],
			},
		});
		expect(slips).toBe(0);
		const choosing = visit.chooseAccount(0);
		client.answer(session('profile-token'));
		expect(await choosing).toMatchObject({ name: 'Meena Joshi', slip: '1' });
		expect(client.calls.at(-1)?.argument).toEqual(['transaction-1', '90-0000-0000-0001']);
	});

	it('gives no number for a wrong OTP', async () => {
		await send();
		const verifying = visit.verifyOtp('012345');
		client.fail({ code: 'cancelled' });
		await failureOf(verifying);
		expect(slips).toBe(0);
	});

	it('takes no Aadhaar number', async () => {
		expect(await failureOf(visit.sendOtpToNumber('aadhaar', '999900000011'))).toEqual({
			code: 'method-not-available',
			details: null,
		});
		expect(client.calls).toEqual([]);
	});

	it('prints and saves no card', async () => {
		await send();
		expect(await failureOf(visit.takeCard())).toEqual({ code: 'visit-ended' });
		expect(client.of('card')).toEqual([]);
	});

	it('waits for an OTP from the press to the right OTP', async () => {
		await find();
		expect(visit.awaitsOtp).toBe(false);
		const sending = visit.sendOtp('mobile-otp');
		expect(visit.awaitsOtp).toBe(true);
		client.answer('transaction-1');
		await sending;
		expect(visit.awaitsOtp).toBe(true);
		const verifying = visit.verifyOtp('012345');
		client.answer(loggedIn('profile-token'));
		await verifying;
		expect(visit.awaitsOtp).toBe(false);
	});

	it('does not wait for an OTP that was not sent', async () => {
		await find();
		const sending = visit.sendOtp('mobile-otp');
		client.fail({ code: 'cancelled' });
		await failureOf(sending);
		expect(visit.awaitsOtp).toBe(false);
	});

	it('goes on waiting for the first OTP when another is not sent', async () => {
		await send();
		await failureOf(visit.resendOtp());
		expect(visit.awaitsOtp).toBe(true);
	});

	it('waits for nothing once the visit has ended, even when an answer comes late', async () => {
		await find();
		const sending = visit.sendOtp('mobile-otp');
		visit.end('idle');
		await failureOf(sending);
		expect(visit.awaitsOtp).toBe(false);
	});
});
