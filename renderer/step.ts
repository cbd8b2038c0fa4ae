import type { NumberKind } from '../preload/contract/desk.ts';
import type { AccountChoice, OtpSent, PatientFound, Verified } from '../preload/contract/visit.ts';

/** Where the visit is. Steps cannot mix: no OTP without a patient, nothing verified without both. */
export type Step =
	| { name: 'find' }
	| { name: 'number'; kind: NumberKind }
	| { name: 'found'; patient: PatientFound }
	/** `atMs`: when ABDM said that it had sent the newest OTP, which is what a resend waits from. */
	| { name: 'otp'; sent: OtpSent; atMs: number; resent: boolean }
	| { name: 'choose'; choice: AccountChoice }
	| { name: 'verified'; verified: Verified; atMs: number };

/** The steps as the person sees them go by. */
export type Milestone = 'find' | 'found' | 'otp' | 'choose' | 'verified';

const ways: Record<NumberKind | 'abha', readonly Milestone[]> = {
	abha: ['find', 'found', 'otp', 'verified'],
	mobile: ['find', 'otp', 'choose', 'verified'],
	aadhaar: ['find', 'otp', 'verified'],
};

/** Which steps this visit goes through, and which of them is the present one. */
export function milestones(
	step: Step['name'],
	number: NumberKind | null,
): { all: readonly Milestone[]; current: Milestone } {
	const current = step === 'number' ? 'find' : step;
	const way = ways[number ?? 'abha'];
	// ABDM decides after the OTP whether there is a choice, whatever the visit began with.
	const all = way.includes(current) ? way : way.toSpliced(-1, 0, current);
	return { all, current };
}
