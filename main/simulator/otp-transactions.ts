import { randomInt, randomUUID } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { AuthMethod, Patient } from './patient.ts';
import type { SmsNetwork } from './sms-network.ts';

const minuteMs = 60_000;
/** No official figure for ABHA logins; ten minutes is what the PHR guide says (abdm-api.md 1.6). */
const otpLifetimeMs = 10 * minuteMs;
/** An expired transaction is told apart from an unknown one for as long as this. */
const rememberedMs = 24 * 60 * minuteMs;
const attemptsPerOtp = 3;
/** The server's own limits on sending (abdm-api.md 1.5: HIS-1023, HIS-2017). */
const sendGapMs = 30_000;
const sendWindowMs = 30 * minuteMs;
const sendsPerWindow = 5;

type SendLimit = 'too-soon' | 'too-many';

export type Opened =
	| { outcome: 'opened'; txnId: string }
	| { outcome: 'not-active' | 'method-not-allowed' | SendLimit };

export interface Resent {
	outcome: 'resent' | 'unknown' | 'expired' | SendLimit;
}

export type Confirmed =
	| { outcome: 'confirmed'; login: Login }
	| { outcome: 'unknown' | 'expired' | 'wrong-otp' | 'out-of-attempts' };

/** What a login began with. Each leads to answers, and in V3 to calls, of its own. */
export type LoginBy = 'abha' | 'address' | 'aadhaar' | 'mobile';

/** Whose OTP it was: one patient, or everyone whose ABHA is on a mobile. */
export interface Login {
	readonly by: LoginBy;
	readonly accounts: readonly Patient[];
}

/** What a confirm call is for. A transaction of another kind is as unknown as one that never was. */
export interface Expected {
	readonly by: readonly LoginBy[];
	readonly method: AuthMethod;
}

interface Transaction {
	readonly login: Login;
	readonly method: AuthMethod;
	readonly mobile: string;
	otp: string;
	expiresAtMs: number;
	attemptsLeft: number;
}

/**
 * The logins under way, in no API generation's words. A newer transaction leaves the older ones of
 * the same patient valid; within one, only the newest OTP counts.
 */
export class OtpTransactions {
	readonly #clock: Clock;
	readonly #sms: SmsNetwork;
	readonly #smsDelayMs: number;
	readonly #transactions = new Map<string, Transaction>();
	readonly #sentAtMs = new Map<string, number[]>();

	constructor(clock: Clock, sms: SmsNetwork, smsDelayMs: number) {
		this.#clock = clock;
		this.#sms = sms;
		this.#smsDelayMs = smsDelayMs;
	}

	/** Begins one patient's login and sends its OTP, where the method has one. */
	open(patient: Patient, method: AuthMethod, by: LoginBy = 'abha'): Opened {
		if (patient.status !== 'ACTIVE') return { outcome: 'not-active' };
		const isBlocked = patient.blockedAuthMethods?.includes(method) === true;
		if (!patient.authMethods.includes(method) || isBlocked) {
			return { outcome: 'method-not-allowed' };
		}
		return this.#begin({ by, accounts: [patient] }, method, patient.mobile);
	}

	/** Begins a login by mobile number. Whether an account is active, choosing it will tell. */
	openForMobile(mobile: string, accounts: readonly Patient[]): Opened {
		return this.#begin({ by: 'mobile', accounts }, 'MOBILE_OTP', mobile);
	}

	/** Sends a new OTP within a transaction. The one before it is worth nothing from now on. */
	resend(txnId: string, expected: Expected): Resent {
		const transaction = this.#find(txnId, expected);
		if (transaction === undefined || !hasOtp(transaction.method)) return { outcome: 'unknown' };
		if (this.#clock.nowMs() >= transaction.expiresAtMs) return { outcome: 'expired' };
		const limit = this.#countSend(transaction);
		if (limit !== undefined) return { outcome: limit };
		Object.assign(transaction, this.#freshOtp());
		this.#deliver(transaction);
		return { outcome: 'resent' };
	}

	/** Spends an attempt. */
	confirm(txnId: string, expected: Expected, otp: string): Confirmed {
		const transaction = this.#find(txnId, expected);
		if (transaction === undefined) return { outcome: 'unknown' };
		if (this.#clock.nowMs() >= transaction.expiresAtMs) return { outcome: 'expired' };

		if (otp === transaction.otp) {
			this.#transactions.delete(txnId);
			return { outcome: 'confirmed', login: transaction.login };
		}
		transaction.attemptsLeft -= 1;
		if (transaction.attemptsLeft > 0) return { outcome: 'wrong-otp' };
		this.#transactions.delete(txnId);
		return { outcome: 'out-of-attempts' };
	}

	#begin(login: Login, method: AuthMethod, mobile: string): Opened {
		const transaction = { login, method, mobile, ...this.#freshOtp() };
		if (hasOtp(method)) {
			const limit = this.#countSend(transaction);
			if (limit !== undefined) return { outcome: limit };
			this.#deliver(transaction);
		}
		this.#forgetOld();
		const txnId = randomUUID();
		this.#transactions.set(txnId, transaction);
		return { outcome: 'opened', txnId };
	}

	#find(txnId: string, { by, method }: Expected): Transaction | undefined {
		const transaction = this.#transactions.get(txnId);
		if (transaction === undefined || !by.includes(transaction.login.by)) return undefined;
		return transaction.method === method ? transaction : undefined;
	}

	#freshOtp(): Pick<Transaction, 'otp' | 'expiresAtMs' | 'attemptsLeft'> {
		return {
			otp: randomInt(1_000_000).toString().padStart(6, '0'),
			expiresAtMs: this.#clock.nowMs() + otpLifetimeMs,
			attemptsLeft: attemptsPerOtp,
		};
	}

	#deliver({ login, mobile, otp }: Transaction): void {
		this.#sms.send(mobile, otp, login.accounts[0]?.smsDelayMs ?? this.#smsDelayMs);
	}

	/**
	 * Counts one OTP to this patient, or to this mobile, or says which limit forbids it. A refusal is
	 * not counted. Both generations count together: the patient is the same.
	 */
	#countSend({ login, mobile }: Transaction): SendLimit | undefined {
		const [first] = login.accounts;
		const subject = (login.by === 'mobile' ? undefined : first?.aadhaar) ?? mobile;
		const nowMs = this.#clock.nowMs();
		const recent = (this.#sentAtMs.get(subject) ?? []).filter(
			(atMs) => nowMs - atMs < sendWindowMs,
		);
		const isAtLimit = login.accounts.some(({ otpLimitReached }) => otpLimitReached === true);
		if (isAtLimit || recent.length >= sendsPerWindow) return 'too-many';
		const lastAtMs = recent.at(-1);
		if (lastAtMs !== undefined && nowMs - lastAtMs < sendGapMs) return 'too-soon';
		this.#sentAtMs.set(subject, [...recent, nowMs]);
		return undefined;
	}

	#forgetOld(): void {
		for (const [txnId, { expiresAtMs }] of this.#transactions) {
			if (this.#clock.nowMs() - expiresAtMs > rememberedMs) this.#transactions.delete(txnId);
		}
	}
}

function hasOtp(method: AuthMethod): boolean {
	return method === 'MOBILE_OTP' || method === 'AADHAAR_OTP';
}
