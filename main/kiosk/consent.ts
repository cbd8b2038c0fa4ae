import type { Language } from '../../preload/contract/kiosk.ts';
import type { AuditTrail } from '../audit/trail.ts';
import { AppError } from '../failure.ts';

/** Which wording the screens show. Changes with every change of its meaning. */
export const consentVersion = '2026-11';

/**
 * Whether the person before the kiosk has agreed to what it will ask of ABDM. Their answer is
 * recorded before anything is asked: the law wants it shown, with the words that they saw.
 */
export class Consent {
	readonly #trail: AuditTrail;
	#isGiven = false;

	constructor(trail: AuditTrail) {
		this.#trail = trail;
	}

	get isGiven(): boolean {
		return this.#isGiven;
	}

	async given(language: Language): Promise<void> {
		this.#isGiven = true;
		await this.#record('consent-given', language);
	}

	async declined(language: Language): Promise<void> {
		this.#isGiven = false;
		await this.#record('consent-declined', language);
	}

	/** Throws `consent-needed`. */
	require(): void {
		if (!this.#isGiven) throw new AppError({ code: 'consent-needed' });
	}

	/** The next person has not agreed to anything. */
	forget(): void {
		this.#isGiven = false;
	}

	#record(event: 'consent-given' | 'consent-declined', language: Language): Promise<void> {
		// The language first: a word of the activity log begins with a letter.
		return this.#trail.record({ event, detail: `${language}-${consentVersion}` });
	}
}
