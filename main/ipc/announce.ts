import type { WebContents } from 'electron';

import type { Events } from '../../preload/contract.ts';

/** Tells the renderer of an event of the contract. The only sender. */
export function announce<E extends keyof Events>(
	webContents: Pick<WebContents, 'isDestroyed' | 'send'>,
	event: E,
	payload: Events[E],
): void {
	// A window that is closing has nobody left to tell.
	if (!webContents.isDestroyed()) webContents.send(event, payload);
}
