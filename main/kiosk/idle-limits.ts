import type { KioskSettings } from '../../preload/contract/kiosk.ts';
import { warningMs } from '../desk/idle-watch.ts';

/** An SMS may take its time, and so may who looks for the phone. Bounded all the same. */
const otpMs = 180_000;

export interface IdleSituation {
	/** `null`: a receptionist operates it. */
	kiosk: Pick<KioskSettings, 'idleAfterSeconds'> | null;
	/** Somebody has touched the kiosk since it was last at its start. */
	hasBegun: boolean;
	/** There is a patient to forget. */
	isVisitOpen: boolean;
	/** An OTP is on its way, or waits to be typed. */
	awaitsOtp: boolean;
	idleEndsVisitAfterMinutes: number;
}

/** What IdleWatch goes by. */
export interface IdleLimits {
	/** From the last touch to the end, the warning included; `null`: nobody is there to wait for. */
	limitMs: number | null;
	/** Whether there is somebody to warn. */
	warns: boolean;
}

/** How long this PC waits for a person who does nothing. */
export function idleLimits(situation: IdleSituation): IdleLimits {
	const { kiosk, hasBegun, isVisitOpen, awaitsOtp, idleEndsVisitAfterMinutes } = situation;
	if (kiosk === null) {
		return { limitMs: idleEndsVisitAfterMinutes * 60_000, warns: isVisitOpen };
	}
	// Languages and consent come before the patient: who walks away from them is waited for as well.
	if (!hasBegun && !isVisitOpen) return { limitMs: null, warns: false };
	const quietMs = kiosk.idleAfterSeconds * 1000;
	return { limitMs: (awaitsOtp ? Math.max(otpMs, quietMs) : quietMs) + warningMs, warns: true };
}
