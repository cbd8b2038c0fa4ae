import type { Bridge } from '../../preload/contract.ts';
import type { Situation } from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { Countdown } from '../countdown.svelte.ts';
import { settled } from '../settled.ts';
import type { ScreenKey } from '../ui/screen-keys.ts';

/** As long as a PIN can be; more would only be a child's hand. */
const longestPin = 12;

/** The way out of the kiosk. The PIN is here and nowhere on the page. */
export class StaffDoor {
	/** How many digits are typed: all that the screen knows of them. */
	count = $state(0);
	busy = $state(false);
	failure = $state.raw<Failure | null>(null);
	/** Until main takes the next try. */
	pause = $state.raw<{ seconds: number; countdown: Countdown } | null>(null);

	readonly #bridge: Bridge;
	readonly #now: () => number;
	readonly #onsituation: (situation: Situation) => void;
	/** Not reactive, so that no template can come to draw it. */
	#pin = '';
	#hasLeft = false;
	#stopCounting: () => void = () => undefined;

	constructor(bridge: Bridge, now: () => number, onsituation: (situation: Situation) => void) {
		this.#bridge = bridge;
		this.#now = now;
		this.#onsituation = onsituation;
	}

	/** Main would refuse a try now. */
	get held(): boolean {
		return this.pause !== null && !this.pause.countdown.over;
	}

	press(key: ScreenKey): void {
		if (this.busy || this.held) return;
		this.failure = null;
		if (key === 'clear') this.#set('');
		else if (key === 'delete') this.#set(this.#pin.slice(0, -1));
		else if (this.#pin.length < longestPin) this.#set(this.#pin + key.text);
	}

	/** Every try is counted by main, so none is made without a PIN. */
	async leave(to: 'desk' | 'quit'): Promise<void> {
		if (this.busy || this.held || this.count === 0) return;
		const pin = this.#pin;
		this.#set('');
		this.failure = null;
		this.busy = true;
		const reply = await settled(this.#bridge, () => this.#bridge.leaveKiosk({ pin, to }));
		this.busy = false;
		if (!reply.ok) this.#refused(reply.failure);
		// Main is a desk from now on, whether or not the panel is still open.
		else if (to === 'desk') this.#onsituation(reply.value);
	}

	/** The panel is closed. */
	close(): void {
		this.#hasLeft = true;
		this.#set('');
		this.#stopCounting();
	}

	#set(pin: string): void {
		this.#pin = pin;
		this.count = pin.length;
	}

	#refused(failure: Failure): void {
		this.failure = failure;
		if (failure.code !== 'wrong-pin' && failure.code !== 'pin-wait') return;
		if (failure.waitSeconds === 0 || this.#hasLeft) return;
		const countdown = new Countdown(this.#now, this.#now(), failure.waitSeconds);
		this.#stopCounting = countdown.run();
		this.pause = { seconds: failure.waitSeconds, countdown };
	}
}
