// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { button, heading, openDesk, queryField, verifyOtp } from '../../open-desk.ts';

const verified = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
};

describe('Verified', () => {
	it('shows who was verified and how long the token lasts', async () => {
		const { user } = await openDesk();
		await verifyOtp(user);
		const facts = screen.getAllByRole('definition').map((each) => each.textContent.trim());
		expect(facts).toEqual(['Deepak Pant', '43-4221-5105-6749', 'deepak.pant@sbx']);
		expect(screen.getByRole('timer').textContent).toBe('30:00');
		expect(document.activeElement).toBe(await heading('Verified'));
		expect(document.title).toBe('Verified – ABHA Desk');
	});

	it('admits that ABDM did not say how long the token lasts', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('verifyOtp', { ...verified, tokenExpiresInSeconds: null });
		});
		await verifyOtp(user);
		expect(screen.getByText('ABDM did not say how long the token lasts')).toBeTruthy();
		expect(screen.queryByRole('timer')).toBeNull();
	});

	it('keeps the patient on screen when the token has expired', async () => {
		const { user, clock } = await openDesk((fake) => {
			fake.answer('verifyOtp', { ...verified, tokenExpiresInSeconds: 2 });
		});
		await verifyOtp(user);
		clock.nowMs = 2000;
		await screen.findByText(/The token has expired/, {}, { timeout: 3000 });
		expect(screen.queryByRole('timer')).toBeNull();
		expect(screen.getByText('Deepak Pant')).toBeTruthy();
	});

	it('leaves nothing of the patient on the page after Finish visit', async () => {
		const { desk, user } = await openDesk();
		await verifyOtp(user);
		await user.click(button('Finish visit'));
		await heading('Find patient');
		expect(queryField().value).toBe('');
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(document.documentElement.outerHTML).not.toMatch(
			/Deepak Pant|6749|deepak\.pant@sbx|0903|012345/,
		);
		expect([...document.querySelectorAll('input')].map((input) => input.value)).toEqual(['']);
	});
});
