// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { details, sent } from '../../fake-desk.ts';
import {
	button,
	heading,
	openDesk,
	otpField,
	sendOtp,
	sendOtpToMobile,
	type TestClock,
} from '../../open-desk.ts';

/** Each second as it passes: the clock first, then the timer that looks at it. */
async function pass(clock: TestClock, seconds: number): Promise<void> {
	for (let second = 0; second < seconds; second += 1) {
		clock.nowMs += 1000;
		vi.advanceTimersByTime(1000);
		await tick();
	}
}

function off(): boolean {
	return button('Resend OTP').getAttribute('aria-disabled') === 'true';
}

function resendGone(): boolean {
	return screen.queryByRole('button', { name: 'Resend OTP' }) === null;
}

describe('Resend OTP', () => {
	// Only what the countdown runs on: the person in front of the desk needs the other timers.
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
	afterEach(() => void vi.useRealTimers());

	it.each([
		['VRFY_ABHA_305', sendOtpToMobile],
		['VRFY_ABHA_201', sendOtp],
	])('%s: is off for 60 s after a send, with the wait in sight', async (_case, send) => {
		const { desk, user, clock } = await openDesk();
		await send(user);
		expect(off()).toBe(true);
		expect(button('Resend OTP').textContent).toMatch(/Resend OTP\s+in 1:00/);
		await pass(clock, 18);
		expect(screen.getByRole('button', { description: 'in 0:42' })).toBe(button('Resend OTP'));
		await user.click(button('Resend OTP'));
		await pass(clock, 41);
		await user.click(button('Resend OTP'));
		expect(desk.inputsOf('resendOtp')).toHaveLength(0);
		await pass(clock, 1);
		expect(off()).toBe(false);
		expect(button('Resend OTP').textContent.trim()).toBe('Resend OTP');
		await user.click(button('Resend OTP'));
		expect(desk.inputsOf('resendOtp')).toHaveLength(1);
	});

	it('VRFY_ABHA_305: is gone after two, with the reason and another way', async () => {
		const { desk, user, clock } = await openDesk();
		await sendOtp(user);
		await pass(clock, 60);
		await user.click(button('Resend OTP'));
		expect(await screen.findByText(/can be sent 1 more time\./)).toBeTruthy();
		desk.answer('resendOtp', { ...sent, resendsLeft: 0 });
		await pass(clock, 60);
		await user.click(button('Resend OTP'));
		expect(await screen.findByText(/No more OTPs can be sent now/)).toBeTruthy();
		expect(resendGone()).toBe(true);
		expect(screen.getByText(/another method or another phone/)).toBeTruthy();
		await user.click(button('Continue without ABHA'));
		await heading('Find patient');
	});

	it('is spoken of three times in a minute: start, 10 s, done', async () => {
		const { user, clock } = await openDesk();
		await sendOtp(user);
		const spoken: string[] = [];
		for (let second = 0; second < 62; second += 1) {
			await pass(clock, 1);
			const words = screen
				.getAllByRole('status')
				.map((each) => each.textContent.trim())
				.filter((text) => text.includes('can be resent'));
			if (words.join() !== spoken.at(-1)) spoken.push(words.join());
		}
		expect(spoken).toEqual([
			'The OTP can be resent in 60 seconds.',
			'The OTP can be resent in 10 seconds.',
			'The OTP can be resent now.',
		]);
	});

	it('empties the field and says that the newest OTP counts', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
		});
		await sendOtp(user);
		await user.type(otpField(), '111');
		await user.click(button('Resend OTP'));
		expect(await screen.findByText(/A new OTP was sent. Only the newest OTP counts/)).toBeTruthy();
		expect(otpField().value).toBe('');
		expect(document.activeElement).toBe(otpField());
		expect(off()).toBe(true);
	});

	it('sends one OTP for two quick presses', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
			fake.hold('resendOtp');
		});
		await sendOtp(user);
		await user.dblClick(button('Resend OTP'));
		expect(desk.inputsOf('resendOtp')).toHaveLength(1);
	});

	it('is off while an OTP is being verified', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
			fake.hold('verifyOtp');
		});
		await sendOtp(user);
		await user.type(otpField(), '012345{Enter}');
		expect(off()).toBe(true);
		await user.click(button('Resend OTP'));
		expect(desk.inputsOf('resendOtp')).toHaveLength(0);
	});

	it('waits for nothing after a send that failed, and keeps what was typed', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
			fake.fail('resendOtp', { code: 'abdm-timeout', details });
		});
		await sendOtp(user);
		await user.type(otpField(), '012');
		await user.click(button('Resend OTP'));
		expect((await screen.findByRole('alert')).textContent).toContain('may still reach the patient');
		expect(off()).toBe(false);
		expect(otpField().value).toBe('012');
	});

	it('takes the wait from main when it knows better', async () => {
		const { user, clock } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
			fake.fail('resendOtp', { code: 'resend-not-yet', waitSeconds: 30 });
		});
		await sendOtp(user);
		await user.click(button('Resend OTP'));
		expect((await screen.findByRole('alert')).textContent).toContain('in 30 seconds');
		expect(off()).toBe(true);
		await pass(clock, 30);
		expect(off()).toBe(false);
	});

	it('is gone when main says that the limit is reached, and says until when', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
			fake.fail('resendOtp', { code: 'resend-used-up', waitSeconds: 1800 });
		});
		await sendOtp(user);
		await user.click(button('Resend OTP'));
		expect((await screen.findByRole('alert')).textContent).toContain('30 minutes');
		expect(resendGone()).toBe(true);
		// One way out, however many reasons for it.
		expect(screen.getAllByRole('button', { name: 'Continue without ABHA' })).toHaveLength(1);
	});

	it('drops the answer of a resend that comes after Cancel', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, resendAfterSeconds: 0 });
		});
		const settle = desk.hold('resendOtp');
		await sendOtp(user);
		await user.click(button('Resend OTP'));
		await user.click(button('Cancel'));
		settle({ ok: true, value: sent });
		await heading('Find patient');
		await waitFor(() => {
			expect(screen.queryByText('Enter OTP')).toBeNull();
		});
	});

	it('leaves no timer behind', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		await user.click(button('Cancel'));
		await heading('Find patient');
		expect(vi.getTimerCount()).toBe(0);
	});
});
