// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import ActivityScreen from '../../../renderer/activity/ActivityScreen.svelte';
import { FakeDesk, noActivity } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import { november } from './invented-activity.ts';

async function openActivity(prepare: (desk: FakeDesk) => void = () => undefined) {
	const desk = new FakeDesk();
	desk.answer('getActivity', november);
	prepare(desk);
	const onback = vi.fn();
	const onclose = vi.fn();
	render(ActivityScreen, {
		bridge: desk.bridge,
		now: () => 0,
		onback,
		onclose,
	});
	// Until the answer is there, or why there is none.
	await screen.findByText(/^(Check log|Try again)$/);
	return { desk, onback, onclose, user: userEvent.setup() };
}

function choice(name: string): HTMLSelectElement {
	return screen.getByRole('combobox', { name });
}

function rows(): string[][] {
	return within(screen.getByRole('table', { name: 'Entries' }))
		.getAllByRole('row')
		.slice(1)
		.map((row) =>
			within(row)
				.getAllByRole('cell')
				.map((cell) => cell.textContent.trim()),
		);
}

function range(): HTMLElement {
	return screen.getByText(/^Entries .* of/);
}

/** Everything that is said politely, in one. */
function said(): string {
	return screen
		.getAllByRole('status')
		.map((each) => each.textContent.trim())
		.join(' ');
}

describe('Activity', () => {
	it('asks for the newest month and shows its entries in words', async () => {
		const { desk } = await openActivity();
		expect(desk.inputsOf('getActivity')).toEqual([{ month: null, group: null, offset: 0 }]);
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 1, name: 'Activity' }),
		);
		const [first, second] = rows();
		expect(first?.slice(1)).toEqual(['Failed: wrong OTP', 'ABHA ending 6749', '']);
		expect(second?.slice(1)).toEqual(['Patient found', 'ABHA ending 6749', 'Asha, Reception 1']);
		expect(first?.[0]).toMatch(/^23 Nov, \d+:\d\d:05/);
		expect(range().textContent.trim()).toBe('Entries 1 to 2 of 1,222, newest first');
	});

	it('shows another month, and one kind of entries, from their newest', async () => {
		const { desk, user } = await openActivity();
		await user.click(button('Older'));
		await user.selectOptions(choice('Month'), 'October 2026');
		await user.selectOptions(choice('Show'), 'OTP');
		await user.selectOptions(choice('Show'), 'All');
		expect(desk.inputsOf('getActivity').slice(1)).toEqual([
			{ month: null, group: null, offset: 50 },
			{ month: '2026-10', group: null, offset: 0 },
			{ month: '2026-10', group: 'otp', offset: 0 },
			{ month: '2026-10', group: null, offset: 0 },
		]);
	});

	it('offers every kind of entries', async () => {
		await openActivity();
		const words = Array.from(choice('Show').options, (option) => option.text);
		expect(words).toEqual(['All', 'Found', 'OTP', 'Verified', 'Failed', 'Visit', 'Administration']);
	});

	it('goes from page to page, and not beyond the first and the last', async () => {
		const { desk, user } = await openActivity();
		expect(button('Newer').getAttribute('aria-disabled')).toBe('true');
		await user.click(button('Newer'));
		desk.answer('getActivity', { ...november, total: 52 });
		await user.click(button('Older'));
		expect(range().textContent.trim()).toBe('Entries 51 to 52 of 52, newest first');
		expect(button('Older').getAttribute('aria-disabled')).toBe('true');
		// What had the focus keeps it.
		expect(document.activeElement).toBe(button('Older'));
		await user.click(button('Older'));
		await user.click(button('Newer'));
		const offsets = desk
			.inputsOf('getActivity')
			.map((query) => (query as { offset: number }).offset);
		expect(offsets).toEqual([0, 50, 0]);
	});

	it('shows the newest answer only, whichever comes last', async () => {
		const { desk, user } = await openActivity();
		const settleSlow = desk.hold('getActivity');
		await user.selectOptions(choice('Show'), 'Found');
		desk.answer('getActivity', { ...november, entries: [], total: 0 });
		await user.selectOptions(choice('Show'), 'Visit');
		settleSlow({ ok: true, value: november });
		await new Promise((resolve) => setTimeout(resolve));
		await screen.findByText('There is no entry of this kind in November 2026.');
		expect(screen.queryByRole('table', { name: 'Entries' })).toBeNull();
	});

	it('says when there is nothing at all', async () => {
		await openActivity((fake) => {
			fake.answer('getActivity', noActivity);
		});
		expect(screen.getByText('Nothing is in the activity log yet.')).toBeTruthy();
		expect(screen.queryByRole('combobox')).toBeNull();
	});

	it('tries again what failed, and says what failed', async () => {
		const { desk, user } = await openActivity((fake) => {
			fake.throwAt('getActivity');
		});
		await screen.findByRole('alert');
		desk.answer('getActivity', november);
		await user.click(button('Try again'));
		expect(rows()).toHaveLength(2);
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('leads back to Settings', async () => {
		const { user, onback } = await openActivity();
		await user.click(button('Back to Settings'));
		expect(onback).toHaveBeenCalledOnce();
	});

	it.each(['event', 'failure'])('goes when Settings have closed (%s)', async (how) => {
		const { desk, user, onclose } = await openActivity();
		if (how === 'event') desk.emit('settingsClosed', null);
		else {
			desk.fail('checkLog', { code: 'pin-required' });
			await user.click(button('Check log'));
			desk.emit('settingsClosed', null);
		}
		expect(onclose).toHaveBeenCalledExactlyOnceWith('by-itself');
	});
});

describe('The chart of days', () => {
	it('has all that it draws as a table', async () => {
		await openActivity();
		const table = screen.getAllByRole('table', { hidden: true })[0]!;
		const text = within(table)
			.getAllByRole('row', { hidden: true })
			.map((row) => Array.from(row.children, (cell) => cell.textContent).join(' '));
		expect(text).toEqual([
			'Day Found OTP Verified Failed Visit Administration',
			'20 Nov 3 2 0 1 0 2',
			'23 Nov 1,200 0 4 0 10 0',
		]);
	});

	it('says in its legend how many there are of each kind', async () => {
		await openActivity();
		const figure = screen.getByRole('figure', { name: 'Entries a day, November 2026' });
		const legend = within(figure)
			.getAllByRole('listitem')
			.map((item) => item.textContent.trim());
		expect(legend).toEqual([
			'Found 1,203',
			'OTP 2',
			'Verified 4',
			'Failed 1',
			'Visit 10',
			'Administration 2',
		]);
	});

	it('draws each bar within the picture, and each kind with a pattern of its own', async () => {
		await openActivity();
		const bars = Array.from(document.querySelectorAll('.chart rect.bar'));
		expect(bars).toHaveLength(7);
		for (const bar of bars) {
			const [y, height] = ['y', 'height'].map((name) => parseFloat(bar.getAttribute(name)!));
			expect(y).toBeGreaterThanOrEqual(-0.001);
			expect(y! + height!).toBeLessThanOrEqual(100.001);
		}
		const fills = new Set(bars.map((bar) => bar.getAttribute('fill')));
		expect(fills.size).toBe(6);
		for (const fill of fills) {
			expect(document.querySelector(/#[^)]+/.exec(fill!)![0])?.tagName).toBe('pattern');
		}
	});
});

describe('Export of the activity log', () => {
	it('saves the month and the kind that are shown', async () => {
		const { desk, user } = await openActivity();
		await user.selectOptions(choice('Show'), 'Failed');
		await user.click(button('Export CSV…'));
		expect(desk.inputsOf('exportActivity')).toEqual([
			{ format: 'csv', month: '2026-11', group: 'failed' },
		]);
		expect(said()).toContain('The file is saved.');
	});

	it('saves all months where that is asked for', async () => {
		const { desk, user } = await openActivity();
		await user.click(screen.getByRole('checkbox', { name: 'All months' }));
		await user.click(button('Export JSON lines…'));
		expect(desk.inputsOf('exportActivity')).toEqual([
			{ format: 'json-lines', month: null, group: null },
		]);
	});

	it('says that nothing was saved where no place was chosen', async () => {
		const { user } = await openActivity((fake) => {
			fake.answer('exportActivity', { saved: false });
		});
		await user.click(button('Export CSV…'));
		expect(said()).toContain('No file was saved.');
	});

	it('says why a file could not be saved', async () => {
		const { user } = await openActivity((fake) => {
			fake.fail('exportActivity', { code: 'file-not-saved' });
		});
		await user.click(button('Export CSV…'));
		expect(screen.getByRole('alert').textContent).toContain('could not be saved');
	});
});

describe('Check log', () => {
	it('says politely that nothing was changed', async () => {
		const { user } = await openActivity((fake) => {
			const from = '2026-11-03T06:30:00.000Z';
			fake.answer('checkLog', { entries: 1234, from, findings: [] });
		});
		await user.click(button('Check log'));
		expect(said()).toContain('Nothing was changed: 1,234 entries since 3 November 2026.');
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('raises the alarm when something was changed, and says what and where', async () => {
		const { user } = await openActivity((fake) => {
			fake.answer('checkLog', {
				entries: 10,
				from: '2026-11-03T06:30:00.000Z',
				findings: [{ kind: 'edited', month: '2026-11', line: 12, count: null }],
			});
		});
		await user.click(button('Check log'));
		expect(screen.getByRole('alert').textContent).toContain('not as it was written');
		expect(screen.getByText('November 2026, line 12: changed after it was written')).toBeTruthy();
	});

	it('forgets the report before while it checks once more', async () => {
		const { desk, user } = await openActivity((fake) => {
			fake.answer('checkLog', { entries: 0, from: null, findings: [] });
		});
		await user.click(button('Check log'));
		expect(said()).toContain('there is nothing to check');
		desk.hold('checkLog');
		await user.click(button('Check log'));
		expect(said()).not.toContain('there is nothing to check');
	});
});
