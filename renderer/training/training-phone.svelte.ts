import type { Bridge } from '../../preload/contract.ts';
import type { TrainingMessage } from '../../preload/contract/desk.ts';

/** The invented patient's phone. Real OTPs never come this way. */
export class TrainingPhone {
	/** Newest first. */
	messages = $state.raw<readonly TrainingMessage[]>([]);

	constructor(bridge: Bridge) {
		// Never unsubscribed: the phone lives as long as the page.
		bridge.on('trainingMessageArrived', (message) => {
			this.messages = [message, ...this.messages];
		});
	}

	clear(): void {
		this.messages = [];
	}
}
