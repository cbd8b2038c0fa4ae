import type { Situation } from '../administration.ts';
import type { Language } from '../kiosk.ts';

/** What only a desk has that patients operate. */
export interface KioskCalls {
	/**
	 * What the person answered. Without consent nothing is asked of ABDM
	 * (`consent-needed`); it lasts until the visit ends.
	 */
	recordConsent(input: { agreed: boolean; language: Language }): void;

	/** Ends the visit, and has main replace this page's process with a clean one. */
	startOver(): void;

	/**
	 * Leaves the kiosk, for who knows the PIN: to the desk until the next start, or out of the program
	 * (exit code 0). Fails with `wrong-pin`, `pin-wait`, `vault-not-saved`.
	 */
	leaveKiosk(input: { pin: string; to: 'desk' | 'quit' }): Situation;
}
