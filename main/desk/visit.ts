import type { OtpMethod, OtpSent, PatientFound, Verified } from '../../preload/contract.ts';
import type { AbdmClient, AbhaRecord, OtpTransaction, ProfileToken } from '../abdm/client.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';
import { parseOtp, parsePatientQuery } from './identity.ts';

/** How far one patient's login has come. Steps cannot mix: no transaction without a patient. */
type Step =
	| { name: 'nobody' }
	| { name: 'found'; record: AbhaRecord }
	| { name: 'otp-sent'; record: AbhaRecord; transaction: OtpTransaction }
	| { name: 'verified'; record: AbhaRecord; profile: ProfileToken };

/**
 * One patient's login, from search to token. Owns all that is known of the patient; `end()` forgets
 * it. One call at a time, so that no OTP is sent while another is verified. An answer that comes
 * after the visit has ended is dropped.
 */
export class Visit {
	readonly #client: AbdmClient;
	readonly #clock: Clock;
	#step: Step = { name: 'nobody' };
	/** The call under way. Ends with the visit, or when the person stops waiting. */
	#call: AbortController | undefined;
	#callOffExpiry: (() => void) | undefined;

	/** The last press that asked for an OTP or spent an attempt, to tell a second press from a slip. */
	#press: { what: string; atMs: number } | undefined;
	readonly #onEnd: () => void;

	/** `onEnd` is for what belongs to a visit but is kept elsewhere: the SMS on its way in training. */
	constructor(client: AbdmClient, clock: Clock, onEnd: () => void = () => undefined) {
		this.#client = client;
		this.#clock = clock;
		this.#onEnd = onEnd;
	}

	/** Seed step 3. Whoever was there before is forgotten first, even if nothing is found. */
	async find(query: string): Promise<PatientFound> {
		this.end();
		const identifier = parsePatientQuery(query);
		if (!identifier.ok) throw new AppError({ code: 'invalid-input', problem: identifier.problem });
		const record = await this.#exclusively((signal) => this.#client.find(identifier.value, signal));
		this.#step = { name: 'found', record: onlyIfActive(record) };
		return { ...this.#step.record };
	}

	/** Seed step 4. A newer OTP replaces the transaction before it. */
	async sendOtp(method: OtpMethod): Promise<OtpSent> {
		const step = this.#step;
		if (step.name !== 'found' && step.name !== 'otp-sent')
			throw new AppError({ code: 'visit-ended' });
		const { record } = step;
		if (!record.methods.includes(method)) {
			throw new AppError({ code: 'method-not-available', details: null });
		}
		this.#requireDeliberate(`send ${method}`);
		const transaction = await this.#exclusively((signal) =>
			this.#client.sendOtp(record, method, signal),
		);
		this.#step = { name: 'otp-sent', record, transaction };
		return { method, sentTo: transaction.sentTo };
	}

	/** Seed step 5. An OTP that is no OTP spends no attempt. */
	async verifyOtp(typed: string): Promise<Verified> {
		const step = this.#step;
		if (step.name === 'found') throw new AppError({ code: 'otp-expired', details: null });
		if (step.name !== 'otp-sent') throw new AppError({ code: 'visit-ended' });
		const otp = parseOtp(typed);
		if (!otp.ok) throw new AppError({ code: 'invalid-input', problem: otp.problem });
		this.#requireDeliberate(`verify ${otp.value}`);
		const { record, transaction } = step;
		try {
			const profile = await this.#exclusively((signal) =>
				this.#client.verifyOtp(transaction, new Secret(otp.value), signal),
			);
			this.#hold(record, profile);
			const { name, abhaNumber, abhaAddress } = record;
			return { name, abhaNumber, abhaAddress, tokenExpiresInSeconds: profile.expiresInSeconds };
		} catch (error) {
			if (endsTransaction(error) && this.#step === step) this.#step = { name: 'found', record };
			throw error;
		}
	}

	/** Stops waiting; what was asked of ABDM may have been done all the same. */
	cancelWaiting(): void {
		this.#call?.abort();
	}

	/** Forgets the patient: found data, transaction and token. */
	end(): void {
		this.#call?.abort();
		this.#call = undefined;
		this.#callOffExpiry?.();
		this.#callOffExpiry = undefined;
		this.#step = { name: 'nobody' };
		this.#press = undefined;
		this.#onEnd();
	}

	/** The patient's profile token while the visit lasts; `undefined` before, after, and once it has expired. */
	get profileToken(): Secret | undefined {
		return this.#step.name === 'verified' ? this.#step.profile.token : undefined;
	}

	/** Keeps the token for as long as ABDM said that it honours it. */
	#hold(record: AbhaRecord, profile: ProfileToken): void {
		this.#step = { name: 'verified', record, profile };
		if (profile.expiresInSeconds === null) return;
		this.#callOffExpiry = this.#clock.after(profile.expiresInSeconds * 1000, () => {
			this.end();
		});
	}

	/**
	 * Takes the second click of a double click for no press of its own, even when the first has failed
	 * already: it would send a second OTP, or spend a second attempt with the same wrong one.
	 */
	#requireDeliberate(what: string): void {
		const before = this.#press;
		const atMs = this.#clock.nowMs();
		this.#press = { what, atMs };
		if (before?.what === what && atMs - before.atMs < doubleClickMs) {
			throw new AppError({ code: 'busy' });
		}
	}

	/** Runs the only call of this visit, and drops its answer if the visit has ended meanwhile. */
	async #exclusively<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
		if (this.#call !== undefined) throw new AppError({ code: 'busy' });
		const controller = new AbortController();
		this.#call = controller;
		try {
			const value = await call(controller.signal);
			if (this.#call !== controller) throw new AppError({ code: 'visit-ended' });
			return value;
		} finally {
			if (this.#call === controller) this.#call = undefined;
		}
	}
}

/** The longest time between two clicks that Windows takes for one double click. */
const doubleClickMs = 500;

/** A deactivated ABHA can be found but not logged in with (ux.md): nothing is offered. */
function onlyIfActive(record: AbhaRecord): AbhaRecord {
	const mayLogIn = record.status === 'active' || record.status === 'unknown';
	return mayLogIn ? record : { ...record, methods: [], otherMethods: [] };
}

/** After these no further attempt with the same OTP can succeed. */
function endsTransaction(error: unknown): boolean {
	if (!(error instanceof AppError)) return false;
	const { failure } = error;
	if (failure.code === 'otp-expired') return true;
	// A bare 429 comes from the gateway, before the attempt was looked at.
	return failure.code === 'too-many-requests' && failure.details.abdmCode !== null;
}
