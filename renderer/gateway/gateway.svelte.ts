import type { Bridge } from '../../preload/contract.ts';
import type { GatewayState } from '../../preload/contract/desk.ts';

/** Whether ABDM takes this facility's credentials, as main last said. */
export class Gateway {
	state = $state.raw<GatewayState>({ state: 'open' });
	/** When main said so: a pause is counted from there. */
	sinceMs = $state(0);

	readonly #now: () => number;

	constructor(bridge: Bridge, now: () => number) {
		this.#now = now;
		// Never unsubscribed: this lives as long as the page.
		bridge.on('gatewayChanged', (state) => {
			this.set(state);
		});
	}

	set(state: GatewayState): void {
		this.state = state;
		this.sinceMs = this.#now();
	}
}
