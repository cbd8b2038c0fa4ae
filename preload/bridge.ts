import { type Bridge, calls, events } from './contract.ts';

/** What a host must provide: Electron's IPC in the app, a fake in tests and in a plain browser. */
export interface Transport {
	invoke(channel: string, input: readonly unknown[]): Promise<unknown>;
	subscribe(channel: string, listener: (payload: unknown) => void): () => void;
}

/** Builds the whole bridge from the contract's lists, so that a partial one cannot exist. */
export function createBridge(transport: Transport): Bridge {
	const forwarded = Object.keys(calls).map((name) => [
		name,
		(...input: unknown[]) => transport.invoke(name, input),
	]);

	return {
		...Object.fromEntries(forwarded),
		on: (event: string, listener: (payload: never) => void) => {
			// The page could ask for any string: only listed events may be listened to.
			if (!Object.hasOwn(events, event)) throw new Error('Unknown event');
			return transport.subscribe(event, (payload) => {
				listener(payload as never);
			});
		},
		// Sound because every call site is typed by Bridge, and main checks what arrives.
	} as Bridge;
}
