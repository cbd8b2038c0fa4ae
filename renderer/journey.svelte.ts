import type { Bridge, Reply } from '../preload/contract.ts';
import type { NumberKind } from '../preload/contract/desk.ts';
import type { Failure } from '../preload/contract/failure.ts';
import type { AccountChoice, OtpMethod, OtpSent, Verified } from '../preload/contract/visit.ts';
import type { FailedAttempt, JourneyPurpose, Purpose } from './attempt.ts';
import { settled } from './settled.ts';
import type { Step } from './step.ts';

interface Dependencies {
	bridge: Bridge;
	now: () => number;
	/** Forgets what belongs to the visit but is kept elsewhere: the SMS of the training panel. */
	forget: () => void;
}

/** One patient's way through the desk, from the search to the end of the visit. */
export class Journey {
	step = $state.raw<Step>({ name: 'find' });
	/** The text of the search field. Kept here, because the training panel fills it too. */
	query = $state('');
	failure = $state.raw<FailedAttempt | null>(null);
	waiting = $state.raw<{ for: JourneyPurpose; sinceMs: number } | null>(null);
	/** The visit before was ended without ABHA: Find patient says that this is all right. */
	continuedWithoutAbha = $state(false);
	/** What the visit begins with, if not with an ABHA. The number itself is not kept. */
	number = $state.raw<NumberKind | null>(null);

	/**
	 * Counts visits, so that an answer for one that has ended can be told from the present one, and so
	 * that each visit gets fields of its own: a field's undo history would bring the last patient back.
	 */
	visit = $state(0);

	readonly now: () => number;
	readonly #bridge: Bridge;
	readonly #forget: () => void;

	constructor({ bridge, now, forget }: Dependencies) {
		this.#bridge = bridge;
		this.now = now;
		this.#forget = forget;
		// Never unsubscribed: the journey lives as long as the page.
		bridge.on('tokenRenewed', ({ expiresInSeconds }) => {
			if (this.step.name !== 'verified') return;
			const verified = { ...this.step.verified, tokenExpiresInSeconds: expiresInSeconds };
			this.step = { name: 'verified', verified, atMs: this.now() };
		});
	}

	async find(): Promise<void> {
		const query = this.query;
		await this.#attempt(
			{ purpose: 'search', query },
			() => this.#bridge.findPatient({ query }),
			(patient) => {
				// A scanned QR holds far more of the patient than the screens need.
				this.query = '';
				this.step = { name: 'found', patient };
			},
		);
	}

	/** To the screen where a number is typed. Main has nothing to do with it yet. */
	beginWithNumber(kind: NumberKind): void {
		if (this.waiting !== null) return;
		this.#reset();
		this.number = kind;
		this.step = { name: 'number', kind };
	}

	async sendOtpToNumber(kind: NumberKind, number: string): Promise<void> {
		await this.#attempt(
			{ purpose: 'send-otp', query: null },
			() => this.#bridge.sendOtpToNumber({ kind, number }),
			(sent) => {
				this.#otpSent(sent, false);
			},
		);
	}

	async sendOtp(method: OtpMethod): Promise<void> {
		await this.#attempt(
			{ purpose: 'send-otp', query: null, method },
			() => this.#bridge.sendOtp({ method }),
			(sent) => {
				this.#otpSent(sent, false);
			},
		);
	}

	async resendOtp(): Promise<void> {
		await this.#attempt(
			{ purpose: 'resend-otp', query: null },
			() => this.#bridge.resendOtp(),
			(sent) => {
				this.#otpSent(sent, true);
			},
		);
	}

	async verifyOtp(otp: string): Promise<void> {
		await this.#attempt(
			{ purpose: 'verify-otp', query: null },
			() => this.#bridge.verifyOtp({ otp }),
			(outcome) => {
				if (outcome.next === 'verified') this.#verified(outcome.verified);
				else this.#choose(outcome.choice);
			},
		);
	}

	async chooseAccount(index: number): Promise<void> {
		await this.#attempt(
			{ purpose: 'choose-account', query: null },
			() => this.#bridge.chooseAccount({ index }),
			(verified) => {
				this.#verified(verified);
			},
		);
	}

	/** Asks main to stop; the call under way then fails with `cancelled`, which ends the wait. */
	async cancelWaiting(): Promise<void> {
		await this.#bridge.cancelWaiting();
	}

	/** Main says that there is no visit any more; it need not be told, but the person must. */
	visitHasEnded(purpose: Purpose): void {
		this.#reset();
		this.failure = { failure: { code: 'visit-ended' }, purpose, query: null };
	}

	/** Forgets the patient, on screen at once and in main. */
	async end(): Promise<void> {
		const reason = this.step.name === 'verified' ? 'finished' : 'cancelled';
		this.#reset();
		await this.#bridge.endVisit({ reason });
	}

	/** Main has ended the visit, or ends it with what comes next: only the screen has to follow. */
	leave(): void {
		this.#reset();
	}

	/** Registration goes on even if ABDM cannot help: ends the visit and says so. */
	async continueWithoutAbha(): Promise<void> {
		this.#reset();
		this.continuedWithoutAbha = true;
		await this.#bridge.endVisit({ reason: 'without-abha' });
	}

	/** One call at a time; a second press while one is under way does nothing. */
	async #attempt<T>(
		context: Omit<FailedAttempt, 'failure'> & { purpose: JourneyPurpose },
		ask: () => Promise<Reply<T>>,
		succeed: (value: T) => void,
	): Promise<void> {
		if (this.waiting !== null) return;
		const visit = this.visit;
		this.failure = null;
		this.continuedWithoutAbha = false;
		const { number } = this;
		this.waiting = { for: context.purpose, sinceMs: this.now() };

		const reply = await settled(this.#bridge, ask);
		// The visit ended while ABDM was thinking: its answer is no longer anybody's business.
		if (visit !== this.visit) return;
		this.waiting = null;
		if (reply.ok) succeed(reply.value);
		else this.#fail({ ...context, number, failure: reply.failure });
	}

	#otpSent(sent: OtpSent, resent: boolean): void {
		this.step = { name: 'otp', sent, atMs: this.now(), resent };
	}

	#choose(choice: AccountChoice): void {
		this.step = { name: 'choose', choice };
	}

	#verified(verified: Verified): void {
		this.step = { name: 'verified', verified, atMs: this.now() };
	}

	#fail(attempt: FailedAttempt): void {
		// Two presses reached main; the first is answered by its own call.
		if (attempt.failure.code === 'busy') return;
		if (attempt.failure.code === 'visit-ended') {
			this.visitHasEnded(attempt.purpose);
			return;
		}
		this.failure = attempt;
		this.#learnLimit(attempt.failure);
	}

	/** Main keeps the limits of the resend and knows better than this screen, e.g. after a reload. */
	#learnLimit(failure: Failure): void {
		if (this.step.name !== 'otp') return;
		const { step } = this;
		if (failure.code === 'resend-used-up') {
			this.step = { ...step, sent: { ...step.sent, resendsLeft: 0 } };
		} else if (failure.code === 'resend-not-yet') {
			const sent = { ...step.sent, resendAfterSeconds: failure.waitSeconds };
			this.step = { ...step, sent, atMs: this.now() };
		}
	}

	#reset(): void {
		this.visit += 1;
		this.step = { name: 'find' };
		this.number = null;
		this.query = '';
		this.failure = null;
		this.waiting = null;
		this.continuedWithoutAbha = false;
		this.#forget();
	}
}
