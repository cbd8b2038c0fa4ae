// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WaitNotice from '../../../renderer/ui/WaitNotice.svelte';

const words = { short: 'Searching', long: 'Still searching', oncancel: () => undefined };

async function pass(ms: number): Promise<void> {
	vi.advanceTimersByTime(ms);
	await tick();
}

describe('WaitNotice', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('says nothing of a wait that nobody notices', async () => {
		render(WaitNotice, { ...words, waitedMs: 0 });
		await pass(299);
		expect(screen.queryByText('Searching')).toBeNull();
		await pass(1);
		expect(screen.getByText('Searching')).toBeTruthy();
	});

	it('says after five seconds what is waited for, and offers to stop', async () => {
		const oncancel = vi.fn();
		render(WaitNotice, { ...words, waitedMs: 0, oncancel });
		await pass(4999);
		expect(screen.queryByRole('button')).toBeNull();
		await pass(1);
		expect(screen.getByRole('status').textContent).toBe('Still searching');
		screen.getByRole('button', { name: 'Cancel waiting' }).click();
		expect(oncancel).toHaveBeenCalledOnce();
	});

	it('counts the wait from where it began', async () => {
		render(WaitNotice, { ...words, waitedMs: 4000 });
		await pass(1000);
		expect(screen.getByRole('status').textContent).toBe('Still searching');
	});

	it('leaves no timer behind', () => {
		render(WaitNotice, { ...words, waitedMs: 0 }).unmount();
		expect(vi.getTimerCount()).toBe(0);
	});
});
