import { describe, expect, it } from 'vitest';

import { SendLimits } from '../../../main/desk/send-limits.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import type { Failure } from '../../../preload/contract/failure.ts';
import {
	account,
	details,
	FakeClient,
	loggedIn,
	record,
	session,
} from '../../support/fake-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function openVisit() {
	const clock = new FakeClock();
	const client = new FakeClient();
	const limits = new SendLimits(clock);
	const renewed: (number | null)[] = [];
	let ends = 0;
	const visit = new Visit({
		client,
		clock,
		limits,
		onTokenRenewed: (expiresInSeconds) => renewed.push(expiresInSeconds),
		onEnd: () => {
			ends += 1;
		},
	});
	const found = async (as = record) => {
		const finding = visit.find('deepak.pant');
		client.answer(as);
		return finding;
	};
	const sent = async (id = 'transaction-1') => {
		await found();
		const sending = visit.sendOtp('mobile-otp');
		client.answer(id);
		return sending;
	};
	const verified = async (expiresInSeconds: number | null = 1800) => {
		await sent();
		const verifying = visit.verifyOtp('012345');
		client.answer(loggedIn('profile-token', expiresInSeconds));
		return verifying;
	};
	return { clock, client, visit, renewed, ends: () => ends, found, sent, verified };
}

const failsWith = (code: Failure['code']): unknown =>
	expect.objectContaining({ failure: expect.objectContaining({ code }) });

describe('Visit', () => {
	it('goes from search to token', async () => {
		const { visit, client, verified } = openVisit();
		expect(await verified()).toEqual({
			next: 'verified',
			verified: {
				name: 'Deepak Pant',
				abhaNumber: '43-4221-5105-6749',
				abhaAddress: 'deepak.pant@sbx',
				tokenExpiresInSeconds: 1800,
				slip: null,
			},
		});
		expect(visit.profileToken?.reveal()).toBe('profile-token');
		expect(client.calls.map(({ argument }) => argument)).toEqual([
			'deepak.pant',
			['43-4221-5105-6749', 'mobile-otp'],
			['transaction-1', '012345'],
		]);
	});

	it('shows the renderer no transaction', async () => {
		const { sent } = openVisit();
		expect(await sent()).toEqual({
			method: 'mobile-otp',
			sentTo: '******0903',
			resendsLeft: 2,
			resendAfterSeconds: 60,
		});
	});

	it('asks ABDM nothing about what is no ABHA', async () => {
		const { visit, client } = openVisit();
		await expect(visit.find('43-4221')).rejects.toEqual(failsWith('invalid-input'));
		expect(client.calls).toEqual([]);
	});

	it('spends no attempt on what is no OTP', async () => {
		const { visit, client, sent } = openVisit();
		await sent();
		for (const typed of ['', '12345', '1234567', 'abcdef']) {
			await expect(visit.verifyOtp(typed)).rejects.toEqual(failsWith('invalid-input'));
		}
		expect(client.calls.filter(({ name }) => name === 'verifyOtp')).toEqual([]);
	});

	it('makes one request of two quick presses', async () => {
		const { visit, client, found } = openVisit();
		await found();
		const first = visit.sendOtp('mobile-otp');
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('busy'));
		client.answer('t');
		await first;

		const verifying = visit.verifyOtp('123456');
		await expect(visit.verifyOtp('123456')).rejects.toEqual(failsWith('busy'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('busy'));
		client.answer(loggedIn('p', null));
		await verifying;
		expect(client.calls.map(({ name }) => name)).toEqual(['find', 'sendOtp', 'verifyOtp']);
	});

	it('takes a double click for one press, even when the first click has failed already', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const sending = visit.sendOtp('mobile-otp');
		client.fail({ code: 'abdm-unavailable', details });
		await expect(sending).rejects.toEqual(failsWith('abdm-unavailable'));
		clock.advance(200);
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('busy'));
		expect(client.calls.filter(({ name }) => name === 'sendOtp')).toHaveLength(1);
	});

	it('spends one attempt on a double click, and another on another OTP at once', async () => {
		const { visit, client, clock, sent } = openVisit();
		await sent();
		const wrong = visit.verifyOtp('999999');
		client.fail({ code: 'wrong-otp', attemptsLeft: null, details });
		await expect(wrong).rejects.toEqual(failsWith('wrong-otp'));
		clock.advance(200);
		await expect(visit.verifyOtp('999999')).rejects.toEqual(failsWith('busy'));
		const right = visit.verifyOtp('012345');
		client.answer(loggedIn('p', 60));
		await expect(right).resolves.toMatchObject({ verified: { name: 'Deepak Pant' } });
		expect(client.calls.filter(({ name }) => name === 'verifyOtp')).toHaveLength(2);
	});

	it('never lets a held key through, however long it is held', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const sending = visit.sendOtp('mobile-otp');
		client.fail({ code: 'abdm-unavailable', details });
		await expect(sending).rejects.toEqual(failsWith('abdm-unavailable'));
		for (let repeat = 0; repeat < 100; repeat += 1) {
			clock.advance(33);
			await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('busy'));
		}
		expect(client.calls.filter(({ name }) => name === 'sendOtp')).toHaveLength(1);
	});

	it('keeps the transaction when the gateway, and not the login, asks for a pause', async () => {
		const { visit, client, clock, sent } = openVisit();
		await sent();
		const hurried = visit.verifyOtp('012345');
		client.fail({
			code: 'too-many-requests',
			waitSeconds: 1,
			details: { ...details, abdmCode: null },
		});
		await expect(hurried).rejects.toEqual(failsWith('too-many-requests'));
		clock.advance(1_000);
		const again = visit.verifyOtp('012345');
		client.answer(loggedIn('p', null));
		await expect(again).resolves.toMatchObject({ verified: { tokenExpiresInSeconds: null } });
	});

	it('tells those who keep something else of the patient that the visit has ended', async () => {
		const { visit, ends } = openVisit();
		visit.end();
		await expect(visit.find('')).rejects.toEqual(failsWith('invalid-input'));
		expect(ends()).toBe(2);
	});

	it('forgets the patient at its end, and drops what comes later', async () => {
		const { visit, client, sent } = openVisit();
		await sent();
		const verifying = visit.verifyOtp('012345');
		visit.end();
		client.answer(loggedIn('late'));
		await expect(verifying).rejects.toBeInstanceOf(AppError);
		expect(visit.profileToken).toBeUndefined();
		await expect(visit.verifyOtp('012345')).rejects.toEqual(failsWith('visit-ended'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('visit-ended'));
	});

	it('drops the late answer of a client that does not stop', async () => {
		const { visit, client } = openVisit();
		client.isStubborn = true;
		const finding = visit.find('deepak.pant');
		visit.end();
		client.answer(record);
		await expect(finding).rejects.toEqual(failsWith('visit-ended'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('visit-ended'));
	});

	it('forgets one patient when the next is looked up, even if nobody is found', async () => {
		const { visit, client, verified } = openVisit();
		await verified();
		const finding = visit.find('somebody.else');
		expect(visit.profileToken).toBeUndefined();
		client.fail({ code: 'abha-not-found', details });
		await expect(finding).rejects.toEqual(failsWith('abha-not-found'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('visit-ended'));
	});

	it('forgets one patient when what is typed for the next is no ABHA', async () => {
		const { visit, verified } = openVisit();
		await verified();
		await expect(visit.find('')).rejects.toEqual(failsWith('invalid-input'));
		expect(visit.profileToken).toBeUndefined();
	});

	it('keeps the patient when sending fails, so that it can be asked again', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const failing = visit.sendOtp('mobile-otp');
		client.fail({ code: 'abdm-unavailable', details });
		await expect(failing).rejects.toEqual(failsWith('abdm-unavailable'));
		clock.advance(500);
		const again = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(again).resolves.toMatchObject({ method: 'mobile-otp' });
	});

	it.each([
		{ code: 'wrong-otp', attemptsLeft: 2, details },
		{ code: 'abdm-timeout', details },
		{ code: 'offline', details },
	] as const)('keeps the transaction after $code', async (failure) => {
		const { visit, client, sent } = openVisit();
		await sent();
		const failing = visit.verifyOtp('999999');
		client.fail(failure);
		await expect(failing).rejects.toEqual(failsWith(failure.code));
		const again = visit.verifyOtp('012345');
		client.answer(loggedIn('p', 60));
		await expect(again).resolves.toMatchObject({ verified: { name: 'Deepak Pant' } });
		expect(client.calls.at(-1)?.argument).toEqual(['transaction-1', '012345']);
	});

	it.each([
		{ code: 'otp-expired', details },
		{ code: 'too-many-requests', waitSeconds: null, details: { ...details, abdmCode: 'HIS-1039' } },
	] as const)(
		'spends no further attempt on a transaction that ended with $code',
		async (failure) => {
			const { visit, client, sent } = openVisit();
			await sent();
			const failing = visit.verifyOtp('999999');
			client.fail(failure);
			await expect(failing).rejects.toEqual(failsWith(failure.code));
			const calls = client.calls.length;
			await expect(visit.verifyOtp('012345')).rejects.toEqual(failsWith('otp-expired'));
			expect(client.calls).toHaveLength(calls);
		},
	);

	it('verifies with the newest transaction after a second OTP', async () => {
		const { visit, client, clock, sent } = openVisit();
		await sent('transaction-1');
		clock.advance(60_000);
		const again = visit.sendOtp('mobile-otp');
		client.answer('transaction-2');
		await again;
		const verifying = visit.verifyOtp('123456');
		client.answer(loggedIn('p', null));
		await verifying;
		expect(client.calls.at(-1)?.argument).toEqual(['transaction-2', '123456']);
	});

	it('stops waiting without forgetting the patient', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const sending = visit.sendOtp('mobile-otp');
		visit.cancelWaiting();
		await expect(sending).rejects.toEqual(failsWith('cancelled'));
		clock.advance(500);
		const again = visit.sendOtp('mobile-otp');
		client.answer('t');
		client.answer('t');
		await expect(again).resolves.toMatchObject({ method: 'mobile-otp' });
	});

	it('lets the token go when ABDM no longer honours it', async () => {
		const { visit, clock, verified } = openVisit();
		await verified(1800);
		clock.advance(1_799_000);
		expect(visit.profileToken?.reveal()).toBe('profile-token');
		clock.advance(1_000);
		expect(visit.profileToken).toBeUndefined();
	});

	it('leaves no timer behind', async () => {
		const { visit, clock, verified } = openVisit();
		await verified(1800);
		visit.end();
		expect(clock.waiting).toBe(0);
	});

	it('does not end the next visit when the token of the last would have expired', async () => {
		const { visit, client, clock, verified, found } = openVisit();
		await verified(1800);
		await found();
		clock.advance(1_800_000);
		const sending = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(sending).resolves.toMatchObject({ method: 'mobile-otp' });
	});

	it.each(['deactivated', 'blocked', 'locked', 'consent-pending', 'deleted'] as const)(
		'offers no way to log in with an ABHA that is %s',
		async (status) => {
			const { visit, client, found } = openVisit();
			expect(await found({ ...record, status })).toMatchObject({ status, methods: [] });
			await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('method-not-available'));
			expect(client.calls.map(({ name }) => name)).toEqual(['find']);
		},
	);

	it('lets ABDM decide about a status that we do not know', async () => {
		const { found } = openVisit();
		expect(await found({ ...record, status: 'unknown' })).toMatchObject({
			methods: record.methods,
		});
	});
});

describe('Visit, sending again', () => {
	it('waits a minute after an OTP that was sent, and says how long', async () => {
		const { visit, client, clock, sent } = openVisit();
		await sent();
		clock.advance(20_000);
		await expect(visit.resendOtp()).rejects.toMatchObject({
			failure: { code: 'resend-not-yet', waitSeconds: 40 },
		});
		clock.advance(40_000);
		const again = visit.resendOtp();
		client.answer('transaction-2');
		await expect(again).resolves.toMatchObject({ resendsLeft: 1, resendAfterSeconds: 60 });
	});

	it('sends three OTPs and no more, whether asked to resend or to send', async () => {
		const { visit, client, clock, sent, found } = openVisit();
		await sent();
		clock.advance(60_000);
		const second = visit.resendOtp();
		client.answer('transaction-2');
		await second;
		clock.advance(60_000);
		await found();
		const third = visit.sendOtp('mobile-otp');
		client.answer('transaction-3');
		await expect(third).resolves.toMatchObject({ resendsLeft: 0 });
		clock.advance(60_000);
		await expect(visit.resendOtp()).rejects.toEqual(failsWith('resend-used-up'));
		expect(client.of('sendOtp', 'resendOtp')).toHaveLength(3);
	});

	it('starts no timer for an OTP that was not sent', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const failing = visit.sendOtp('mobile-otp');
		client.fail({ code: 'offline', details });
		await expect(failing).rejects.toEqual(failsWith('offline'));
		clock.advance(500);
		const again = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(again).resolves.toMatchObject({ resendsLeft: 2 });
	});

	it('keeps the limits for those who cancel and start over', async () => {
		const { visit, sent, found } = openVisit();
		await sent();
		visit.end();
		await found();
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('resend-not-yet'));
	});

	it('counts an OTP that went out after the visit had ended', async () => {
		const { visit, client, found } = openVisit();
		client.isStubborn = true;
		await found();
		const sending = visit.sendOtp('mobile-otp');
		visit.end();
		client.answer('t');
		await expect(sending).rejects.toEqual(failsWith('visit-ended'));
		await found();
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('resend-not-yet'));
	});

	it('counts what is still under way, for those who start over faster than ABDM answers', async () => {
		const { visit, client } = openVisit();
		client.isStubborn = true;
		for (let turn = 0; turn < 3; turn += 1) {
			const finding = visit.find('deepak.pant');
			client.waiting.find(({ name }) => name === 'find')?.answer(record);
			client.waiting = client.waiting.filter(({ name }) => name !== 'find');
			await finding;
			void visit.sendOtp('mobile-otp').catch(() => undefined);
		}
		visit.end();
		const finding = visit.find('deepak.pant');
		client.waiting.pop()?.answer(record);
		await finding;
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('resend-used-up'));
		expect(client.of('sendOtp')).toHaveLength(3);
	});

	it('counts an OTP that may have gone out although the visit was ended, and its call with it', async () => {
		const { visit, client, clock, found } = openVisit();
		for (let turn = 0; turn < 3; turn += 1) {
			await found();
			const sending = visit.sendOtp('mobile-otp');
			visit.end();
			await expect(sending).rejects.toEqual(failsWith('cancelled'));
			clock.advance(1_000);
		}
		await found();
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('resend-used-up'));
		expect(client.of('sendOtp')).toHaveLength(3);
	});

	it('counts nothing that ABDM has refused, or was never asked for want of a session', async () => {
		const { visit, client, clock, found } = openVisit();
		await found();
		const session = { ...details, step: 'session' } as const;
		for (const failure of [
			{ code: 'abdm-timeout', details: session },
			{ code: 'too-many-requests', waitSeconds: 30, details },
			{ code: 'offline', details },
			{ code: 'abdm-refused', details },
		] as const) {
			const sending = visit.sendOtp('mobile-otp');
			client.fail(failure);
			await expect(sending).rejects.toEqual(failsWith(failure.code));
			clock.advance(1_000);
		}
		const sending = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(sending).resolves.toMatchObject({ resendsLeft: 2 });
	});

	it.each([true, false])(
		'spends no attempt on a transaction that a lost resend has replaced: %s',
		async (anew) => {
			const { visit, client, clock, sent } = openVisit();
			client.resendsAnew = anew;
			await sent();
			clock.advance(60_000);
			const again = visit.resendOtp();
			client.fail({ code: 'abdm-timeout', details: { ...details, step: 'resend-otp' } });
			await expect(again).rejects.toEqual(failsWith('abdm-timeout'));
			const verifying = visit.verifyOtp('012345');
			client.answer(loggedIn('p'));
			const outcome = await verifying.catch((error: unknown) => error);
			expect(outcome).toEqual(
				anew ? failsWith('otp-expired') : expect.objectContaining({ next: 'verified' }),
			);
		},
	);

	it('knows a patient again who is looked up by another name, and nobody by a masked number', async () => {
		const { visit, client, sent, found } = openVisit();
		await sent();
		await found({ ...record, abhaNumber: 'xx-xxxx-xxxx-6749', family: 'address' });
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('resend-not-yet'));
		await found({ ...record, abhaNumber: 'xx-xxxx-xxxx-6749', abhaAddress: 'stranger@sbx' });
		const sending = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(sending).resolves.toMatchObject({ resendsLeft: 2 });
	});

	it('has nothing against the next patient', async () => {
		const { visit, client, sent, found } = openVisit();
		await sent();
		await found({ ...record, abhaNumber: '90-0000-0000-0001', abhaAddress: 'other@sbx' });
		const sending = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(sending).resolves.toMatchObject({ resendsLeft: 2 });
	});

	it('has nothing against a patient who has shown that the phone is theirs', async () => {
		const { visit, client, verified, found } = openVisit();
		await verified();
		await found();
		const sending = visit.sendOtp('mobile-otp');
		client.answer('t');
		await expect(sending).resolves.toMatchObject({ resendsLeft: 2 });
	});

	it('can be asked again after the OTP has expired', async () => {
		const { visit, client, clock, sent } = openVisit();
		await sent();
		const late = visit.verifyOtp('012345');
		client.fail({ code: 'otp-expired', details });
		await expect(late).rejects.toEqual(failsWith('otp-expired'));
		clock.advance(60_000);
		const again = visit.resendOtp();
		client.answer('transaction-2');
		await again;
		const verifying = visit.verifyOtp('012345');
		client.answer(loggedIn('p'));
		await expect(verifying).resolves.toMatchObject({ next: 'verified' });
		expect(client.of('verifyOtp').at(-1)?.argument).toEqual(['transaction-2', '012345']);
	});
});

describe('Visit, by mobile or Aadhaar number', () => {
	const choice = {
		accounts: [account, { ...account, abhaNumber: '90-0000-0000-0002' }],
		transactionId: new Secret('transaction-m'),
		transferToken: new Secret('transfer-token'),
	};

	it('sends to ten digits, and asks ABDM nothing about others', async () => {
		const { visit, client } = openVisit();
		await expect(visit.sendOtpToNumber('mobile', '12345')).rejects.toEqual(
			failsWith('invalid-input'),
		);
		expect(client.calls).toEqual([]);
		const sending = visit.sendOtpToNumber('mobile', '+91 90000 00903');
		client.answer('transaction-m');
		await sending;
		expect(client.of('sendOtp')[0]?.argument).toEqual(['9000000903', 'mobile-otp']);
	});

	it('sends one OTP to a mobile on a double click, also when the first has failed already', async () => {
		const { visit, client, clock } = openVisit();
		const first = visit.sendOtpToNumber('mobile', '9000000903');
		client.fail({ code: 'abdm-unavailable', details });
		await expect(first).rejects.toEqual(failsWith('abdm-unavailable'));
		clock.advance(100);
		await expect(visit.sendOtpToNumber('mobile', '9000000903')).rejects.toEqual(failsWith('busy'));
		expect(client.of('sendOtp')).toHaveLength(1);
	});

	it('sends to an Aadhaar number whose check digit is right', async () => {
		const { visit, client } = openVisit();
		await expect(visit.sendOtpToNumber('aadhaar', '999941057059')).rejects.toEqual(
			failsWith('invalid-input'),
		);
		const sending = visit.sendOtpToNumber('aadhaar', '9999 4105 7058');
		client.answer('transaction-a');
		expect(JSON.stringify(await sending)).not.toContain('9999');
		expect(client.of('sendOtp')[0]?.argument).toEqual(['999941057058', 'aadhaar-otp']);
	});

	it('lets the person choose the account, and shows no token meanwhile', async () => {
		const { visit, client } = openVisit();
		const sending = visit.sendOtpToNumber('mobile', '9000000903');
		client.answer('transaction-m');
		await sending;
		const verifying = visit.verifyOtp('012345');
		client.answer({ kind: 'choose', choice });
		expect(await verifying).toEqual({
			next: 'choose-account',
			choice: { accounts: choice.accounts },
		});
		expect(visit.profileToken).toBeUndefined();

		await expect(visit.chooseAccount(2)).rejects.toEqual(failsWith('invalid-input'));
		const choosing = visit.chooseAccount(1);
		client.answer(session('profile-token'));
		expect(await choosing).toMatchObject({ abhaNumber: '90-0000-0000-0002' });
		expect(client.of('chooseAccount')[0]?.argument).toEqual(['transaction-m', '90-0000-0000-0002']);
	});

	it('has nothing to choose from before the OTP, nor after the end', async () => {
		const { visit } = openVisit();
		await expect(visit.chooseAccount(0)).rejects.toEqual(failsWith('visit-ended'));
	});
});

describe('Visit, verified', () => {
	it('asks for profile and card with its token, for the card only once', async () => {
		const { visit, client, verified } = openVisit();
		await verified();
		const [profile, card] = [visit.profile(), visit.card()];
		client.answer({ name: 'Deepak Pant' });
		client.answer({ contentType: 'image/png', bytes: new Uint8Array([1]) });
		await expect(profile).resolves.toMatchObject({ name: 'Deepak Pant' });
		expect(await visit.card()).toBe(await card);
		expect(client.of('profile', 'card').map(({ argument }) => argument)).toEqual([
			'profile-token',
			'profile-token',
		]);
	});

	it('gives nothing out before, and drops what arrives after the end', async () => {
		const { visit, client, verified } = openVisit();
		await expect(visit.profile()).rejects.toEqual(failsWith('visit-ended'));
		await verified();
		client.isStubborn = true;
		const profile = visit.profile();
		visit.end();
		client.answer({ name: 'Deepak Pant' });
		await expect(profile).rejects.toEqual(failsWith('visit-ended'));
		await expect(visit.card()).rejects.toEqual(failsWith('visit-ended'));
	});

	it('stops waiting for a profile without ending the visit', async () => {
		const { visit, client, verified } = openVisit();
		await verified();
		const profile = visit.profile();
		visit.cancelWaiting();
		await expect(profile).rejects.toEqual(failsWith('cancelled'));
		const again = visit.profile();
		client.answer({ name: 'Deepak Pant' });
		await expect(again).resolves.toMatchObject({ name: 'Deepak Pant' });
	});

	it('renews the token a minute before it ends, and says so', async () => {
		const { visit, client, clock, renewed, verified } = openVisit();
		await verified(1800);
		clock.advance(1_740_000);
		expect(client.of('refresh')[0]?.argument).toBe('refresh of profile-token');
		client.answer(session('renewed-token', 1800));
		await expect.poll(() => visit.profileToken?.reveal()).toBe('renewed-token');
		expect(renewed).toEqual([1800]);
		clock.advance(1_000_000);
		expect(visit.profileToken?.reveal()).toBe('renewed-token');
	});

	it('goes on with the token that there is when it cannot be renewed', async () => {
		const { visit, client, clock, verified } = openVisit();
		await verified(1800);
		clock.advance(1_740_000);
		client.fail({ code: 'offline', details });
		expect(visit.profileToken?.reveal()).toBe('profile-token');
		clock.advance(60_000);
		expect(visit.profileToken).toBeUndefined();
	});

	it('tries the renewal again before the token ends, and once more when it is needed after that', async () => {
		const { visit, client, clock, verified } = openVisit();
		const failRenewal = async () => {
			client.fail({ code: 'offline', details });
			await new Promise((resolve) => setImmediate(resolve));
		};
		await verified(1800);
		clock.advance(1_740_000);
		await failRenewal();
		clock.advance(20_000);
		await failRenewal();
		clock.advance(20_000);
		await failRenewal();
		clock.advance(20_000);
		await failRenewal();
		expect(client.of('refresh')).toHaveLength(4);
		clock.advance(60_000);
		expect(visit.profileToken).toBeUndefined();

		const reading = visit.profile();
		await expect.poll(() => client.of('refresh')).toHaveLength(5);
		client.answer(session('renewed-token'));
		await expect.poll(() => client.of('profile')).toHaveLength(1);
		client.answer({ name: 'Deepak Pant' });
		await expect(reading).resolves.toMatchObject({ name: 'Deepak Pant' });
	});

	it('says that the token has expired when it cannot be renewed, and does not end the visit', async () => {
		const { visit, client, clock, verified } = openVisit();
		await verified(1800);
		clock.advance(1_800_000);
		const reading = visit.profile();
		client.waiting.splice(0).forEach((call) => {
			call.fail({ code: 'offline', details });
		});
		await expect(reading).rejects.toEqual(failsWith('token-expired'));
		visit.end();
		expect(client.of('logOut')).toHaveLength(1);
	});

	it('renews once and reads again when ABDM says that the token has expired', async () => {
		const { visit, client, verified } = openVisit();
		await verified();
		const reading = visit.profile();
		client.fail({ code: 'token-expired', details });
		await expect.poll(() => client.of('refresh')).toHaveLength(1);
		client.answer(session('renewed-token'));
		await expect.poll(() => client.of('profile')).toHaveLength(2);
		client.fail({ code: 'token-expired', details });
		await expect(reading).rejects.toEqual(failsWith('token-expired'));
		expect(client.of('refresh')).toHaveLength(1);
	});

	it('logs out at the end, once, and does not wait for it', async () => {
		const { visit, client, verified } = openVisit();
		await verified();
		visit.end();
		visit.end();
		expect(client.of('logOut').map(({ argument }) => argument)).toEqual(['profile-token']);
	});
});
