import type { Bridge, Reply } from '../preload/contract.ts';
import type { Failure } from '../preload/contract/failure.ts';
import { settled } from './settled.ts';

/**
 * One thing that is asked of main beside the journey: its answer, its failure, or the wait for it.
 * It never holds the journey up: the visit can be finished while it is open.
 */
export class Question<T> {
	answer = $state.raw<T | null>(null);
	failure = $state.raw<Failure | null>(null);
	/** By the clock that was given; `null`: nothing is being asked. */
	askedAtMs = $state<number | null>(null);

	readonly #bridge: Bridge;
	readonly #now: () => number;
	/** Changes when what was asked is no longer anybody's business. */
	#turn = 0;

	constructor(bridge: Bridge, now: () => number) {
		this.#bridge = bridge;
		this.#now = now;
	}

	get open(): boolean {
		return this.askedAtMs !== null;
	}

	/** One call at a time; a second press while one is under way does nothing. */
	async ask(call: () => Promise<Reply<T>>): Promise<void> {
		if (this.open) return;
		const turn = this.#turn;
		this.failure = null;
		this.askedAtMs = this.#now();
		const reply = await settled(this.#bridge, call);
		// The visit ended meanwhile: what comes now belongs to nobody on the screen.
		if (turn !== this.#turn) return;
		this.askedAtMs = null;
		if (reply.ok) this.answer = reply.value;
		else this.failure = reply.failure;
	}

	/** Forgets the answer, and one that is still to come. */
	forget(): void {
		this.#turn += 1;
		this.answer = null;
		this.failure = null;
		this.askedAtMs = null;
	}
}
