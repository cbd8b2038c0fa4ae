import { virtual } from '@guidepup/virtual-screen-reader';
import { afterEach } from 'vitest';

let stop: () => Promise<void> = () => Promise.resolve();

afterEach(() => stop());

/** What a person who cannot see the screen hears, in order. */
export interface Listener {
	/** What was said since the last time; a live region with its manner, `polite` or `assertive`. */
	heard: () => Promise<string[]>;
}

/**
 * Listens to the page. The virtual screen reader says what takes the focus and what changes within a
 * live region, but not an alert that arrives together with its words, as every real one does: those
 * are written down here, in their place.
 */
export async function listen(): Promise<Listener> {
	const alerts = new MutationObserver((records) => {
		for (const { addedNodes } of records) {
			for (const node of addedNodes) {
				if (!(node instanceof Element)) continue;
				const arrived = [node, ...node.querySelectorAll('[role="alert"]')];
				for (const alert of arrived.filter((each) => each.getAttribute('role') === 'alert')) {
					said.push(`assertive: ${alert.textContent.trim().replace(/\s+/gu, ' ')}`);
				}
			}
		}
	});
	const said: string[] = [];
	await virtual.start({ container: document.body });
	alerts.observe(document.body, { childList: true, subtree: true });
	await virtual.clearSpokenPhraseLog();
	stop = async () => {
		alerts.disconnect();
		await virtual.stop();
		stop = () => Promise.resolve();
	};
	return {
		heard: async () => {
			// What changed in this turn is said in the next ones.
			await new Promise((resolve) => setTimeout(resolve, 0));
			const phrases = await virtual.spokenPhraseLog();
			await virtual.clearSpokenPhraseLog();
			return [...phrases, ...said.splice(0)];
		},
	};
}
