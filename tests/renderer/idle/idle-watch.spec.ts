// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../../renderer/idle/idle-watch.svelte.ts';
import { FakeDesk } from '../fake-desk.ts';

function begin() {
	const desk = new FakeDesk();
	const clock = { nowMs: 0 };
	const target = new EventTarget();
	const ended: string[] = [];
	const watch = new IdleWatch({
		bridge: desk.bridge,
		now: () => clock.nowMs,
		target,
		onended: (reason) => ended.push(reason),
	});
	return { desk, clock, target, ended, watch };
}

describe('IdleWatch', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
	afterEach(() => void vi.useRealTimers());

	it.each(['pointerdown', 'pointermove', 'wheel', 'keydown'])(
		'takes %s for a person and tells main at once',
		(name) => {
			const { desk, target } = begin();
			target.dispatchEvent(new Event(name));
			expect(desk.inputsOf('stillHere')).toHaveLength(1);
		},
	);

	it('tells main at most once in five seconds', () => {
		const { desk, clock, target } = begin();
		for (clock.nowMs = 0; clock.nowMs < 12_000; clock.nowMs += 100) {
			target.dispatchEvent(new Event('pointermove'));
		}
		expect(desk.inputsOf('stillHere')).toHaveLength(3);
	});

	it('says nothing by itself while nobody is there', () => {
		const { desk } = begin();
		vi.advanceTimersByTime(600_000);
		expect(desk.inputsOf('stillHere')).toEqual([]);
	});

	it('does not take a page that moves under a mouse at rest for a person', () => {
		const { desk, target } = begin();
		target.dispatchEvent(new MouseEvent('pointermove', { movementX: 0, movementY: 0 }));
		expect(desk.inputsOf('stillHere')).toEqual([]);
		target.dispatchEvent(new MouseEvent('pointermove', { movementX: 0, movementY: 1 }));
		expect(desk.inputsOf('stillHere')).toHaveLength(1);
	});

	it('goes on telling main after the clock was set back', () => {
		const { desk, clock, target } = begin();
		clock.nowMs = 3_600_000;
		target.dispatchEvent(new Event('keydown'));
		clock.nowMs = 0;
		target.dispatchEvent(new Event('keydown'));
		expect(desk.inputsOf('stillHere')).toHaveLength(2);
	});

	it('counts a warning down, and drops it when main says so', () => {
		const { desk, clock, watch } = begin();
		desk.emit('idleWarning', { secondsLeft: 30 });
		clock.nowMs = 12_000;
		vi.advanceTimersByTime(1000);
		expect(watch.warning?.countdown.secondsLeft).toBe(18);
		desk.emit('idleWarning', { secondsLeft: null });
		expect(watch.warning).toBeNull();
		expect(vi.getTimerCount()).toBe(0);
	});

	it('leads on to the end of the visit, and leaves no timer behind', () => {
		const { desk, ended, watch } = begin();
		desk.emit('idleWarning', { secondsLeft: 30 });
		desk.emit('visitEnded', { reason: 'idle' });
		expect(ended).toEqual(['idle']);
		expect(watch.warning).toBeNull();
		expect(vi.getTimerCount()).toBe(0);
	});

	it('knows how long nobody was there, until the next press', () => {
		const { desk, clock, target, watch } = begin();
		clock.nowMs = 60_000;
		target.dispatchEvent(new Event('pointermove'));
		clock.nowMs = 360_000;
		desk.emit('visitEnded', { reason: 'idle' });
		expect(watch.ended).toEqual({ reason: 'idle', idleSeconds: 300 });
		target.dispatchEvent(new Event('pointermove'));
		expect(watch.ended).not.toBeNull();
		target.dispatchEvent(new Event('click'));
		expect(watch.ended).toBeNull();
	});
});
