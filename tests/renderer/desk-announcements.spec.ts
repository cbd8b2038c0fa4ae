import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { details, sent } from './fake-desk.ts';
import {
	button,
	findPatient,
	heading,
	openDesk,
	otpField,
	queryField,
	sendOtp,
	verifyOtp,
} from './open-desk.ts';
import { listen } from './screen-reader.ts';

// The seconds are the tests' own: a slow run would let one pass, and it be spoken of.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** From when on a wait is noticed; a shorter one is not spoken of. */
const noticedMs = 350;
const noticed = () => new Promise((resolve) => setTimeout(resolve, noticedMs));

/** What a form is announced with when the focus comes into it: the heading of its screen. */
function formName(): string | undefined {
	const form = document.activeElement?.closest('form');
	const label = form?.getAttribute('aria-labelledby') ?? '';
	return document.getElementById(label)?.textContent.trim();
}

describe('At the desk a screen reader says', { timeout: 30_000 }, () => {
	it('the heading of each new step, or its form and field, and then what is new, once', async () => {
		const { user } = await openDesk();
		const { heard } = await listen();
		expect([formName(), document.activeElement]).toEqual(['Find patient', queryField()]);
		await findPatient(user);
		expect(await heard()).toEqual(['heading, Patient found, level 1']);
		await user.click(button('Send OTP to mobile'));
		await heading('Enter OTP');
		expect((await heard()).at(-1)).toMatch(/^textbox, 6-digit OTP, Ask the patient to read/);
		expect(formName()).toBe('Enter OTP');
		await user.type(otpField(), '012345{Enter}');
		await heading('Verified');
		await screen.findByText('Varanasi');
		expect(await heard()).toEqual(['heading, Verified, level 1']);
		vi.advanceTimersByTime(1000);
		await tick();
		expect(await heard()).toEqual(['polite: The token is valid for 30 minutes.']);
		await user.click(button('Finish visit'));
		await heading('Find patient');
		expect((await heard()).at(-1)).toMatch(/^textbox, ABHA number or ABHA address, /);
	});

	it('a wait that is noticed once, and nothing of a short one', async () => {
		const { user, desk } = await openDesk();
		const answer = desk.hold('findPatient');
		const { heard } = await listen();
		await user.type(queryField(), 'deepak.pant{Enter}');
		expect(await heard()).toEqual([]);
		await noticed();
		expect(await heard()).toEqual(['polite: Searching at ABDM…']);
		answer({ ok: false, failure: { code: 'abha-not-found', details } });
		await screen.findByRole('alert');
		expect(await heard()).toEqual([
			'assertive: No ABHA found for "deepak.pant" Check the number with the patient, or continue without ABHA.',
		]);
	});

	it('a failure at once, and once; the same again when it happens again', async () => {
		const { user, desk } = await openDesk();
		await sendOtp(user);
		desk.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 2, details });
		const { heard } = await listen();
		await user.type(otpField(), '111111{Enter}');
		await screen.findByRole('alert');
		const said = 'That OTP did not match Ask the patient to read it again. 2 attempts are left.';
		expect(await heard()).toEqual([`assertive: ${said}`]);
		await user.keyboard('222222{Enter}');
		await screen.findByRole('alert');
		expect(await heard()).toEqual([`assertive: ${said}`]);
	});

	it('of a countdown its beginning, its last ten seconds and its end, and no second between', async () => {
		const { user, clock } = await openDesk();
		await sendOtp(user);
		const { heard } = await listen();
		const seconds = sent.resendAfterSeconds + 5;
		for (let second = 1; second <= seconds; second += 1) {
			clock.nowMs = second * 1000;
			vi.advanceTimersByTime(1000);
			await tick();
		}
		expect(button('Resend OTP').getAttribute('aria-disabled')).toBeNull();
		expect(await heard()).toEqual([
			'polite: The OTP can be resent in 60 seconds.',
			'polite: The OTP can be resent in 10 seconds.',
			'polite: The OTP can be resent now.',
		]);
	});

	it('that a new OTP was sent, and goes back into the field', async () => {
		const { user, clock } = await openDesk();
		await sendOtp(user);
		clock.nowMs = 61_000;
		vi.advanceTimersByTime(61_000);
		await tick();
		const { heard } = await listen();
		await user.click(button('Resend OTP'));
		await screen.findByText(/^A new OTP was sent/);
		const phrases = await heard();
		const news = 'polite: A new OTP was sent. Only the newest OTP counts now.';
		expect(phrases.filter((phrase) => phrase === news)).toHaveLength(1);
		expect(phrases.filter((phrase) => phrase.startsWith('assertive'))).toEqual([]);
		expect(document.activeElement).toBe(otpField());
	});

	it('a warning before the visit ends at once, and not again each second', async () => {
		const { user, desk, clock } = await openDesk();
		await verifyOtp(user);
		await screen.findByText('Varanasi');
		const { heard } = await listen();
		desk.emit('idleWarning', { secondsLeft: 30 });
		for (let second = 1; second <= 20; second += 1) {
			clock.nowMs += 1000;
			vi.advanceTimersByTime(1000);
			await tick();
		}
		expect((await heard()).filter((phrase) => !phrase.includes('token'))).toEqual([
			'assertive: This visit ends in 30 seconds because nobody is at the desk.',
		]);
	});
});
