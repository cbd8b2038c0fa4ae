import { describe, expect, it } from 'vitest';

import type {
	AbdmClient,
	AbhaRecord,
	OtpTransaction,
	ProfileToken,
} from '../../../main/abdm/client.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import type { AbdmDetails, Failure } from '../../../preload/contract.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const record: AbhaRecord = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	status: 'active',
	methods: ['mobile-otp'],
	otherMethods: ['password'],
};

const details: AbdmDetails = {
	incident: 'BCDF-GHJK',
	step: 'verify-otp',
	httpStatus: 422,
	abdmCode: null,
};

/** A client whose every call waits until the test answers it. */
class FakeClient implements AbdmClient {
	readonly calls: { name: string; argument: unknown; signal: AbortSignal }[] = [];
	#waiting: PromiseWithResolvers<never>[] = [];

	find(identifier: { value: string }, signal: AbortSignal) {
		return this.#wait<AbhaRecord>('find', identifier.value, signal);
	}

	sendOtp(found: AbhaRecord, method: string, signal: AbortSignal) {
		return this.#wait<OtpTransaction>('sendOtp', [found.abhaNumber, method], signal);
	}

	verifyOtp(transaction: OtpTransaction, otp: Secret, signal: AbortSignal) {
		return this.#wait<ProfileToken>('verifyOtp', [transaction.id.reveal(), otp.reveal()], signal);
	}

	answer(value: unknown): void {
		this.#waiting.shift()?.resolve(value as never);
	}

	fail(failure: Failure): void {
		this.#waiting.shift()?.reject(new AppError(failure));
	}

	#wait<T>(name: string, argument: unknown, signal: AbortSignal): Promise<T> {
		const waiting = withResolvers<never>();
		this.calls.push({ name, argument, signal });
		this.#waiting.push(waiting);
		signal.addEventListener('abort', () => {
			waiting.reject(new AppError({ code: 'cancelled' }));
		});
		return waiting.promise;
	}
}

function withResolvers<T>(): PromiseWithResolvers<T> {
	let resolvers: Omit<PromiseWithResolvers<T>, 'promise'> | undefined;
	const promise = new Promise<T>((resolve, reject) => {
		resolvers = { resolve, reject };
	});
	return { promise, ...resolvers! };
}

interface PromiseWithResolvers<T> {
	promise: Promise<T>;
	resolve: (value: T) => void;
	reject: (error: unknown) => void;
}

function openVisit() {
	const clock = new FakeClock();
	const client = new FakeClient();
	const visit = new Visit(client, clock);
	const found = async (as: AbhaRecord = record) => {
		const finding = visit.find('deepak.pant');
		client.answer(as);
		return finding;
	};
	const sent = async (id = 'transaction-1') => {
		await found();
		const sending = visit.sendOtp('mobile-otp');
		client.answer({ id: new Secret(id), sentTo: '******0903' });
		return sending;
	};
	const verified = async (expiresInSeconds: number | null = 1800) => {
		await sent();
		const verifying = visit.verifyOtp('012345');
		client.answer({ token: new Secret('profile-token'), expiresInSeconds });
		return verifying;
	};
	return { clock, client, visit, found, sent, verified };
}

const failsWith = (code: Failure['code']): unknown =>
	expect.objectContaining({ failure: expect.objectContaining({ code }) });

describe('Visit', () => {
	it('goes from search to token', async () => {
		const { visit, client, verified } = openVisit();
		expect(await verified()).toEqual({
			name: 'Deepak Pant',
			abhaNumber: '43-4221-5105-6749',
			abhaAddress: 'deepak.pant@sbx',
			tokenExpiresInSeconds: 1800,
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
		expect(await sent()).toEqual({ method: 'mobile-otp', sentTo: '******0903' });
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
		client.answer({ id: new Secret('t'), sentTo: null });
		await first;

		const verifying = visit.verifyOtp('123456');
		await expect(visit.verifyOtp('123456')).rejects.toEqual(failsWith('busy'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('busy'));
		client.answer({ token: new Secret('p'), expiresInSeconds: null });
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
		client.fail({ code: 'wrong-otp', details });
		await expect(wrong).rejects.toEqual(failsWith('wrong-otp'));
		clock.advance(200);
		await expect(visit.verifyOtp('999999')).rejects.toEqual(failsWith('busy'));
		const right = visit.verifyOtp('012345');
		client.answer({ token: new Secret('p'), expiresInSeconds: 60 });
		await expect(right).resolves.toMatchObject({ name: 'Deepak Pant' });
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
		client.answer({ token: new Secret('p'), expiresInSeconds: null });
		await expect(again).resolves.toMatchObject({ tokenExpiresInSeconds: null });
	});

	it('tells those who keep something else of the patient that the visit has ended', async () => {
		let ended = 0;
		const visit = new Visit(new FakeClient(), new FakeClock(), () => {
			ended += 1;
		});
		visit.end();
		await expect(visit.find('')).rejects.toEqual(failsWith('invalid-input'));
		expect(ended).toBe(2);
	});

	it('forgets the patient at its end, and drops what comes later', async () => {
		const { visit, client, sent } = openVisit();
		await sent();
		const verifying = visit.verifyOtp('012345');
		visit.end();
		client.answer({ token: new Secret('late'), expiresInSeconds: 1800 });
		await expect(verifying).rejects.toBeInstanceOf(AppError);
		expect(visit.profileToken).toBeUndefined();
		await expect(visit.verifyOtp('012345')).rejects.toEqual(failsWith('visit-ended'));
		await expect(visit.sendOtp('mobile-otp')).rejects.toEqual(failsWith('visit-ended'));
	});

	it('drops the late answer of a client that does not stop', async () => {
		const stubborn: AbdmClient = {
			find: () => answers.promise,
			sendOtp: () => Promise.reject(new Error('not asked')),
			verifyOtp: () => Promise.reject(new Error('not asked')),
		};
		const answers = withResolvers<AbhaRecord>();
		const visit = new Visit(stubborn, new FakeClock());
		const finding = visit.find('deepak.pant');
		visit.end();
		answers.resolve(record);
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
		client.answer({ id: new Secret('t'), sentTo: null });
		await expect(again).resolves.toEqual({ method: 'mobile-otp', sentTo: null });
	});

	it.each(['wrong-otp', 'abdm-timeout', 'offline'] as const)(
		'keeps the transaction after %s',
		async (code) => {
			const { visit, client, sent } = openVisit();
			await sent();
			const failing = visit.verifyOtp('999999');
			client.fail({ code, details });
			await expect(failing).rejects.toEqual(failsWith(code));
			const again = visit.verifyOtp('012345');
			client.answer({ token: new Secret('p'), expiresInSeconds: 60 });
			await expect(again).resolves.toMatchObject({ name: 'Deepak Pant' });
			expect(client.calls.at(-1)?.argument).toEqual(['transaction-1', '012345']);
		},
	);

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
		clock.advance(500);
		const again = visit.sendOtp('mobile-otp');
		client.answer({ id: new Secret('transaction-2'), sentTo: null });
		await again;
		const verifying = visit.verifyOtp('123456');
		client.answer({ token: new Secret('p'), expiresInSeconds: null });
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
		client.answer({ id: new Secret('t'), sentTo: null });
		client.answer({ id: new Secret('t'), sentTo: null });
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
		const { visit, clock, verified, found } = openVisit();
		await verified(1800);
		await found();
		clock.advance(1_800_000);
		const sending = visit.sendOtp('mobile-otp');
		visit.cancelWaiting();
		await expect(sending).rejects.toEqual(failsWith('cancelled'));
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
			methods: ['mobile-otp'],
		});
	});
});
