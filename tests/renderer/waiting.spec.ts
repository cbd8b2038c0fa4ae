// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { button, findPatient, heading, openDesk } from './open-desk.ts';

describe('Waiting for ABDM', () => {
	it('can be stopped, keeps the patient, and says that an OTP may still come', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('sendOtp');
		await findPatient(user);
		await user.click(button('Send OTP to mobile'));
		const cancel = await screen.findByRole('button', { name: 'Cancel waiting' }, { timeout: 6000 });
		await user.click(cancel);
		expect(desk.inputsOf('cancelWaiting')).toHaveLength(1);
		settle({ ok: false, failure: { code: 'cancelled' } });
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('An OTP may still reach the patient');
		// The button that had the focus is gone; the keyboard must not start at the top of the page.
		expect(document.activeElement).toBe(await heading('Patient found'));
	}, 10_000);
});
