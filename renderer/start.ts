import { mount, unmount } from 'svelte';
import type { Bridge } from '../preload/contract.ts';
import type { DeskState } from './desk-state.ts';
import { Gateway } from './gateway/gateway.svelte.ts';
import { IdleWatch } from './idle/idle-watch.svelte.ts';
import { Journey } from './journey.svelte.ts';
import Root from './Root.svelte';
import { settled } from './settled.ts';
import { LogWriting } from './standing/log-writing.svelte.ts';
import StartFailed from './StartFailed.svelte';
import { TrainingPhone } from './training/training-phone.svelte.ts';
import { Whereabouts } from './whereabouts.svelte.ts';

/** Puts the desk together and shows it, or shows why not and tries again when asked. */
export async function start(
	bridge: Bridge,
	target: HTMLElement,
	now: () => number,
): Promise<Record<string, unknown>> {
	// All listen before anything is asked, so that no event can be missed.
	const phone = new TrainingPhone(bridge);
	const gateway = new Gateway(bridge, now);
	const journey = new Journey({
		bridge,
		now,
		forget: () => {
			phone.clear();
		},
	});
	const idle = new IdleWatch({
		bridge,
		now,
		target: window,
		onended: () => {
			journey.leave();
		},
	});
	const logWriting = new LogWriting(bridge);
	const state = { gateway, journey, phone, idle, logWriting, now };
	return show(bridge, target, new Whereabouts(bridge, state), state);
}

async function show(
	bridge: Bridge,
	target: HTMLElement,
	where: Whereabouts,
	state: DeskState,
): Promise<Record<string, unknown>> {
	// Even if the border itself is broken, the person gets words rather than an empty window.
	const reply = await settled(bridge, () => bridge.getSituation());
	if (!reply.ok) {
		const onrestart = () => {
			void unmount(failed);
			void show(bridge, target, where, state);
		};
		const failed = mount(StartFailed, { target, props: { failure: reply.failure, onrestart } });
		return failed;
	}
	// What main said before it answered is older than the answer.
	where.show(reply.value);
	return mount(Root, { target, props: { bridge, where, state } });
}
