import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { details } from '../fake-desk.ts';
import { button, heading } from '../open-desk.ts';
import { listen } from '../screen-reader.ts';
import { agree, confirm, openKiosk, tap, toOtp } from './open-kiosk.ts';

// The seconds are the tests' own: a slow run would let one pass, and it be spoken of.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

describe('At the kiosk a screen reader says', { timeout: 30_000 }, () => {
	it('the heading of each screen, from the first to the thanks, and nothing twice', async () => {
		const { user } = openKiosk();
		const { heard } = await listen();
		await heading('Register with your ABHA here');
		await user.click(button('Begin'));
		await heading('Choose your language');
		await user.click(button('English'));
		await heading('Before you begin');
		await user.click(button('I agree'));
		await heading('Who are you?');
		await user.keyboard('43422151056749{Enter}');
		await heading('Is this you?');
		await user.click(button('Yes, send me an OTP'));
		await heading('Enter the OTP');
		await user.keyboard('012345{Enter}');
		await heading('You are verified');
		await user.click(button('Finish'));
		await heading('Thank you');
		const phrases = await heard();
		const steps = phrases.filter((phrase) => /^(heading|textbox|polite|assertive)/.test(phrase));
		expect(steps).toEqual([
			'heading, Choose your language, level 1',
			'heading, Before you begin, level 1',
			'textbox, ABHA number, 14 digits, not invalid',
			'heading, Is this you?, level 1',
			'textbox, 6-digit OTP, not invalid',
			'heading, You are verified, level 1',
			'heading, Thank you, level 1',
		]);
	});

	it('how much the keypad has typed, and no digit of it', async () => {
		const { user } = openKiosk();
		await agree(user);
		const { heard } = await listen();
		await tap(user, '43');
		expect((await heard()).filter((phrase) => phrase.startsWith('polite'))).toEqual([
			'polite: 1 digit typed',
			'polite: 2 digits typed',
		]);
	});

	it('a failure at once, and once', async () => {
		const { user, desk } = openKiosk();
		await toOtp(user);
		desk.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 2, details });
		const { heard } = await listen();
		await user.keyboard('111111{Enter}');
		await screen.findByRole('alert');
		expect(await heard()).toEqual([
			'assertive: That OTP did not match Please look at the SMS and type the OTP again. 2 attempts are left.',
		]);
	});

	it('the question whether somebody is there, its last ten seconds, and no second between', async () => {
		const { user, desk, clock } = openKiosk();
		await confirm(user);
		const { heard } = await listen();
		desk.emit('idleWarning', { secondsLeft: 30 });
		await tick();
		expect(screen.getByRole('alertdialog').getAttribute('aria-describedby')).toBeTruthy();
		for (let second = 1; second <= 29; second += 1) {
			clock.nowMs += 1000;
			vi.advanceTimersByTime(1000);
			await tick();
		}
		expect(await heard()).toEqual([
			"alertdialog, Are you still there?, We'll clear this screen for the next person in 30 seconds.",
			'heading, Are you still there?, level 2',
			"polite: We'll clear this screen for the next person in 10 seconds.",
		]);
		desk.emit('idleWarning', { secondsLeft: null });
		await tick();
		expect(await heard()).toEqual(['heading, Is this you?, level 1']);
	});
});
