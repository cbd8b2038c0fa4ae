import { mount } from 'svelte';
import type { Bridge, Desk, Reply } from '../preload/contract.ts';
import App from './App.svelte';
import { Journey } from './journey.svelte.ts';
import { fileProblem } from './problem.ts';
import StartFailed from './StartFailed.svelte';
import { TrainingPhone } from './training/training-phone.svelte.ts';

/** Puts the desk together and shows it. Returns what was mounted. */
export async function start(
	bridge: Bridge,
	target: HTMLElement,
	now: () => number,
): Promise<Record<string, unknown>> {
	// The phone listens before anything is asked, so that no message can be missed.
	const phone = new TrainingPhone(bridge);
	const journey = new Journey({
		bridge,
		now,
		forget: () => {
			phone.clear();
		},
	});

	const reply = await askForDesk(bridge);
	return reply.ok
		? mount(App, { target, props: { bridge, desk: reply.value, journey, phone } })
		: mount(StartFailed, { target, props: { failure: reply.failure } });
}

/** Even if the border itself is broken, the person gets words rather than an empty window. */
async function askForDesk(bridge: Bridge): Promise<Reply<Desk>> {
	try {
		return await bridge.getDesk();
	} catch (error) {
		const incident = await fileProblem(bridge, 'error', error);
		return { ok: false, failure: { code: 'internal', incident } };
	}
}
