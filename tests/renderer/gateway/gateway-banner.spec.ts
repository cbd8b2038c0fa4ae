// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trainingDesk, ready } from '../fake-desk.ts';
import { button, findPatient, heading, openDesk, sendOtp } from '../open-desk.ts';

const paused = { state: 'paused', nextTryInSeconds: 30 } as const;

function banner(): HTMLElement {
	return screen.getByRole('banner');
}

describe('The gateway banner', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
	afterEach(() => void vi.useRealTimers());

	it('says when the next try is, counting down', async () => {
		const { desk, clock } = await openDesk();
		expect(banner().textContent).not.toContain('refused');
		desk.emit('gatewayChanged', paused);
		await tick();
		expect(banner().textContent).toMatch(
			/ABDM refused this facility's credentials\.\s*Next try in 0:30\./,
		);
		clock.nowMs = 12_000;
		vi.advanceTimersByTime(1000);
		await tick();
		expect(banner().textContent).toContain('Next try in 0:18.');
		clock.nowMs = 30_000;
		vi.advanceTimersByTime(1000);
		await tick();
		expect(banner().textContent).toContain('The next request tries again.');
	});

	it('speaks of the refusal, not of every second', async () => {
		const { desk } = await openDesk();
		desk.emit('gatewayChanged', paused);
		await tick();
		const spoken = within(banner()).getByRole('status');
		expect(spoken.textContent).toBe("ABDM refused this facility's credentials.");
	});

	it('is there from the start if the gateway is paused then', async () => {
		await openDesk((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, gateway: paused }));
		});
		expect(banner().textContent).toContain('Next try in 0:30.');
	});

	it('is on every screen', async () => {
		const { desk, user } = await openDesk();
		desk.emit('gatewayChanged', paused);
		await findPatient(user);
		expect(banner().textContent).toContain('Next try');
		await user.click(button('Send OTP to mobile'));
		await heading('Enter OTP');
		expect(banner().textContent).toContain('Next try');
	});

	it('asks main once to try now, and goes when main says that the gateway is open', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('tryGatewayNow'));
		desk.emit('gatewayChanged', paused);
		await tick();
		await user.dblClick(button('Try now'));
		expect(desk.inputsOf('tryGatewayNow')).toHaveLength(1);
		desk.emit('gatewayChanged', { state: 'open' });
		await tick();
		expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
		expect(banner().textContent).not.toContain('refused');
		expect(vi.getTimerCount()).toBe(0);
	});

	it('counts anew when the gateway is paused again', async () => {
		const { desk, clock } = await openDesk();
		desk.emit('gatewayChanged', paused);
		clock.nowMs = 30_000;
		desk.emit('gatewayChanged', { state: 'paused', nextTryInSeconds: 120 });
		await tick();
		expect(banner().textContent).toContain('Next try in 2:00.');
	});

	it('does not end the visit', async () => {
		const { desk, user } = await openDesk();
		await sendOtp(user);
		desk.emit('gatewayChanged', paused);
		await tick();
		expect(await heading('Enter OTP')).toBeTruthy();
	});
});
