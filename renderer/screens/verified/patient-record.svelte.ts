import type { Bridge } from '../../../preload/contract.ts';
import type { Card, Profile } from '../../../preload/contract/visit.ts';
import { Question } from '../../question.svelte.ts';

/** How printing or saving the card came out. */
export type CardOutcome = 'printed' | 'not-printed' | 'saved' | 'not-saved';

/**
 * What ABDM has of the verified patient beyond the verification itself. None of it is needed to
 * finish the visit, and all of it goes with the visit.
 */
export class PatientRecord {
	readonly profile: Question<Profile>;
	readonly card: Question<Card>;
	readonly outcome: Question<CardOutcome>;
	readonly #bridge: Bridge;

	constructor(bridge: Bridge, now: () => number) {
		this.#bridge = bridge;
		this.profile = new Question(bridge, now);
		this.card = new Question(bridge, now);
		this.outcome = new Question(bridge, now);
	}

	/** One call at a time, as in the rest of the visit. */
	get busy(): boolean {
		return this.profile.open || this.card.open || this.outcome.open;
	}

	async fetchProfile(): Promise<void> {
		if (!this.busy) await this.profile.ask(() => this.#bridge.getProfile());
	}

	async fetchCard(): Promise<void> {
		if (!this.busy) await this.card.ask(() => this.#bridge.getCard());
	}

	async printCard(): Promise<void> {
		if (this.busy) return;
		await this.outcome.ask(async () => {
			const reply = await this.#bridge.printCard();
			return reply.ok
				? { ok: true, value: reply.value.printed ? 'printed' : 'not-printed' }
				: reply;
		});
	}

	async saveCard(): Promise<void> {
		if (this.busy) return;
		await this.outcome.ask(async () => {
			const reply = await this.#bridge.saveCard();
			return reply.ok ? { ok: true, value: reply.value.saved ? 'saved' : 'not-saved' } : reply;
		});
	}

	/** Also drops what is still on its way. */
	forget(): void {
		for (const question of [this.profile, this.card, this.outcome]) question.forget();
	}
}
