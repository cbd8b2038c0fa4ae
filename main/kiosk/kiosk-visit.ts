import type { NumberKind } from '../../preload/contract/desk.ts';
import type { Language } from '../../preload/contract/kiosk.ts';
import type {
	Card,
	OtpMethod,
	OtpSent,
	PatientFound,
	Profile,
	Verified,
	VerifyOutcome,
} from '../../preload/contract/visit.ts';
import type { RecordedVisit, VisitEnd } from '../desk/recorded-visit.ts';
import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Consent } from './consent.ts';
import { maskAccount, maskFound, maskProfile } from './mask.ts';
import type { SlipNumbers } from './slip-numbers.ts';

/** What the border asks of a visit, at a desk and in a kiosk. */
export type AnyVisit = Pick<RecordedVisit, keyof RecordedVisit>;

export interface KioskVisitOptions {
	visit: AnyVisit;
	consent: Consent;
	slips: Pick<SlipNumbers, 'next'>;
}

/**
 * A visit that a person makes alone, where others can see the screen: nothing without their consent,
 * nothing unmasked before they are verified, nothing on paper but a number.
 */
export class KioskVisit implements AnyVisit {
	readonly #visit: AnyVisit;
	readonly #consent: Consent;
	readonly #slips: Pick<SlipNumbers, 'next'>;
	#awaitsOtp = false;
	#turn = 0;

	constructor({ visit, consent, slips }: KioskVisitOptions) {
		this.#visit = visit;
		this.#consent = consent;
		this.#slips = slips;
	}

	/** Whether there is somebody to forget. */
	get isOpen(): boolean {
		return this.#visit.isOpen || this.#consent.isGiven;
	}

	/** An OTP is on its way, or on the phone and not typed yet: idle limits are longer. */
	get awaitsOtp(): boolean {
		return this.#awaitsOtp;
	}

	get profileToken(): Secret | undefined {
		return this.#visit.profileToken;
	}

	/** What the person answered; recorded before anything is asked of ABDM. */
	async recordConsent({
		agreed,
		language,
	}: {
		agreed: boolean;
		language: Language;
	}): Promise<void> {
		if (agreed) return this.#consent.given(language);
		this.end('cancelled');
		await this.#consent.declined(language);
	}

	async find(query: string): Promise<PatientFound> {
		this.#consent.require();
		this.#begin();
		return maskFound(await this.#visit.find(query));
	}

	sendOtp(method: OtpMethod): Promise<OtpSent> {
		return this.#sending(() => this.#visit.sendOtp(method));
	}

	async sendOtpToNumber(kind: NumberKind, typed: string): Promise<OtpSent> {
		this.#consent.require();
		// Nobody should type an Aadhaar number where others look on.
		if (kind === 'aadhaar') throw new AppError({ code: 'method-not-available', details: null });
		return this.#sending(() => this.#visit.sendOtpToNumber(kind, typed));
	}

	resendOtp(): Promise<OtpSent> {
		return this.#sending(() => this.#visit.resendOtp());
	}

	async verifyOtp(typed: string): Promise<VerifyOutcome> {
		const outcome = await this.#visit.verifyOtp(typed);
		this.#awaitsOtp = false;
		if (outcome.next === 'verified') {
			return { next: 'verified', verified: this.#withSlip(outcome.verified) };
		}
		return { ...outcome, choice: { accounts: outcome.choice.accounts.map(maskAccount) } };
	}

	async chooseAccount(index: number): Promise<Verified> {
		return this.#withSlip(await this.#visit.chooseAccount(index));
	}

	async profile(): Promise<Profile> {
		return maskProfile(await this.#visit.profile());
	}

	card(): Promise<Card> {
		return this.#visit.card();
	}

	/** A kiosk has no printer and no disk for a patient. */
	async takeCard(): Promise<boolean> {
		return Promise.reject(new AppError({ code: 'visit-ended' }));
	}

	cancelWaiting(): void {
		this.#visit.cancelWaiting();
	}

	/** Forgets the patient, and that anybody has agreed. */
	end(reason: VisitEnd): void {
		this.#begin();
		this.#consent.forget();
		this.#visit.end(reason);
	}

	#begin(): void {
		this.#awaitsOtp = false;
		this.#turn += 1;
	}

	async #sending(send: () => Promise<OtpSent>): Promise<OtpSent> {
		const before = this.#awaitsOtp;
		const turn = this.#turn;
		this.#awaitsOtp = true;
		try {
			return await send();
		} catch (error) {
			if (turn === this.#turn) this.#awaitsOtp = before;
			throw error;
		}
	}

	#withSlip(verified: Verified): Verified {
		return { ...verified, slip: this.#slips.next() };
	}
}
