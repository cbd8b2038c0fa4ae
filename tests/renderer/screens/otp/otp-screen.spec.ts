// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { details, sent, verified } from '../../fake-desk.ts';
import { button, findPatient, heading, openDesk, otpField, sendOtp } from '../../open-desk.ts';

describe('Enter OTP', () => {
	it('says where the OTP went and has the hands in the field', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		expect(
			screen.getByText('OTP sent to ABHA linked mobile number ending with ******0903'),
		).toBeTruthy();
		expect(document.activeElement).toBe(otpField());
		expect(document.title).toBe('Enter OTP – ABHA Desk');
	});

	it('does not invent a number when ABDM gave none', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('sendOtp', { ...sent, sentTo: null });
		});
		await sendOtp(user);
		expect(screen.getByText('OTP sent to the ABHA linked mobile number')).toBeTruthy();
	});

	it('is one input, without a limit that would swallow digits', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		expect(document.querySelectorAll('form input')).toHaveLength(1);
		expect(otpField().maxLength).toBe(-1);
		expect(otpField().inputMode).toBe('numeric');
		expect(otpField().autocomplete).toBe('one-time-code');
	});

	it('hands 012345 on as it is, and only when told to', async () => {
		const { desk, user } = await openDesk();
		await sendOtp(user);
		await user.type(otpField(), '012345');
		expect(desk.inputsOf('verifyOtp')).toHaveLength(0);
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('verifyOtp')).toEqual([{ otp: '012345' }]);
		await heading('Verified');
	});

	it.each(['012 345', '012-345', ' 0 1 2 3 4 5 ', '012–345'])(
		'takes "%s" from a paste',
		async (text) => {
			const { desk, user } = await openDesk();
			await sendOtp(user);
			await user.paste(text);
			expect(otpField().value).toBe('012345');
			await user.click(button('Verify OTP'));
			expect(desk.inputsOf('verifyOtp')).toEqual([{ otp: '012345' }]);
		},
	);

	it('leaves digits of another script and letters for main to judge', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('verifyOtp', {
				code: 'invalid-input',
				problem: { field: 'otp', problem: 'not-digits' },
			});
		});
		await sendOtp(user);
		await user.paste('०१२३४५x');
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('verifyOtp')).toEqual([{ otp: '०१२३४५x' }]);
		expect((await screen.findByRole('alert')).textContent).toBe('An OTP has digits only.');
	});

	it('shows the sentence of main for five digits, beside the field', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('verifyOtp', {
				code: 'invalid-input',
				problem: { field: 'otp', problem: 'wrong-digit-count', digits: 5 },
			});
		});
		await sendOtp(user);
		await user.type(otpField(), '12345{Enter}');
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toBe('An OTP has 6 digits; this has 5.');
		expect(otpField().getAttribute('aria-describedby')).toContain(alert.id);
	});

	it('spends one attempt for two quick presses', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('verifyOtp'));
		await sendOtp(user);
		await user.type(otpField(), '012345');
		await user.dblClick(button('Verify OTP'));
		expect(desk.inputsOf('verifyOtp')).toHaveLength(1);
	});

	it('hands the field back after a wrong OTP: the next one replaces it', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 2, details });
		});
		await sendOtp(user);
		await user.type(otpField(), '111111');
		await user.click(button('Verify OTP'));
		expect((await screen.findByRole('alert')).textContent).toMatch(
			/That OTP did not match.*2 attempts are left/,
		);
		expect(otpField().getAttribute('aria-invalid')).toBe('true');
		await user.keyboard('012345{Enter}');
		expect(desk.inputsOf('verifyOtp').at(-1)).toEqual({ otp: '012345' });
	});

	it('stays after an expired OTP and says how to get another', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('verifyOtp', { code: 'otp-expired', details });
		});
		await sendOtp(user);
		await user.type(otpField(), '012345{Enter}');
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('Resend OTP and use the new one.');
		await heading('Enter OTP');
	});

	it('drops an answer that comes after Cancel', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('verifyOtp');
		await sendOtp(user);
		await user.type(otpField(), '012345{Enter}');
		await user.click(button('Cancel'));
		settle({ ok: true, value: { next: 'verified', verified } });
		await heading('Find patient');
		await Promise.resolve();
		expect(screen.queryByText('Verified')).toBeNull();
		expect(document.documentElement.outerHTML).not.toContain('Deepak');
	});

	it('begins empty for the next patient', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		await user.type(otpField(), '111');
		await user.click(button('Cancel'));
		await findPatient(user);
		await user.click(button('Send OTP to mobile'));
		await heading('Enter OTP');
		expect(otpField().value).toBe('');
	});
});
