import type { IpcMain } from 'electron';

import { type Call, calls, type Reply } from '../../preload/contract.ts';
import type { Answer } from './answer.ts';

/** The frame that a call came from; Electron gives `null` for one that is gone. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null;

export interface Border {
	ipcMain: Pick<IpcMain, 'handle'>;
	isTrusted: (frame: SenderFrame) => boolean;
}

/**
 * Registers every call of the contract, and is the only user of ipcMain: the sender is checked here
 * (Electron security checklist 17), where no handler can skip it, and the input by `answer`. A page is
 * there sooner than the desk is put together; what it asks until then waits for `answer`.
 */
export function registerCalls(answer: Promise<Answer>, { ipcMain, isTrusted }: Border): void {
	for (const name of Object.keys(calls) as Call[]) {
		ipcMain.handle(name, async (event, ...raw: unknown[]): Promise<Reply<unknown>> => {
			// Read before any await: the frame may be gone afterwards.
			const trusted = isTrusted(event.senderFrame);
			return (await answer)(name, trusted, raw);
		});
	}
}
