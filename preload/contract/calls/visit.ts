import type { NumberKind } from '../desk.ts';
import type {
	Card,
	OtpMethod,
	OtpSent,
	PatientFound,
	Profile,
	Verified,
	VerifyOutcome,
} from '../visit.ts';

/** From the search to the end of the visit. The token and the transaction id stay in main. */
export interface VisitCalls {
	/**
	 * Looks a patient up by ABHA number, ABHA address or the JSON of an ABHA QR (seed step 3).
	 * Ends the visit before it, whatever comes of the search.
	 * Fails with `invalid-input` (nothing was sent), `abha-not-found`, or any ABDM failure.
	 */
	findPatient(input: { query: string }): PatientFound;

	/**
	 * Has ABDM send an OTP to the patient found (seed step 4). Never repeated by main: one press,
	 * one request. Main keeps the transaction id.
	 * Fails with `visit-ended`, `busy`, `method-not-available`, `resend-not-yet`, `resend-used-up`,
	 * `too-many-requests`, or any ABDM failure; after a failure the patient is still found and may be
	 * asked again.
	 */
	sendOtp(input: { method: OtpMethod }): OtpSent;

	/**
	 * Starts a visit without a search: has ABDM send an OTP to a mobile number (NHA VRFY_ABHA_303), or
	 * to the mobile of an Aadhaar number (VRFY_ABHA_401, V3 only; the number is never kept nor echoed).
	 * Ends the visit before it. Fails as `sendOtp` does, with `invalid-input` (nothing was sent), and
	 * with `abha-not-found` when ABDM knows no ABHA for it.
	 */
	sendOtpToNumber(input: { kind: NumberKind; number: string }): OtpSent;

	/**
	 * Has ABDM send another OTP; the newest transaction counts from then on. Off for 60 s after a
	 * successful send, at most twice (NHA VRFY_ABHA_305), counted for each ABHA within a window that
	 * outlasts cancel and reload. Fails with `resend-not-yet`, `resend-used-up`, `visit-ended`, `busy`,
	 * or any ABDM failure.
	 */
	resendOtp(): OtpSent;

	/**
	 * Spends one attempt of the newest OTP (seed step 5). Never repeated by main.
	 * Fails with `invalid-input` (no attempt was spent), `wrong-otp` (the same OTP may be tried
	 * again), `otp-expired` (it may not), `visit-ended`, `busy`, or any ABDM failure.
	 */
	verifyOtp(input: { otp: string }): VerifyOutcome;

	/**
	 * Chooses one of the accounts that a verified mobile has, by its place in `AccountChoice.accounts`.
	 * Fails with `visit-ended`, `busy`, `invalid-input`, or any ABDM failure.
	 */
	chooseAccount(input: { index: number }): Verified;

	/**
	 * What ABDM says of the verified patient (X-Token). Fails with `visit-ended` before that, with
	 * `token-expired` when ABDM no longer takes the token and gives no other, or any ABDM failure.
	 */
	getProfile(): Profile;

	/** The ABHA card as ABDM made it, its type checked against its bytes. Fails as `getProfile` does. */
	getCard(): Card;

	/**
	 * Prints the card that the window shows, through the system's own dialog. `false`: the person chose
	 * not to, the printer refused, or the card is a PDF, which the window cannot show.
	 */
	printCard(): { printed: boolean };

	/** Saves the card to a place that the person chooses in the system's own dialog; `false`: none. */
	saveCard(): { saved: boolean };

	/**
	 * Stops waiting for ABDM. The calls of the visit under way, if any, fail with `cancelled`;
	 * `checkConnection` goes on.
	 */
	cancelWaiting(): void;

	/** Forgets the patient: found data, transaction and token. Also stops the call under way. */
	endVisit(input: { reason: 'finished' | 'cancelled' | 'without-abha' }): void;
}
