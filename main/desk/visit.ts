import type { NumberKind } from '../../preload/contract/desk.ts';
import type {
	Card,
	OtpMethod,
	OtpSent,
	PatientFound,
	Profile,
	Verified,
	VerifyOutcome,
} from '../../preload/contract/visit.ts';
import type {
	AbdmClient,
	AbhaRecord,
	OtpTarget,
	OtpTransaction,
	PendingChoice,
	ProfileSession,
} from '../abdm/client.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';
import { DeliberatePress } from './deliberate-press.ts';
import { parseAadhaar, parseMobile, parseOtp, parsePatientQuery } from './identity.ts';
import { type Holder, holderOf, onlyIfActive } from './holder.ts';
import { endsTransaction, mayHaveBeenDone } from './otp-outcome.ts';
import { ProfileHold } from './profile-hold.ts';
import { type SendLimits, whomOf } from './send-limits.ts';

/** How far one patient's login has come. Steps cannot mix: no transaction without a patient. */
type Step =
	| { name: 'nobody' }
	| { name: 'found'; record: AbhaRecord }
	| { name: 'otp-sent'; transaction: OtpTransaction }
	/** The transaction is used up; the target may be sent another OTP. */
	| { name: 'otp-ended'; transaction: OtpTransaction }
	| { name: 'choosing'; choice: PendingChoice }
	| { name: 'verified'; hold: ProfileHold; card?: Card };

export interface VisitOptions {
	client: AbdmClient;
	clock: Clock;
	limits: SendLimits;
	/** Called when the token of the visit was renewed. */
	onTokenRenewed?: (expiresInSeconds: number | null) => void;
	/** For what belongs to a visit but is kept elsewhere: the SMS on its way in training. */
	onEnd?: () => void;
}

/**
 * One patient's login, from search to token. Owns all that is known of the patient; `end()` forgets
 * it. One call at a time, so that no OTP is sent while another is verified. An answer that comes
 * after the visit has ended is dropped.
 */
export class Visit {
	readonly #client: AbdmClient;
	readonly #clock: Clock;
	readonly #limits: SendLimits;
	readonly #onTokenRenewed: (expiresInSeconds: number | null) => void;
	readonly #onEnd: () => void;
	#step: Step = { name: 'nobody' };
	/** The call under way. Ends with the visit, or when the person stops waiting. */
	#call: AbortController | undefined;
	readonly #press: DeliberatePress;
	/** A press in another visit is another press. */
	#visits = 0;

	constructor(options: VisitOptions) {
		const { client, clock, limits, onTokenRenewed = () => undefined } = options;
		this.#client = client;
		this.#clock = clock;
		this.#press = new DeliberatePress(clock);
		this.#limits = limits;
		this.#onTokenRenewed = onTokenRenewed;
		this.#onEnd = options.onEnd ?? (() => undefined);
	}

	/** Seed step 3. Whoever was there before is forgotten first, even if nothing is found. */
	async find(query: string): Promise<PatientFound> {
		this.end();
		const identifier = parsePatientQuery(query);
		if (!identifier.ok) throw new AppError({ code: 'invalid-input', problem: identifier.problem });
		const found = await this.#exclusively((signal) => this.#client.find(identifier.value, signal));
		const record = onlyIfActive(found);
		this.#step = { name: 'found', record };
		const { name, abhaNumber, abhaAddress, status, methods, otherMethods } = record;
		return { name, abhaNumber, abhaAddress, status, methods, otherMethods };
	}

	/** Seed step 4. A newer OTP replaces the transaction before it. */
	async sendOtp(method: OtpMethod): Promise<OtpSent> {
		this.#press.require(`send in visit ${String(this.#visits)}`);
		const record = this.#record();
		if (record === undefined) throw new AppError({ code: 'visit-ended' });
		if (!record.methods.includes(method)) {
			throw new AppError({ code: 'method-not-available', details: null });
		}
		return this.#send({ kind: 'record', record }, method);
	}

	/** Starts a visit with a mobile or an Aadhaar number instead of a search. */
	async sendOtpToNumber(kind: NumberKind, typed: string): Promise<OtpSent> {
		// Before the end of the visit before, which would forget the first click of a double click.
		this.#press.require(`${kind} ${typed}`);
		this.end();
		if (!this.#client.numbers.includes(kind)) {
			throw new AppError({ code: 'method-not-available', details: null });
		}
		const number = kind === 'mobile' ? parseMobile(typed) : parseAadhaar(typed);
		if (!number.ok) throw new AppError({ code: 'invalid-input', problem: number.problem });
		const target: OtpTarget = { kind, number: new Secret(number.value) };
		return this.#send(target, kind === 'mobile' ? 'mobile-otp' : 'aadhaar-otp');
	}

	/** Another OTP for the same login; the newest transaction counts (NHA VRFY_ABHA_305). */
	async resendOtp(): Promise<OtpSent> {
		this.#press.require(`send in visit ${String(this.#visits)}`);
		const step = this.#step;
		if (step.name === 'otp-ended') {
			return this.#send(step.transaction.target, step.transaction.method);
		}
		if (step.name !== 'otp-sent') throw new AppError({ code: 'visit-ended' });
		const { transaction } = step;
		return this.#sendBy(
			transaction.target,
			(signal) => this.#client.resendOtp(transaction, signal),
			this.#client.resendsAnew,
		);
	}

	/** Seed step 5. An OTP that is no OTP spends no attempt. */
	async verifyOtp(typed: string): Promise<VerifyOutcome> {
		const step = this.#step;
		if (step.name === 'found' || step.name === 'otp-ended') {
			throw new AppError({ code: 'otp-expired', details: null });
		}
		if (step.name !== 'otp-sent') throw new AppError({ code: 'visit-ended' });
		const otp = parseOtp(typed);
		if (!otp.ok) throw new AppError({ code: 'invalid-input', problem: otp.problem });
		this.#press.require(`verify ${otp.value}`);
		const { transaction } = step;
		try {
			const outcome = await this.#exclusively((signal) =>
				this.#client.verifyOtp(transaction, new Secret(otp.value), signal),
			);
			this.#limits.clear(whomOf(transaction.target));
			if (outcome.kind === 'choose') {
				this.#step = { name: 'choosing', choice: outcome.choice };
				return { next: 'choose-account', choice: { accounts: outcome.choice.accounts } };
			}
			const known = transaction.target.kind === 'record' ? transaction.target.record : undefined;
			const holder = holderOf(known, outcome.account);
			return { next: 'verified', verified: this.#hold(holder, outcome.session) };
		} catch (error) {
			if (endsTransaction(error) && this.#step === step) {
				this.#step = { name: 'otp-ended', transaction };
			}
			throw error;
		}
	}

	/** NHA VRFY_ABHA_303: the person chooses the account, even if there is one. */
	async chooseAccount(index: number): Promise<Verified> {
		const step = this.#step;
		if (step.name !== 'choosing') throw new AppError({ code: 'visit-ended' });
		const account = step.choice.accounts[index];
		if (account === undefined) {
			const problem = { field: 'call', problem: 'malformed' } as const;
			throw new AppError({ code: 'invalid-input', problem });
		}
		this.#press.require(`choose ${String(index)}`);
		const session = await this.#exclusively((signal) =>
			this.#client.chooseAccount(step.choice, account, signal),
		);
		return this.#hold(account, session);
	}

	/** What ABDM says of the verified patient. */
	async profile(): Promise<Profile> {
		return this.#verified().read((session, signal) => this.#client.profile(session, signal));
	}

	/** The verified patient's card: asked for once, then shown, printed and saved from memory. */
	async card(): Promise<Card> {
		const step = this.#step;
		const hold = this.#verified();
		if (step.name === 'verified' && step.card !== undefined) return step.card;
		const card = await hold.read((session, signal) => this.#client.card(session, signal));
		if (step.name === 'verified') step.card = card;
		return card;
	}

	/** Stops waiting; what was asked of ABDM may have been done all the same. */
	cancelWaiting(): void {
		this.#call?.abort();
		if (this.#step.name === 'verified') this.#step.hold.cancelReads();
	}

	/** Forgets the patient: found data, transaction and token. */
	end(): void {
		this.#call?.abort();
		this.#call = undefined;
		if (this.#step.name === 'verified') this.#step.hold.end();
		this.#step = { name: 'nobody' };
		this.#visits += 1;
		this.#onEnd();
	}

	/** The patient's profile token while the visit lasts; `undefined` before, after, and once it has expired. */
	get profileToken(): Secret | undefined {
		return this.#step.name === 'verified' ? this.#step.hold.token : undefined;
	}

	/** Whom the search found, for as long as it may be asked to send. */
	#record(): AbhaRecord | undefined {
		const step = this.#step;
		if (step.name === 'found') return step.record;
		if (step.name !== 'otp-sent' && step.name !== 'otp-ended') return undefined;
		return step.transaction.target.kind === 'record' ? step.transaction.target.record : undefined;
	}

	#send(target: OtpTarget, method: OtpMethod): Promise<OtpSent> {
		return this.#sendBy(target, (signal) => this.#client.sendOtp(target, method, signal));
	}

	/** The one way to an OTP: within the limits, and counted when ABDM has sent it. */
	async #sendBy(
		target: OtpTarget,
		send: (signal: AbortSignal) => Promise<OtpTransaction>,
		/** Whether it makes a transaction of its own, which is lost when its answer is. */
		isAnew = true,
	): Promise<OtpSent> {
		const before = this.#step;
		const whom = whomOf(target);
		this.#requireIdle();
		const pending = this.#limits.begin(whom);
		try {
			const { transaction, allowance } = await this.#exclusively(async (signal) => {
				try {
					return { transaction: await send(signal), allowance: pending.sent() };
				} catch (error) {
					pending.failed({ maybeSent: mayHaveBeenDone(error) });
					throw error;
				}
			});
			this.#step = { name: 'otp-sent', transaction };
			return { method: transaction.method, sentTo: transaction.sentTo, ...allowance };
		} catch (error) {
			// The OTP that may arrive would be spent in vain on the transaction before.
			if (isAnew && mayHaveBeenDone(error) && before.name === 'otp-sent' && this.#step === before) {
				this.#step = { name: 'otp-ended', transaction: before.transaction };
			}
			throw error;
		}
	}

	#hold(holder: Holder, session: ProfileSession): Verified {
		const hold = new ProfileHold(session, {
			client: this.#client,
			clock: this.#clock,
			onRenewed: this.#onTokenRenewed,
		});
		this.#step = { name: 'verified', hold };
		const { name, abhaNumber, abhaAddress } = holder;
		return {
			...{ name, abhaNumber, abhaAddress },
			tokenExpiresInSeconds: session.expiresInSeconds,
			slip: null,
		};
	}

	#verified(): ProfileHold {
		if (this.#step.name !== 'verified') throw new AppError({ code: 'visit-ended' });
		return this.#step.hold;
	}

	#requireIdle(): void {
		if (this.#call !== undefined) throw new AppError({ code: 'busy' });
	}

	/** Runs the only call of this visit, and drops its answer if the visit has ended meanwhile. */
	async #exclusively<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
		this.#requireIdle();
		const controller = new AbortController();
		this.#call = controller;
		try {
			const value = await call(controller.signal);
			if (this.#call !== controller) throw new AppError({ code: 'visit-ended' });
			// The answer came all the same, but the person has been told that nobody waits for it.
			if (controller.signal.aborted) throw new AppError({ code: 'cancelled' });
			return value;
		} finally {
			if (this.#call === controller) this.#call = undefined;
		}
	}
}
