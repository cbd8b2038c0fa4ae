import { randomInt, randomUUID } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { AuthMethod, Patient } from './patients.ts';
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

export type Opened =
	| { outcome: 'opened'; txnId: string }
	| { outcome: 'not-active' | 'method-not-allowed' | 'too-soon' | 'too-many' };

export type Confirmed =
	| { outcome: 'confirmed'; patient: Patient }
	| { outcome: 'unknown' | 'expired' | 'wrong-otp' | 'out-of-attempts' };

interface Transaction {
	readonly patient: Patient;
	readonly method: AuthMethod;
	readonly otp: string;
	readonly expiresAtMs: number;
	attemptsLeft: number;
}

/**
 * The logins under way, in no API generation's words. A newer OTP leaves the older ones of the same
 * patient valid: only use, failed attempts and time end a transaction.
 */
export class OtpTransactions {
	readonly #clock: Clock;
	readonly #sms: SmsNetwork;
	readonly #smsDelayMs: number;
	readonly #transactions = new Map<string, Transaction>();
	readonly #sentAtMs = new Map<Patient, number[]>();

	constructor(clock: Clock, sms: SmsNetwork, smsDelayMs: number) {
		this.#clock = clock;
		this.#sms = sms;
		this.#smsDelayMs = smsDelayMs;
	}

	/** Begins a login and sends its OTP, where the method has one. */
	open(patient: Patient, method: AuthMethod): Opened {
		if (patient.status !== 'ACTIVE') return { outcome: 'not-active' };
		if (!patient.authMethods.includes(method)) return { outcome: 'method-not-allowed' };

		const otp = randomInt(1_000_000).toString().padStart(6, '0');
		if (method === 'MOBILE_OTP' || method === 'AADHAAR_OTP') {
			const limit = this.#countSend(patient);
			if (limit !== undefined) return { outcome: limit };
			this.#sms.send(patient.mobile, otp, patient.smsDelayMs ?? this.#smsDelayMs);
		}

		this.#forgetOld();
		const txnId = randomUUID();
		const expiresAtMs = this.#clock.nowMs() + otpLifetimeMs;
		this.#transactions.set(txnId, {
			patient,
			method,
			otp,
			expiresAtMs,
			attemptsLeft: attemptsPerOtp,
		});
		return { outcome: 'opened', txnId };
	}

	/** Spends an attempt. A transaction of another method is as unknown as one that never was. */
	confirm(txnId: string, method: AuthMethod, otp: string): Confirmed {
		const transaction = this.#transactions.get(txnId);
		if (transaction?.method !== method) return { outcome: 'unknown' };
		if (this.#clock.nowMs() >= transaction.expiresAtMs) return { outcome: 'expired' };

		if (otp === transaction.otp) {
			this.#transactions.delete(txnId);
			return { outcome: 'confirmed', patient: transaction.patient };
		}
		transaction.attemptsLeft -= 1;
		if (transaction.attemptsLeft > 0) return { outcome: 'wrong-otp' };
		this.#transactions.delete(txnId);
		return { outcome: 'out-of-attempts' };
	}

	/** Counts one OTP to this patient, or says which limit forbids it. A refusal is not counted. */
	#countSend(patient: Patient): 'too-soon' | 'too-many' | undefined {
		const nowMs = this.#clock.nowMs();
		const recent = (this.#sentAtMs.get(patient) ?? []).filter(
			(atMs) => nowMs - atMs < sendWindowMs,
		);
		if (patient.otpLimitReached === true || recent.length >= sendsPerWindow) return 'too-many';
		const lastAtMs = recent.at(-1);
		if (lastAtMs !== undefined && nowMs - lastAtMs < sendGapMs) return 'too-soon';
		this.#sentAtMs.set(patient, [...recent, nowMs]);
		return undefined;
	}

	#forgetOld(): void {
		for (const [txnId, { expiresAtMs }] of this.#transactions) {
			if (this.#clock.nowMs() - expiresAtMs > rememberedMs) this.#transactions.delete(txnId);
		}
	}
}
