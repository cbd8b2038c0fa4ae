import type { Bridge } from '../preload/contract.ts';

declare global {
	interface Window {
		/** Put there by the preload script; a fake in tests and in a plain browser. */
		readonly bridge: Bridge;
	}
}

/** The only way out of the renderer. This is the one file that reads `window.bridge`. */
export const bridge: Bridge = window.bridge;
