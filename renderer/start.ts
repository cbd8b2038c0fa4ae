import { mount } from 'svelte';
import type { Bridge } from '../preload/contract.ts';
import App from './App.svelte';
import { Gateway } from './gateway/gateway.svelte.ts';
import { Journey } from './journey.svelte.ts';
import { settled } from './settled.ts';
import StartFailed from './StartFailed.svelte';
import { TrainingPhone } from './training/training-phone.svelte.ts';

/** Puts the desk together and shows it. Returns what was mounted. */
export async function start(
	bridge: Bridge,
	target: HTMLElement,
	now: () => number,
): Promise<Record<string, unknown>> {
	// Both listen before anything is asked, so that no event can be missed.
	const phone = new TrainingPhone(bridge);
	const gateway = new Gateway(bridge, now);
	const journey = new Journey({
		bridge,
		now,
		forget: () => {
			phone.clear();
		},
	});

	// Even if the border itself is broken, the person gets words rather than an empty window.
	const reply = await settled(bridge, () => bridge.getDesk());
	if (!reply.ok) return mount(StartFailed, { target, props: { failure: reply.failure } });
	// What main said before it answered is older than the answer.
	gateway.set(reply.value.gateway);
	return mount(App, { target, props: { bridge, desk: reply.value, gateway, journey, phone } });
}
