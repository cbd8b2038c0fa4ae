import type {
	Bridge,
	Failure,
	OtpMethod,
	OtpSent,
	PatientFound,
	Reply,
	Verified,
} from '../preload/contract.ts';
import type { FailedAttempt, Purpose } from './attempt.ts';
import { fileProblem } from './problem.ts';

/** Where the visit is. Steps cannot mix: no OTP without a patient, nothing verified without both. */
export type Step =
	| { name: 'find' }
	| { name: 'found'; patient: PatientFound }
	| { name: 'otp'; sent: OtpSent }
	| { name: 'verified'; verified: Verified; atMs: number };

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
	waiting = $state.raw<{ for: Purpose; sinceMs: number } | null>(null);
	/** The visit before was ended without ABHA: Find patient says that this is all right. */
	continuedWithoutAbha = $state(false);

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

	async sendOtp(method: OtpMethod): Promise<void> {
		await this.#attempt(
			{ purpose: 'send-otp', query: null },
			() => this.#bridge.sendOtp({ method }),
			(sent) => {
				this.step = { name: 'otp', sent };
			},
		);
	}

	async verifyOtp(otp: string): Promise<void> {
		await this.#attempt(
			{ purpose: 'verify-otp', query: null },
			() => this.#bridge.verifyOtp({ otp }),
			(verified) => {
				this.step = { name: 'verified', verified, atMs: this.now() };
			},
		);
	}

	/** Asks main to stop; the call under way then fails with `cancelled`, which ends the wait. */
	async cancelWaiting(): Promise<void> {
		await this.#bridge.cancelWaiting();
	}

	/** Forgets the patient, on screen at once and in main. */
	async end(): Promise<void> {
		this.#reset();
		await this.#bridge.endVisit();
	}

	/** Registration goes on even if ABDM cannot help: ends the visit and says so. */
	async continueWithoutAbha(): Promise<void> {
		this.#reset();
		this.continuedWithoutAbha = true;
		await this.#bridge.endVisit();
	}

	/** One call at a time; a second press while one is under way does nothing. */
	async #attempt<T>(
		context: Omit<FailedAttempt, 'failure'>,
		ask: () => Promise<Reply<T>>,
		succeed: (value: T) => void,
	): Promise<void> {
		if (this.waiting !== null) return;
		const visit = this.visit;
		this.failure = null;
		this.continuedWithoutAbha = false;
		this.waiting = { for: context.purpose, sinceMs: this.now() };

		const reply = await this.#settled(ask);
		// The visit ended while ABDM was thinking: its answer is no longer anybody's business.
		if (visit !== this.visit) return;
		this.waiting = null;
		if (reply.ok) succeed(reply.value);
		else this.#fail({ ...context, failure: reply.failure });
	}

	/** A call that throws is a bug, here or in main; the person is to get a reference for it. */
	async #settled<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
		try {
			return await ask();
		} catch (error) {
			const incident = await fileProblem(this.#bridge, 'error', error);
			return { ok: false, failure: { code: 'internal', incident } satisfies Failure };
		}
	}

	#fail(attempt: FailedAttempt): void {
		// Two presses reached main; the first is answered by its own call.
		if (attempt.failure.code === 'busy') return;
		if (attempt.failure.code === 'visit-ended') this.#reset();
		this.failure = attempt;
	}

	#reset(): void {
		this.visit += 1;
		this.step = { name: 'find' };
		this.query = '';
		this.failure = null;
		this.waiting = null;
		this.continuedWithoutAbha = false;
		this.#forget();
	}
}
