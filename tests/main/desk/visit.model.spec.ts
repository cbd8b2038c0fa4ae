import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SendLimits } from '../../../main/desk/send-limits.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { AppError } from '../../../main/failure.ts';
import { details, FakeClient, loggedIn, record } from '../../support/fake-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** Two patients, told apart in everything that is said of them. */
const patients = ['90-0000-0000-0001', '90-0000-0000-0002'] as const;
type Patient = (typeof patients)[number];

type How = 'good' | 'lost' | 'wrong' | 'expired';
type Action =
	| { kind: 'find'; patient: Patient }
	| { kind: 'send' }
	| { kind: 'resend' }
	| { kind: 'cancel' }
	| { kind: 'end' }
	| { kind: 'verify'; otp: string }
	| { kind: 'answer'; which: number; how: How }
	| { kind: 'wait'; ms: number };

const action: fc.Arbitrary<Action> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('find' as const),
			patient: fc.constantFrom(...patients),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constantFrom('send' as const, 'resend' as const, 'cancel' as const, 'end' as const),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('verify' as const),
			otp: fc.constantFrom('111111', '222222'),
		}),
	},
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant('answer' as const),
			which: fc.nat(3),
			how: fc.constantFrom<How>('good', 'good', 'good', 'lost', 'wrong', 'expired'),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('wait' as const),
			ms: fc.constantFrom(100, 600, 30_000, 60_000, 1_800_000),
		}),
	},
);

/** What is rare lies beyond a minute, and beyond the last resend: two runs of three begin there. */
const good: Action = { kind: 'answer', which: 0, how: 'good' };
const minute: Action = { kind: 'wait', ms: 60_000 };
const sent: Action[] = [
	{ kind: 'find', patient: patients[0] },
	good,
	{ kind: 'send' },
	good,
	minute,
];
const resent: Action[] = [{ kind: 'resend' }, good, minute];
const beginning = fc.constantFrom<Action[]>([], sent, [...sent, ...resent, ...resent]);

/** A visit in the hands of people who press anything at any time, on a network that answers at any time. */
class Hands {
	readonly clock = new FakeClock();
	readonly client = new FakeClient();
	readonly visit = new Visit({
		client: this.client,
		clock: this.clock,
		limits: new SendLimits(this.clock),
	});

	presses = { send: 0, verify: 0 };
	/** Which visit is going on: counted here, independently of the code under test. */
	#visits = 0;
	/** The transactions that ABDM has made in the present visit, and that it has told the desk of. */
	#newest: string | undefined;
	#made = 0;
	/** When OTPs went out to a patient and no right one has come back since. */
	readonly #sentAtMs = new Map<string, number[]>();
	readonly #broken: string[] = [];

	/** `isStubborn`: answers come late, also to a desk that has told ABDM to stop. */
	constructor(isStubborn: boolean) {
		this.client.isStubborn = isStubborn;
	}

	async do(step: Action): Promise<void> {
		if (step.kind === 'find') this.#find(step.patient);
		else if (step.kind === 'send' || step.kind === 'resend') this.#send(step.kind);
		else if (step.kind === 'verify') this.#verify(step.otp);
		else if (step.kind === 'cancel') this.#cancel();
		else if (step.kind === 'end') this.#end();
		else if (step.kind === 'wait') this.clock.advance(step.ms);
		else this.#answer(step.which, step.how);
		// Everything that can follow at once has followed.
		for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
		this.#check();
	}

	#find(patient: Patient): void {
		this.#newVisit();
		this.#follow(this.visit.find(patient), (found) => found.abhaNumber === patient);
	}

	#send(kind: 'send' | 'resend'): void {
		this.presses.send += 1;
		const asked = this.client.of('sendOtp', 'resendOtp').length;
		const sending = kind === 'send' ? this.visit.sendOtp('mobile-otp') : this.visit.resendOtp();
		const call = this.client.of('sendOtp', 'resendOtp')[asked];
		// Whatever becomes of its answer, an SMS may have gone out.
		if (call !== undefined) this.#noteSend((call.argument as [string])[0]);
		this.#follow(sending, ({ sentTo }) => sentTo === '******0903');
	}

	#verify(otp: string): void {
		this.presses.verify += 1;
		const asked = this.client.of('verifyOtp').length;
		this.#follow(this.visit.verifyOtp(otp), ({ next }) => next === 'verified');
		const call = this.client.of('verifyOtp')[asked];
		if (call === undefined) return;
		const [transaction] = call.argument as [string, string];
		if (transaction !== this.#newest) this.#broken.push(`verified with ${transaction}`);
	}

	#cancel(): void {
		// What is given up may have been done: a send under way replaces the transaction before.
		const isSending = this.client.waiting.some(
			({ name, signal }) => !signal.aborted && (name === 'sendOtp' || name === 'resendOtp'),
		);
		if (isSending) this.#newest = undefined;
		this.visit.cancelWaiting();
	}

	#end(): void {
		this.#newVisit();
		this.visit.end();
	}

	#newVisit(): void {
		this.#visits += 1;
		this.#newest = undefined;
	}

	/** A reply that succeeds must belong to the visit in which it was asked for, and to its patient. */
	#follow<T>(reply: Promise<T>, isRight: (value: T) => boolean): void {
		const visit = this.#visits;
		reply.then(
			(value) => {
				if (visit !== this.#visits) this.#broken.push('an answer of an earlier visit got through');
				if (!isRight(value)) this.#broken.push('an answer of somebody else got through');
			},
			(error: unknown) => {
				if (!(error instanceof AppError)) this.#broken.push(String(error));
			},
		);
	}

	#answer(which: number, how: How): void {
		const call = this.client.waiting[which % Math.max(1, this.client.waiting.length)];
		if (call === undefined) return;
		this.client.waiting = this.client.waiting.filter((other) => other !== call);
		const isOurs = !call.signal.aborted;
		if (how === 'lost') {
			call.fail({ code: 'abdm-timeout', details });
			// A transaction that nobody was told of has replaced the one before.
			if (isOurs && call.name !== 'find' && call.name !== 'verifyOtp') this.#newest = undefined;
		} else if (call.name === 'find') {
			const abhaNumber = call.argument as string;
			call.answer({ ...record, abhaNumber, abhaAddress: `${abhaNumber}@sbx` });
		} else if (call.name === 'sendOtp' || call.name === 'resendOtp') {
			this.#made += 1;
			const id = `transaction-${String(this.#made)}`;
			call.answer(id);
			if (isOurs) this.#newest = id;
		} else if (call.name === 'verifyOtp') {
			if (how === 'wrong') call.fail({ code: 'wrong-otp', attemptsLeft: null, details });
			else if (how === 'expired') call.fail({ code: 'otp-expired', details });
			else {
				call.answer(loggedIn(`token of ${(call.argument as string[]).join()}`));
				if (isOurs) this.#sentAtMs.clear();
			}
		}
	}

	#noteSend(whom: string): void {
		const nowMs = this.clock.nowMs();
		const sends = (this.#sentAtMs.get(whom) ?? []).filter((atMs) => atMs > nowMs - 30 * 60_000);
		if (sends.length >= 3) this.#broken.push('a fourth OTP within half an hour');
		this.#sentAtMs.set(whom, [...sends, nowMs]);
	}

	#check(): void {
		const sends = this.client.of('sendOtp', 'resendOtp').length;
		if (sends > this.presses.send) this.#broken.push('an OTP without a press');
		if (this.client.of('verifyOtp').length > this.presses.verify) {
			this.#broken.push('an attempt without a press');
		}
		const underWay = this.client.waiting.filter(
			({ name, signal }) => !signal.aborted && ['sendOtp', 'resendOtp', 'verifyOtp'].includes(name),
		);
		if (underWay.length > 1) this.#broken.push('two calls at once');
		expect(this.#broken).toEqual([]);
	}
}

describe('Visit, whatever happens in whatever order', () => {
	it('sends and spends only when pressed, mixes no patients, verifies with the newest transaction', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.boolean(),
				beginning,
				fc.array(action, { maxLength: 60 }),
				async (isStubborn, begun, actions) => {
					const hands = new Hands(isStubborn);
					for (const step of [...begun, ...actions]) await hands.do(step);

					hands.visit.end();
					expect(hands.visit.profileToken).toBeUndefined();
					await expect(hands.visit.verifyOtp('111111')).rejects.toMatchObject({
						failure: { code: 'visit-ended' },
					});
				},
			),
			{ numRuns: 1000 },
		);
	});
});
