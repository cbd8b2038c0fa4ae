import { answerWith, type Handlers } from '../../main/ipc/answer.ts';
import { type Border, registerCalls, type SenderFrame } from '../../main/ipc/register.ts';
import { createBridge } from '../../preload/bridge.ts';
import type { Bridge } from '../../preload/contract.ts';
import { recordedLog } from './recorded-log.ts';

type Listener = Parameters<Border['ipcMain']['handle']>[1];

export interface JoinedEnds {
	bridge: Bridge;
	/** What the renderer could send if it were not typed. */
	invoke: (channel: string, ...input: unknown[]) => Promise<unknown>;
	lines: string[];
	/** The frame that the next calls come from. */
	frame: SenderFrame;
}

/** The bridge and the border joined in memory, with the copy that IPC makes at each hop. */
export function joinEnds(handlers: Handlers): JoinedEnds {
	const { log, lines } = recordedLog();
	const listeners = new Map<string, Listener>();
	const invoke = async (channel: string, ...input: unknown[]): Promise<unknown> => {
		const listener = listeners.get(channel);
		if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
		const event = { senderFrame: joined.frame } as Parameters<Listener>[0];
		return structuredClone(await listener(event, ...structuredClone(input)));
	};
	const joined: JoinedEnds = {
		bridge: createBridge({
			invoke: (channel, input) => invoke(channel, ...input),
			subscribe: () => () => undefined,
		}),
		invoke,
		lines,
		frame: { url: 'app://abha-desk/index.html', parent: null },
	};
	registerCalls(Promise.resolve(answerWith(handlers, log)), {
		ipcMain: { handle: (channel, listener) => listeners.set(channel, listener) },
		isTrusted: (frame) => frame?.url.startsWith('app:') === true && frame.parent === null,
	});
	return joined;
}
