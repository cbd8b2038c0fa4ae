import { mount, unmount } from 'svelte';
import type { Bridge, Desk, Reply } from '../preload/contract.ts';
import App from './App.svelte';
import { Journey } from './journey.svelte.ts';
import { fileProblem } from './problem.ts';
import StartFailed from './StartFailed.svelte';
import { TrainingPhone } from './training/training-phone.svelte.ts';

/** Puts the desk together and shows it, or shows why not and tries again when asked. */
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
	return show(bridge, target, { journey, phone });
}

async function show(
	bridge: Bridge,
	target: HTMLElement,
	state: { journey: Journey; phone: TrainingPhone },
): Promise<Record<string, unknown>> {
	const reply = await askForDesk(bridge);
	if (reply.ok) return mount(App, { target, props: { bridge, desk: reply.value, ...state } });
	const onrestart = () => {
		void unmount(failed);
		void show(bridge, target, state);
	};
	const failed = mount(StartFailed, { target, props: { failure: reply.failure, onrestart } });
	return failed;
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
