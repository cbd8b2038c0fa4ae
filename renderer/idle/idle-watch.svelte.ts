import type { Bridge, Events } from '../../preload/contract.ts';
import { Countdown } from '../countdown.svelte.ts';

type EndReason = Events['visitEnded']['reason'];

interface Options {
	bridge: Bridge;
	now: () => number;
	/** Where a person's hands are seen: the window. */
	target: EventTarget;
	/** Main has forgotten the patient; the screen has to follow. */
	onended: (reason: EndReason) => void;
}

/** How often main is told at most: a moving mouse would be a hundred calls a second. */
const reportEveryMs = 5000;

const signsOfAPerson = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

/** Tells main that somebody is at the desk, and knows when main thinks that nobody is. */
export class IdleWatch {
	/** The visit is about to end for want of a person; `seconds`: when that was first said. */
	warning = $state.raw<{ seconds: number; countdown: Countdown } | null>(null);
	/** Why main ended the visit, until somebody does something. */
	ended = $state.raw<{ reason: EndReason; idleSeconds: number } | null>(null);

	readonly #bridge: Bridge;
	readonly #now: () => number;
	#seenAtMs: number;
	#reportedAtMs = -Infinity;
	#stopCounting: () => void = () => undefined;

	constructor({ bridge, now, target, onended }: Options) {
		this.#bridge = bridge;
		this.#now = now;
		this.#seenAtMs = now();
		// Never unsubscribed: this lives as long as the page. Captured, because a screen may stop events.
		for (const name of signsOfAPerson) {
			target.addEventListener(
				name,
				(event) => {
					if (isMovement(event)) this.stillHere();
				},
				{ capture: true, passive: true },
			);
		}
		// Not at pointerdown: the page would move up under the press, and the click hit something else.
		for (const name of ['click', 'keydown']) {
			target.addEventListener(name, () => (this.ended = null), { capture: true, passive: true });
		}
		bridge.on('idleWarning', ({ secondsLeft }) => {
			this.#warn(secondsLeft);
		});
		bridge.on('visitEnded', ({ reason }) => {
			this.#warn(null);
			this.ended = { reason, idleSeconds: (now() - this.#seenAtMs) / 1000 };
			onended(reason);
		});
	}

	/** Somebody is at the desk. Main hears of it, if it has not just now. */
	stillHere(): void {
		this.#seenAtMs = this.#now();
		// A clock set back must not silence this for hours.
		if (Math.abs(this.#seenAtMs - this.#reportedAtMs) < reportEveryMs) return;
		this.#reportedAtMs = this.#seenAtMs;
		void this.#bridge.stillHere();
	}

	#warn(secondsLeft: number | null): void {
		this.#stopCounting();
		if (secondsLeft === null) {
			this.warning = null;
			return;
		}
		const countdown = new Countdown(this.#now, this.#now(), secondsLeft);
		this.#stopCounting = countdown.run();
		// Said again by main it is the same warning, and is not read out again.
		this.warning = { seconds: this.warning?.seconds ?? secondsLeft, countdown };
	}
}

/** A page that changes under a mouse at rest makes pointer events too, which are no person. */
function isMovement(event: Event): boolean {
	return !(
		event.type === 'pointermove' &&
		event instanceof MouseEvent &&
		event.movementX === 0 &&
		event.movementY === 0
	);
}
