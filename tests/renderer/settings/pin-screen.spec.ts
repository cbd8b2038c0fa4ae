// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import PinScreen from '../../../renderer/settings/PinScreen.svelte';
import { FakeDesk, settings } from '../fake-desk.ts';
import { button } from '../open-desk.ts';

function show({ hasPin = true, prepare = (_: FakeDesk): void => undefined } = {}) {
	const desk = new FakeDesk();
	prepare(desk);
	const clock = { nowMs: 0 };
	const onopen = vi.fn();
	const oncancel = vi.fn();
	const { unmount } = render(PinScreen, {
		bridge: desk.bridge,
		now: () => clock.nowMs,
		hasPin,
		onopen,
		oncancel,
	});
	return { desk, clock, onopen, oncancel, unmount, user: userEvent.setup() };
}

function field(label: string): HTMLInputElement {
	return screen.getByLabelText(label);
}

/** What a screen reader says of a field beside its name. */
function description(input: HTMLElement): string {
	return (input.getAttribute('aria-describedby') ?? '')
		.split(' ')
		.map((id) => document.getElementById(id)?.textContent ?? '')
		.join(' ');
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

describe('Administrator PIN', () => {
	it('opens Settings with the PIN, by keyboard alone', async () => {
		const { desk, user, onopen } = show();
		expect(document.activeElement).toBe(field('PIN'));
		expect(field('PIN').type).toBe('password');
		await user.keyboard('739154{Enter}');
		expect(desk.inputsOf('openSettings')).toEqual([{ pin: '739154' }]);
		expect(onopen).toHaveBeenCalledExactlyOnceWith(settings);
	});

	it('says beside the field that a PIN did not match, and forgets it', async () => {
		const { user, onopen } = show({
			prepare: (fake) => {
				fake.fail('openSettings', { code: 'wrong-pin', waitSeconds: 0 });
			},
		});
		await user.type(field('PIN'), '739154{Enter}');
		expect(field('PIN').value).toBe('');
		expect(document.activeElement).toBe(field('PIN'));
		expect(description(field('PIN'))).toContain('That PIN did not match');
		expect(screen.queryByText(/next try/)).toBeNull();
		expect(button('Open Settings').getAttribute('aria-disabled')).toBeNull();
		expect(onopen).not.toHaveBeenCalled();
	});

	it.each(['wrong-pin', 'pin-wait'] as const)(
		'takes no try while main would refuse it (%s), and then the next',
		async (code) => {
			const { desk, clock, user } = show({
				prepare: (fake) => {
					fake.fail('openSettings', { code, waitSeconds: 30 });
				},
			});
			await user.type(field('PIN'), '739154{Enter}');
			expect(description(button('Open Settings'))).toBe('The next try is possible in 0:30.');
			await user.type(field('PIN'), '739155{Enter}');
			await user.click(button('Open Settings'));
			expect(desk.inputsOf('openSettings')).toHaveLength(1);
			expect(field('PIN').value).toBe('739155');

			clock.nowMs = 30_000;
			vi.advanceTimersByTime(1000);
			await tick();
			expect(button('Open Settings').getAttribute('aria-disabled')).toBeNull();
			await user.click(button('Open Settings'));
			expect(desk.inputsOf('openSettings')).toHaveLength(2);
		},
	);

	it('speaks of the wait at its start, before its end and at its end only', async () => {
		const { clock, user } = show({
			prepare: (fake) => {
				fake.fail('openSettings', { code: 'pin-wait', waitSeconds: 60 });
			},
		});
		await user.type(field('PIN'), '739154{Enter}');
		const spoken = new Set<string>();
		for (; clock.nowMs < 60_000; clock.nowMs += 1000) {
			vi.advanceTimersByTime(1000);
			await tick();
			spoken.add(screen.getByRole('status').textContent);
		}
		clock.nowMs = 60_000;
		vi.advanceTimersByTime(1000);
		await tick();
		spoken.add(screen.getByRole('status').textContent);
		expect([...spoken]).toEqual([
			'The next try is possible in 60 seconds.',
			'The next try is possible in 10 seconds.',
			'The next try is possible now.',
		]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('asks once for one press, however often it is repeated', async () => {
		const { desk, user } = show({ prepare: (fake) => fake.hold('openSettings') });
		await user.type(field('PIN'), '739154{Enter}');
		await user.type(field('PIN'), '{Enter}');
		await user.click(button('Open Settings'));
		expect(desk.inputsOf('openSettings')).toHaveLength(1);
	});

	it('says what else went wrong in a notice', async () => {
		const { user } = show({
			prepare: (fake) => {
				fake.fail('openSettings', { code: 'vault-not-saved' });
			},
		});
		await user.type(field('PIN'), '739154{Enter}');
		expect(screen.getByRole('alert').textContent).toContain('could not be stored');
	});

	it('closes Settings that open after the person has gone', async () => {
		const { desk, user, onopen, oncancel, unmount } = show();
		const settle = desk.hold('openSettings');
		await user.type(field('PIN'), '739154{Enter}');
		await user.click(button('Cancel'));
		expect(oncancel).toHaveBeenCalledOnce();
		unmount();
		settle({ ok: true, value: settings });
		await vi.waitFor(() => {
			expect(desk.inputsOf('closeSettings')).toHaveLength(1);
		});
		expect(onopen).not.toHaveBeenCalled();
	});
});

describe('A PIN that is not known', () => {
	async function fill(user: ReturnType<typeof userEvent.setup>, again = '739154'): Promise<void> {
		await user.type(field('Client secret'), 'invented-secret');
		await user.type(field('New PIN'), '739154');
		await user.type(field('New PIN again'), `${again}{Enter}`);
	}

	it('is set anew with the client secret', async () => {
		const { desk, user, onopen } = show();
		await user.click(button('Forgot the PIN?'));
		expect(document.activeElement).toBe(field('Client secret'));
		expect(screen.getByText(/only the administrator has it/)).toBeTruthy();
		await fill(user);
		expect(desk.inputsOf('choosePin')).toEqual([
			{ clientSecret: 'invented-secret', pin: '739154' },
		]);
		expect(onopen).toHaveBeenCalledExactlyOnceWith(settings);
	});

	it('is asked for at once where none is set', async () => {
		const { user, oncancel } = show({ hasPin: false });
		expect(screen.getByRole('heading', { level: 1, name: 'Administrator PIN' })).toBeTruthy();
		expect(button('Set PIN')).toBeTruthy();
		await user.click(button('Cancel'));
		expect(oncancel).toHaveBeenCalledOnce();
	});

	it('is asked for when main knows that none is set', async () => {
		const { user } = show({
			prepare: (fake) => {
				fake.fail('openSettings', { code: 'pin-not-set' });
			},
		});
		await user.type(field('PIN'), '739154{Enter}');
		expect(button('Set PIN')).toBeTruthy();
	});

	it('sends nothing while the two are not the same, and shows neither', async () => {
		const { desk, user } = show({ hasPin: false });
		await fill(user, '739155');
		expect(desk.inputsOf('choosePin')).toEqual([]);
		expect(description(field('New PIN again'))).toContain('The two were not the same');
		expect(field('New PIN').value + field('New PIN again').value).toBe('');
		expect(document.activeElement).toBe(field('New PIN'));
	});

	it('keeps the client secret when only the PIN is refused', async () => {
		const { user } = show({
			hasPin: false,
			prepare: (fake) => {
				const problem = { field: 'pin', problem: 'weak' } as const;
				fake.fail('choosePin', { code: 'invalid-input', problem });
			},
		});
		await fill(user);
		expect(description(field('New PIN'))).toContain('Please choose another');
		expect(field('Client secret').value).toBe('invented-secret');
		expect(document.activeElement).toBe(field('New PIN'));
		expect(screen.getAllByRole('alert')).toHaveLength(1);
	});

	it('says beside the client secret that it did not match, and makes the person wait', async () => {
		const { user } = show({
			hasPin: false,
			prepare: (fake) => {
				fake.fail('choosePin', { code: 'wrong-client-secret', waitSeconds: 30 });
			},
		});
		await fill(user);
		expect(description(field('Client secret'))).toContain('That client secret did not match');
		expect(description(button('Set PIN'))).toBe('The next try is possible in 0:30.');
	});

	it('leads back to the PIN, without what was said here', async () => {
		const { user, oncancel } = show({
			prepare: (fake) => {
				fake.fail('choosePin', { code: 'wrong-client-secret', waitSeconds: 0 });
			},
		});
		await user.click(button('Forgot the PIN?'));
		await fill(user);
		await user.click(button('Cancel'));
		expect(document.activeElement).toBe(field('PIN'));
		expect(screen.queryByRole('alert')).toBeNull();
		expect(oncancel).not.toHaveBeenCalled();
	});
});
