import type { Bridge } from '../../preload/contract.ts';
import type { Desk, DeskWarning } from '../../preload/contract/desk.ts';

/** Whether the activity log can be written, as main last said. */
export class LogWriting {
	/** `null`: nothing was said since the desk was asked what it is. */
	#isWriting = $state<boolean | null>(null);

	constructor(bridge: Bridge) {
		// Never unsubscribed: this lives as long as the page.
		bridge.on('activityLogChanged', ({ isWriting }) => {
			this.#isWriting = isWriting;
		});
	}

	/** What the desk said of itself is newer. */
	forget(): void {
		this.#isWriting = null;
	}

	warningsOf({ warnings }: Desk): readonly DeskWarning[] {
		if (this.#isWriting === null) return warnings;
		const others = warnings.filter((warning) => warning !== 'activity-log-not-writing');
		return this.#isWriting ? others : [...others, 'activity-log-not-writing'];
	}
}
