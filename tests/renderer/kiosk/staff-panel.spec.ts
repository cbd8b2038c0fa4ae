// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ready, clinicDesk } from '../fake-desk.ts';
import { button, heading } from '../open-desk.ts';
import { openKiosk, tap } from './open-kiosk.ts';

const corner = () => button('For staff: press and hold');
const panel = () => screen.queryByRole('dialog', { name: 'Staff' });

function open(prepare?: Parameters<typeof openKiosk>[0]) {
	const kiosk = openKiosk(prepare);
	return { ...kiosk, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTimeAsync }) };
}

async function hold(ms: number): Promise<void> {
	await fireEvent.pointerDown(corner(), { isPrimary: true });
	await vi.advanceTimersByTimeAsync(ms);
}

describe('The corner for the staff', () => {
	beforeEach(
		() =>
			void vi.useFakeTimers({
				toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
			}),
	);
	afterEach(() => void vi.useRealTimers());

	it('opens the panel when it is held', async () => {
		open();
		await hold(3000);
		expect(panel()).not.toBeNull();
	});

	it.each(['pointerUp', 'pointerCancel', 'pointerLeave'] as const)(
		'does nothing when it is held too short, ended by %s',
		async (end) => {
			open();
			await hold(2999);
			await fireEvent[end](corner());
			await vi.advanceTimersByTimeAsync(10_000);
			expect(panel()).toBeNull();
		},
	);

	it('does nothing when the finger slides off it, or a second one comes', async () => {
		open();
		await hold(1000);
		await fireEvent.pointerMove(corner(), { clientX: 40, clientY: 400 });
		await vi.advanceTimersByTimeAsync(3000);
		expect(panel()).toBeNull();
		await hold(1000);
		await fireEvent.pointerDown(corner(), { isPrimary: false });
		await vi.advanceTimersByTimeAsync(3000);
		expect(panel()).toBeNull();
	});

	it('does not add up short touches', async () => {
		open();
		for (let touch = 0; touch < 5; touch += 1) {
			await hold(1000);
			await fireEvent.pointerUp(corner());
		}
		expect(panel()).toBeNull();
	});

	it('opens nothing but the panel for a child who holds it on, and closes that by itself', async () => {
		const { desk, situations } = open();
		for (let again = 0; again < 3; again += 1) {
			await hold(3000);
			expect(screen.getAllByRole('dialog')).toEqual([panel()]);
			await vi.advanceTimersByTimeAsync(60_000);
			expect(panel()).toBeNull();
			// The finger is there still.
			await vi.advanceTimersByTimeAsync(60_000);
			expect(panel()).toBeNull();
			await fireEvent.pointerUp(corner());
		}
		await heading('Register with your ABHA here');
		expect(desk.inputsOf('leaveKiosk')).toEqual([]);
		expect(situations).toEqual([]);
	});

	it('opens with Enter held, and not with Enter pressed', async () => {
		open();
		corner().focus();
		await fireEvent.keyDown(corner(), { key: 'Enter' });
		await fireEvent.keyUp(corner(), { key: 'Enter' });
		await vi.advanceTimersByTimeAsync(5000);
		expect(panel()).toBeNull();
		await fireEvent.keyDown(corner(), { key: 'Enter' });
		await fireEvent.keyDown(corner(), { key: 'Enter', repeat: true });
		await vi.advanceTimersByTimeAsync(3000);
		expect(panel()).not.toBeNull();
	});
});

describe('The panel for the staff', () => {
	beforeEach(
		() =>
			void vi.useFakeTimers({
				toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
			}),
	);
	afterEach(() => void vi.useRealTimers());

	it('opens the desk with the PIN, typed by keys of both kinds and never on the page', async () => {
		const { desk, user, situations } = open((fake) => {
			fake.answer('leaveKiosk', ready(clinicDesk));
		});
		await hold(3000);
		await tap(user, '852');
		await user.keyboard('961');
		expect(document.body.innerHTML).not.toMatch(/852|961/);
		expect(screen.getByText('••••••')).toBeTruthy();
		await user.click(button('Open as a desk'));
		expect(desk.inputsOf('leaveKiosk')).toEqual([{ pin: '852961', to: 'desk' }]);
		expect(situations).toEqual([ready(clinicDesk)]);
	});

	it('takes nobody along to the desk', async () => {
		const { user } = open();
		await user.click(button('Begin'));
		await hold(3000);
		await tap(user, '852961');
		await user.click(button('Open as a desk'));
		await heading('Register with your ABHA here');
	});

	it('closes the program', async () => {
		const { desk, user, situations } = open();
		await hold(3000);
		await tap(user, '852961');
		await user.click(button('Close ABHA Desk'));
		expect(desk.inputsOf('leaveKiosk')).toEqual([{ pin: '852961', to: 'quit' }]);
		expect(situations).toEqual([]);
	});

	it('makes no try without a PIN', async () => {
		const { desk, user } = open();
		await hold(3000);
		await user.click(button('Open as a desk'));
		expect(desk.inputsOf('leaveKiosk')).toEqual([]);
	});

	it('forgets a wrong PIN, and says how long to wait', async () => {
		const { desk, user, clock } = open((fake) => {
			fake.fail('leaveKiosk', { code: 'wrong-pin', waitSeconds: 30 });
		});
		await hold(3000);
		await tap(user, '111222');
		await user.click(button('Open as a desk'));
		expect(screen.getByRole('alert').textContent).toContain('That PIN did not match');
		expect(screen.getByText(/0:30/)).toBeTruthy();
		await tap(user, '852961');
		expect(screen.queryByText(/•/)).toBeNull();
		await user.click(button('Open as a desk'));
		expect(desk.inputsOf('leaveKiosk')).toHaveLength(1);
		clock.nowMs = 30_000;
		await vi.advanceTimersByTimeAsync(1000);
		await tap(user, '852961');
		await user.click(button('Open as a desk'));
		expect(desk.inputsOf('leaveKiosk')).toHaveLength(2);
	});

	it('closes by itself when nobody types', async () => {
		open();
		await hold(3000);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(panel()).toBeNull();
	});

	it('goes back to the step that it lay over', async () => {
		const { user } = open();
		await user.click(button('Begin'));
		await hold(3000);
		await user.click(button('Back'));
		expect(panel()).toBeNull();
		await heading('Choose your language');
	});

	it('ignores touches and keys while the screen is cleaned, and is back after it', async () => {
		const { user, clock } = open();
		await user.click(button('Begin'));
		await hold(3000);
		await user.click(button('Clean the screen'));
		expect(screen.getByRole('dialog', { name: 'This screen is being cleaned' })).toBeTruthy();
		await user.click(button('English'));
		await user.keyboard('{Enter}{Escape}');
		await hold(3000);
		expect(panel()).toBeNull();
		expect(screen.getByRole('dialog', { name: 'This screen is being cleaned' })).toBeTruthy();
		clock.nowMs = 30_000;
		await vi.advanceTimersByTimeAsync(1000);
		expect(screen.queryByRole('dialog')).toBeNull();
		await heading('Choose your language');
	});
});
