import { describe, expect, it } from 'vitest';

import { createBridge } from '../../preload/bridge.ts';
import { calls } from '../../preload/contract.ts';

function fakeTransport() {
	const invoked: unknown[] = [];
	const listeners = new Map<string, (payload: unknown) => void>();
	return {
		invoked,
		listeners,
		invoke: (channel: string, input: readonly unknown[]) => {
			invoked.push([channel, ...input]);
			return Promise.resolve({ ok: true, value: undefined });
		},
		subscribe: (channel: string, listener: (payload: unknown) => void) => {
			listeners.set(channel, listener);
			return () => listeners.delete(channel);
		},
	};
}

describe('createBridge', () => {
	it('has each call of the contract, and `on`, and nothing else', () => {
		const bridge = createBridge(fakeTransport());
		expect(Object.keys(bridge).sort()).toEqual([...Object.keys(calls), 'on'].sort());
	});

	it('sends a call under its own name with its input', async () => {
		const transport = fakeTransport();
		await createBridge(transport).verifyOtp({ otp: '012345' });
		expect(transport.invoked).toEqual([['verifyOtp', { otp: '012345' }]]);
	});

	it('gives a listener the payload, until it stops listening', () => {
		const transport = fakeTransport();
		const heard: unknown[] = [];
		const stop = createBridge(transport).on('trainingMessageArrived', (message) => {
			heard.push(message);
		});
		transport.listeners.get('trainingMessageArrived')?.({ to: '***', otp: '1' });
		expect(heard).toEqual([{ to: '***', otp: '1' }]);
		stop();
		expect(transport.listeners.size).toBe(0);
	});

	it('lets the page listen to no other channel', () => {
		const bridge = createBridge(fakeTransport());
		expect(() => bridge.on('vaultOpened' as never, () => undefined)).toThrow('Unknown event');
	});
});
