import type { Bridge, Reply } from '../../preload/contract.ts';
import type { Settings } from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { Countdown } from '../countdown.svelte.ts';
import { settled } from '../settled.ts';

/** The way into Settings: with the PIN, or with the client secret and a new PIN. */
export class SettingsDoor {
	failure = $state.raw<Failure | null>(null);
	/** By the clock that was given; `null`: nothing is being asked. */
	askedAtMs = $state<number | null>(null);
	/** Until main takes the next try. PIN and client secret are counted together. */
	pause = $state.raw<{ seconds: number; countdown: Countdown } | null>(null);

	readonly #bridge: Bridge;
	readonly #now: () => number;
	readonly #onopen: (settings: Settings) => void;
	#stopCounting: () => void = () => undefined;
	#left = false;

	constructor(bridge: Bridge, now: () => number, onopen: (settings: Settings) => void) {
		this.#bridge = bridge;
		this.#now = now;
		this.#onopen = onopen;
	}

	get busy(): boolean {
		return this.askedAtMs !== null;
	}

	/** Main would refuse a try now. */
	get held(): boolean {
		return this.pause !== null && !this.pause.countdown.over;
	}

	openSettings(pin: string): Promise<void> {
		return this.#try(() => this.#bridge.openSettings({ pin }));
	}

	choosePin(clientSecret: string, pin: string): Promise<void> {
		return this.#try(() => this.#bridge.choosePin({ clientSecret, pin }));
	}

	/** The other form begins with nothing said beside its fields; a pause goes on. */
	clear(): void {
		this.failure = null;
	}

	/** The person has left the screen. */
	leave(): void {
		this.#left = true;
		this.#stopCounting();
	}

	async #try(ask: () => Promise<Reply<Settings>>): Promise<void> {
		if (this.busy || this.held) return;
		this.failure = null;
		this.pause = null;
		this.askedAtMs = this.#now();
		const reply = await settled(this.#bridge, ask);
		this.askedAtMs = null;
		if (this.#left) {
			// Settings must not stay open behind a screen that is gone.
			if (reply.ok) await this.#bridge.closeSettings();
		} else if (reply.ok) this.#onopen(reply.value);
		else this.#refused(reply.failure);
	}

	#refused(failure: Failure): void {
		this.failure = failure;
		if (!('waitSeconds' in failure) || failure.waitSeconds === null) return;
		if (failure.waitSeconds === 0) return;
		const countdown = new Countdown(this.#now, this.#now(), failure.waitSeconds);
		this.#stopCounting = countdown.run();
		this.pause = { seconds: failure.waitSeconds, countdown };
	}
}
