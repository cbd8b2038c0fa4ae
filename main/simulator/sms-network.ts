import type { TrainingMessage } from '../../preload/contract/desk.ts';
import type { Clock } from '../clock.ts';

/** The mobile network: carries an OTP to the patient's phone by another way than HTTP. */
export class SmsNetwork {
	readonly #clock: Clock;
	readonly #listeners = new Set<(message: TrainingMessage) => void>();
	readonly #underWay = new Set<() => void>();
	#closed = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	send(mobile: string, otp: string, delayMs: number): void {
		// A request that was being answered while the simulator closed must leave no timer behind.
		if (this.#closed) return;
		const message: TrainingMessage = { to: maskMobile(mobile), otp };
		const callOff = this.#clock.after(delayMs, () => {
			this.#underWay.delete(callOff);
			for (const listener of this.#listeners) listener(message);
		});
		this.#underWay.add(callOff);
	}

	/** Returns the function that stops listening. */
	onMessage(listener: (message: TrainingMessage) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	/** Calls off what has not arrived: its patient has left the desk, and the phone with them. */
	callOff(): void {
		for (const callOff of this.#underWay) callOff();
		this.#underWay.clear();
	}

	/** Calls off what has not arrived, so that no timer outlives the simulator. */
	close(): void {
		this.#closed = true;
		this.callOff();
		this.#listeners.clear();
	}
}

/** As ABDM masks a mobile number: the last four digits stay. */
function maskMobile(mobile: string): string {
	return mobile.slice(-4).padStart(mobile.length, '*');
}
