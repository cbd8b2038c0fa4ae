// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { VerifyOutcome } from '../../../../preload/contract/visit.ts';
import { verified } from '../../fake-desk.ts';
import { button, heading, openDesk, queryField, verifyOtp } from '../../open-desk.ts';

function expiringIn(tokenExpiresInSeconds: number | null): VerifyOutcome {
	return { next: 'verified', verified: { ...verified, tokenExpiresInSeconds } };
}

describe('Verified', () => {
	it('shows who was verified and how long the token lasts', async () => {
		const { user } = await openDesk();
		await verifyOtp(user);
		const facts = screen.getAllByRole('definition').map((each) => each.textContent.trim());
		expect(facts).toEqual(expect.arrayContaining(['Deepak Pant', '43-4221-5105-6749']));
		expect(screen.getByRole('timer').textContent).toBe('30:00');
		expect(document.activeElement).toBe(await heading('Verified'));
		expect(document.title).toBe('Verified – ABHA Desk');
	});

	it('admits that ABDM did not say how long the token lasts', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('verifyOtp', expiringIn(null));
		});
		await verifyOtp(user);
		expect(screen.getByText('ABDM did not say how long the token lasts')).toBeTruthy();
		expect(screen.queryByRole('timer')).toBeNull();
	});

	it('keeps the patient on screen when the token has expired', async () => {
		const { user, clock } = await openDesk((fake) => {
			fake.answer('verifyOtp', expiringIn(2));
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
		expect(
			[...document.querySelectorAll<HTMLInputElement>('main input')].map((input) => input.value),
		).toEqual(['']);
	});
});
