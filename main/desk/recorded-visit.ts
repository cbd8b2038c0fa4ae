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
import type { AuditedPatient, AuditTrail } from '../audit/trail.ts';
import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import { parsePatientQuery } from './identity.ts';
import type { Visit } from './visit.ts';

/** Why a visit ended, as the activity log says it. */
export type VisitEnd =
	| 'finished'
	| 'cancelled'
	| 'without-abha'
	/** Another search began. */
	| 'next-patient'
	| 'idle'
	| 'screen-locked'
	/** Kiosk: the display was unplugged, or another took its place. */
	| 'display-lost'
	/** The page was reloaded or crashed. */
	| 'page-gone'
	/** Settings were opened, or the facility changed. */
	| 'administration';

/** What the desk does for a patient; the kiosk's does the same with more care. */
export type PatientVisit = Pick<RecordedVisit, keyof RecordedVisit>;

/** Not worth a trace: nothing was asked of ABDM, and nothing was refused for a reason. */
const unrecorded = new Set(['busy', 'visit-ended', 'invalid-input', 'resend-not-yet']);

/**
 * A visit that leaves its trace. What a person gets to see is recorded before they see it, so that
 * pulling the plug cannot hide a look-up.
 */
export class RecordedVisit {
	readonly #visit: Visit;
	readonly #trail: AuditTrail;
	/** Whom the visit is about; `undefined`: nobody yet. */
	#patient: AuditedPatient | undefined;
	/** Something of this visit was recorded, so its end is worth a line. */
	#isOpen = false;
	/** A visit that ends without having been told to makes room for the next. */
	#reason: VisitEnd = 'next-patient';
	#turn = 0;

	constructor(open: (onEnd: () => void) => Visit, trail: AuditTrail) {
		this.#trail = trail;
		this.#visit = open(() => {
			this.#ended();
		});
	}

	/** Whether there is somebody to forget. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	get profileToken(): Secret | undefined {
		return this.#visit.profileToken;
	}

	find(query: string): Promise<PatientFound> {
		return this.#traced(
			() => this.#visit.find(query),
			(found) => {
				this.#patient = found;
				return 'found';
			},
			identified(query),
		);
	}

	sendOtp(method: OtpMethod): Promise<OtpSent> {
		return this.#traced(
			() => this.#visit.sendOtp(method),
			() => 'otp-sent',
		);
	}

	sendOtpToNumber(kind: NumberKind, typed: string): Promise<OtpSent> {
		return this.#traced(
			() => this.#visit.sendOtpToNumber(kind, typed),
			() => 'otp-sent',
		);
	}

	resendOtp(): Promise<OtpSent> {
		return this.#traced(
			() => this.#visit.resendOtp(),
			() => 'otp-resent',
		);
	}

	verifyOtp(typed: string): Promise<VerifyOutcome> {
		return this.#traced(
			() => this.#visit.verifyOtp(typed),
			(outcome) => {
				// The accounts of a mobile are shown from here on: of whom, the choice will tell.
				if (outcome.next === 'choose-account') return 'found';
				this.#patient = outcome.verified;
				return 'verified';
			},
		);
	}

	chooseAccount(index: number): Promise<Verified> {
		return this.#traced(
			() => this.#visit.chooseAccount(index),
			(verified) => {
				this.#patient = verified;
				return 'verified';
			},
		);
	}

	profile(): Promise<Profile> {
		return this.#traced(
			() => this.#visit.profile(),
			() => 'profile-read',
		);
	}

	card(): Promise<Card> {
		return this.#traced(
			() => this.#visit.card(),
			() => 'card-read',
		);
	}

	/** The card for the printer or a file; recorded once it got there, and by that as read. */
	async takeCard(
		to: 'card-printed' | 'card-saved',
		take: (card: Card) => Promise<boolean>,
	): Promise<boolean> {
		const patient = this.#patient;
		const taken = await take(await this.#visit.card());
		if (taken) await this.#record(to, patient);
		return taken;
	}

	cancelWaiting(): void {
		this.#visit.cancelWaiting();
	}

	/** Forgets the patient. */
	end(reason: VisitEnd): void {
		this.#reason = reason;
		this.#visit.end();
		this.#reason = 'next-patient';
	}

	#ended(): void {
		if (this.#isOpen) void this.#record('visit-ended', this.#patient, this.#reason);
		this.#isOpen = false;
		this.#patient = undefined;
		this.#turn += 1;
	}

	async #traced<T>(
		call: () => Promise<T>,
		/** What has happened. */
		done: (value: T) => TracedEvent,
		typed?: AuditedPatient,
	): Promise<T> {
		try {
			// The search ends the visit before it, so whose turn it is shows only once it has begun.
			const answer = call();
			const turn = this.#turn;
			const value = await answer;
			if (turn !== this.#turn) throw new AppError({ code: 'visit-ended' });
			const event = done(value);
			this.#isOpen = true;
			await this.#record(event, this.#patient);
			// Ended while the trace was written: the answer is no longer anybody's business.
			if (turn !== this.#turn) throw new AppError({ code: 'visit-ended' });
			return value;
		} catch (error) {
			const code = error instanceof AppError ? error.failure.code : 'internal';
			if (!unrecorded.has(code)) await this.#record('failed', this.#patient ?? typed, code);
			throw error;
		}
	}

	#record(
		event: TracedEvent | 'failed' | 'visit-ended' | 'card-printed' | 'card-saved',
		patient: AuditedPatient | undefined,
		detail?: string,
	): Promise<void> {
		return this.#trail.record({
			event,
			...(patient !== undefined && {
				patient: { abhaNumber: patient.abhaNumber, abhaAddress: patient.abhaAddress },
			}),
			...(detail !== undefined && { detail }),
		});
	}
}

type TracedEvent = 'found' | 'otp-sent' | 'otp-resent' | 'verified' | 'profile-read' | 'card-read';

/** Whom a search was for, so that one that finds nobody leaves a trace as well. */
function identified(query: string): AuditedPatient | undefined {
	const parsed = parsePatientQuery(query);
	if (!parsed.ok) return undefined;
	const { kind, value } = parsed.value;
	return {
		abhaNumber: kind === 'abha-number' ? value : null,
		abhaAddress: kind === 'abha-address' ? value : null,
	};
}
