// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../../renderer/idle/idle-watch.svelte.ts';
import IdleNotice from '../../../renderer/idle/IdleNotice.svelte';
import { FakeDesk } from '../fake-desk.ts';

function show() {
	const desk = new FakeDesk();
	const clock = { nowMs: 0 };
	const watch = new IdleWatch({
		bridge: desk.bridge,
		now: () => clock.nowMs,
		target: document,
		onended: () => undefined,
	});
	render(IdleNotice, { watch });
	return { desk, clock };
}

async function emitWarning(desk: FakeDesk, secondsLeft: number | null): Promise<void> {
	desk.emit('idleWarning', { secondsLeft });
	await tick();
}

describe('The idle notice', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
	afterEach(() => void vi.useRealTimers());

	it('is said once, while the seconds that are seen go on', async () => {
		const { desk, clock } = show();
		await emitWarning(desk, 30);
		const alert = screen.getByRole('alert');
		const words = 'This visit ends in 30 seconds because nobody is at the desk.';
		expect(alert.textContent.trim()).toBe(words);
		clock.nowMs = 12_000;
		vi.advanceTimersByTime(1000);
		await emitWarning(desk, 18);
		expect(screen.getByRole('alert')).toBe(alert);
		expect(alert.textContent.trim()).toBe(words);
		expect(screen.getByText(/18 seconds/).getAttribute('aria-hidden')).toBe('true');
	});

	it('tells main that somebody is there, even from a button that was pressed without a pointer', async () => {
		const { desk } = show();
		await emitWarning(desk, 30);
		screen.getByRole('button', { name: 'Keep this visit' }).click();
		expect(desk.inputsOf('stillHere')).toHaveLength(1);
	});

	it('goes when main says that somebody has come back', async () => {
		const { desk } = show();
		await emitWarning(desk, 30);
		await emitWarning(desk, null);
		expect(screen.queryByRole('alert')).toBeNull();
		expect(screen.queryByRole('button')).toBeNull();
	});

	it('says why the screen was cleared, until the next press', async () => {
		const { desk, clock } = show();
		clock.nowMs = 300_400;
		desk.emit('visitEnded', { reason: 'idle' });
		await tick();
		const status = screen.getByRole('status');
		expect(status.textContent).toContain('The screen was cleared after 5 minutes without a touch.');
		await userEvent.click(document.body);
		expect(status.textContent.trim()).toBe('');
	});

	it('says that the computer was locked', async () => {
		const { desk } = show();
		desk.emit('visitEnded', { reason: 'screen-locked' });
		await tick();
		expect(screen.getByRole('status').textContent).toContain('because the computer was locked');
	});
});
