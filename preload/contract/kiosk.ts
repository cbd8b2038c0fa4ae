/** The kiosk and the languages: part of the contract, see contract.ts. */

/** ISO 639-1, in the order in which they are offered. */
export const languages = [
	'en',
	'hi',
	'bn',
	'mr',
	'te',
	'ta',
	'gu',
	'ur',
	'kn',
	'or',
	'ml',
	'pa',
	'as',
] as const;

export type Language = (typeof languages)[number];

/** What an administrator sets of the kiosk. */
export interface KioskSettings {
	/** From now on, and at each start. */
	isOn: boolean;
	/** Whole seconds without a touch until the kiosk asks "Are you still there?", 30 to 300. */
	idleAfterSeconds: number;
	/** OTPs that one ABHA or mobile may be sent here within half an hour, 1 to 3. */
	sendsPerAbha: number;
	/** OTPs that this kiosk may have sent within half an hour, to whomever, 5 to 200. */
	sendsPerDevice: number;
	/** Whether the program starts when its user logs in. */
	startsWithSession: boolean;
}

/** A kiosk as its screens know it. */
export interface Kiosk {
	/** Which wording of the consent is shown, e.g. `2026-11`; the activity log names it. */
	consentVersion: string;
	/** How long a corner has to be held for the way out, in milliseconds. */
	leaveAfterMs: number;
}
