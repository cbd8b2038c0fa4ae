import { describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../preload/contract.ts';
import type { PatientFound } from '../../preload/contract/visit.ts';
import { Journey } from '../../renderer/journey.svelte.ts';
import { deepak, details, FakeDesk } from './fake-desk.ts';

function begin(): { desk: FakeDesk; journey: Journey; forget: ReturnType<typeof vi.fn> } {
	const desk = new FakeDesk();
	const forget = vi.fn();
	return { desk, journey: new Journey({ bridge: desk.bridge, now: () => 5, forget }), forget };
}

const found: Reply<PatientFound> = { ok: true, value: deepak };

describe('Journey', () => {
	it('walks from the search to the end of the visit', async () => {
		const { desk, journey } = begin();
		journey.query = 'deepak.pant';
		await journey.find();
		expect(journey.step).toEqual({ name: 'found', patient: deepak });
		await journey.sendOtp('mobile-otp');
		expect(journey.step).toMatchObject({ name: 'otp', sent: { sentTo: '******0903' } });
		await journey.verifyOtp('012345');
		expect(journey.step).toMatchObject({ name: 'verified', atMs: 5 });
		await journey.end();
		expect(journey.step).toEqual({ name: 'find' });
		expect(desk.asked.map(({ call }) => call)).toEqual([
			'findPatient',
			'sendOtp',
			'verifyOtp',
			'endVisit',
		]);
	});

	it('shows the time of a renewed token, and of no other visit', async () => {
		const { desk, journey } = begin();
		desk.emit('tokenRenewed', { expiresInSeconds: 60 });
		expect(journey.step).toEqual({ name: 'find' });
		journey.query = 'deepak.pant';
		await journey.find();
		await journey.sendOtp('mobile-otp');
		await journey.verifyOtp('012345');
		desk.emit('tokenRenewed', { expiresInSeconds: 1234 });
		expect(journey.step).toMatchObject({
			name: 'verified',
			verified: { name: deepak.name, tokenExpiresInSeconds: 1234 },
		});
	});

	it('walks from a mobile number over its accounts to the end of the visit', async () => {
		const { desk, journey } = begin();
		const choice = { accounts: [] };
		desk.answer('verifyOtp', { next: 'choose-account', choice });
		journey.beginWithNumber('mobile');
		expect(journey.step).toEqual({ name: 'number', kind: 'mobile' });
		await journey.sendOtpToNumber('mobile', '9000000903');
		await journey.resendOtp();
		expect(journey.step).toMatchObject({ name: 'otp', resent: true, sent: { resendsLeft: 1 } });
		await journey.verifyOtp('012345');
		expect(journey.step).toEqual({ name: 'choose', choice });
		await journey.chooseAccount(4);
		expect(journey.step).toMatchObject({ name: 'verified', atMs: 5 });
		expect(journey.number).toBe('mobile');
		await journey.end();
		expect(journey.number).toBeNull();
		expect(desk.asked.map(({ call }) => call)).toEqual([
			'sendOtpToNumber',
			'resendOtp',
			'verifyOtp',
			'chooseAccount',
			'endVisit',
		]);
	});

	it('does not leave a search that is under way for another way in', async () => {
		const { desk, journey } = begin();
		desk.hold('findPatient');
		void journey.find();
		journey.beginWithNumber('mobile');
		expect(journey.step).toEqual({ name: 'find' });
	});

	it('never resends while it verifies, nor verifies while it resends', async () => {
		const { desk, journey } = begin();
		await journey.find();
		await journey.sendOtp('mobile-otp');
		await Promise.all([journey.verifyOtp('1'), journey.resendOtp()]);
		expect(desk.inputsOf('resendOtp')).toHaveLength(0);
		await journey.find();
		await journey.sendOtp('mobile-otp');
		await Promise.all([journey.resendOtp(), journey.verifyOtp('1')]);
		expect(desk.inputsOf('verifyOtp')).toHaveLength(1);
	});

	it('makes one call of two presses', async () => {
		const { desk, journey } = begin();
		await journey.find();
		await Promise.all([journey.sendOtp('mobile-otp'), journey.sendOtp('mobile-otp')]);
		await Promise.all([journey.verifyOtp('012345'), journey.verifyOtp('012345')]);
		expect(desk.inputsOf('sendOtp')).toHaveLength(1);
		expect(desk.inputsOf('verifyOtp')).toHaveLength(1);
	});

	it('says what it waits for and since when', async () => {
		const { desk, journey } = begin();
		const settle = desk.hold('findPatient');
		const finding = journey.find();
		expect(journey.waiting).toEqual({ for: 'search', sinceMs: 5 });
		settle(found);
		await finding;
		expect(journey.waiting).toBeNull();
	});

	it('drops a late answer of a visit that has ended', async () => {
		const { desk, journey } = begin();
		const settle = desk.hold('findPatient');
		const finding = journey.find();
		await journey.end();
		settle(found);
		await finding;
		expect(journey.step).toEqual({ name: 'find' });
	});

	it('does not let a late answer end the wait of the next visit', async () => {
		const { desk, journey } = begin();
		const settle = desk.hold('findPatient');
		const finding = journey.find();
		await journey.end();
		desk.hold('findPatient');
		void journey.find();
		settle({ ok: false, failure: { code: 'cancelled' } });
		await finding;
		expect(journey.waiting).not.toBeNull();
		expect(journey.failure).toBeNull();
	});

	it('keeps the text after a failed search and forgets it when the visit ends', async () => {
		const { desk, journey } = begin();
		desk.fail('findPatient', { code: 'abha-not-found', details });
		journey.query = 'nobody';
		await journey.find();
		expect(journey.query).toBe('nobody');
		await journey.end();
		expect(journey.query).toBe('');
		expect(journey.failure).toBeNull();
	});

	it('says nothing of a press that main found one too many', async () => {
		const { desk, journey } = begin();
		desk.fail('findPatient', { code: 'busy' });
		await journey.find();
		expect(journey.failure).toBeNull();
	});

	it('goes back to the search, with words, when main has ended the visit', async () => {
		const { desk, journey, forget } = begin();
		await journey.find();
		desk.fail('sendOtp', { code: 'visit-ended' });
		await journey.sendOtp('mobile-otp');
		expect(journey.step).toEqual({ name: 'find' });
		expect(journey.failure?.failure.code).toBe('visit-ended');
		expect(forget).toHaveBeenCalledOnce();
	});

	it('stays where it is when the OTP has expired', async () => {
		const { desk, journey } = begin();
		await journey.find();
		await journey.sendOtp('mobile-otp');
		desk.fail('verifyOtp', { code: 'otp-expired', details });
		await journey.verifyOtp('012345');
		expect(journey.step.name).toBe('otp');
		expect(journey.failure?.failure.code).toBe('otp-expired');
	});

	it('ends the visit in main when registration goes on without ABHA', async () => {
		const { desk, journey } = begin();
		await journey.find();
		await journey.continueWithoutAbha();
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(journey.continuedWithoutAbha).toBe(true);
		await journey.find();
		expect(journey.continuedWithoutAbha).toBe(false);
	});

	it('files a call that throws, without its message, and gives the reference', async () => {
		const { desk, journey } = begin();
		desk.throwAt('findPatient');
		await journey.find();
		expect(journey.failure?.failure).toEqual({ code: 'internal', incident: 'incident-9' });
		expect(JSON.stringify(desk.inputsOf('reportProblem'))).not.toContain('secret words');
	});
});
