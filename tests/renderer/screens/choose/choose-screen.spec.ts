// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../preload/contract/visit.ts';
import { details, profile, verified } from '../../fake-desk.ts';
import { button, heading, openDesk, otpField, sendOtpToMobile } from '../../open-desk.ts';
import type { FakeDesk } from '../../fake-desk.ts';

function account(name: string | null, changes: Partial<Account> = {}): Account {
	return {
		name,
		abhaNumber: '43-4221-5105-6749',
		abhaAddress: 'deepak.pant@sbx',
		status: 'active',
		photo: null,
		...changes,
	};
}

const family: Account[] = [
	account('Deepak Pant', { photo: profile.photo }),
	account('Sunita Pant', { abhaNumber: '43-4221-5105-6748' }),
	account('Ravi Pant', { status: 'deactivated', abhaNumber: null }),
	account('Meera Pant', { abhaNumber: '43-4221-5105-6746' }),
	account(null, { abhaNumber: '43-4221-5105-6745', abhaAddress: null }),
	account('Gita Pant', { status: 'unknown' }),
];

async function toChoice(
	accounts: readonly Account[],
): Promise<{ desk: FakeDesk; user: UserEvent }> {
	const { desk, user } = await openDesk((fake) => {
		fake.answer('verifyOtp', { next: 'choose-account', choice: { accounts } });
	});
	await sendOtpToMobile(user);
	await user.type(otpField(), '012345{Enter}');
	await heading('Choose account');
	return { desk, user };
}

function radios(): HTMLInputElement[] {
	return within(screen.getByRole('radiogroup', { name: 'Choose account' })).getAllByRole('radio');
}

describe('Choose account', () => {
	it('VRFY_ABHA_303: shows name, number, address, photo and status of each account', async () => {
		await toChoice(family);
		expect(radios()).toHaveLength(6);
		const first = screen.getByRole('radio', { name: 'Deepak Pant 43-4221-5105-6749' });
		const card = first.closest('label');
		expect(card?.textContent).toContain('deepak.pant@sbx');
		expect(card?.textContent).toContain('Status: Active');
		expect(card?.querySelector('img')?.src).toMatch(/^data:image\/png;base64,/);
		// Initials stand in for a photo that is not there.
		expect(screen.getByText('SP')).toBeTruthy();
		expect(screen.getByText('Name not given')).toBeTruthy();
		expect(document.activeElement).toBe(await heading('Choose account'));
	});

	it('lets the person choose even if there is one, and chooses nothing for them', async () => {
		const { desk, user } = await toChoice([account('Deepak Pant')]);
		expect(screen.getByText(/^1 ABHA account is linked to this mobile/)).toBeTruthy();
		expect(radios().map(({ checked }) => checked)).toEqual([false]);
		await user.click(button('Use this account'));
		expect(screen.getByRole('alert').textContent).toBe('Choose an account first.');
		expect(desk.inputsOf('chooseAccount')).toHaveLength(0);
		await user.click(screen.getByText('Deepak Pant'));
		expect(screen.queryByRole('alert')).toBeNull();
		await user.click(button('Use this account'));
		expect(desk.inputsOf('chooseAccount')).toEqual([{ index: 0 }]);
		await heading('Verified');
	});

	it('is worked with the keyboard alone: Tab, arrows, Enter', async () => {
		const { desk, user } = await toChoice(family);
		await user.tab();
		expect(document.activeElement).toBe(radios()[0]);
		await user.keyboard('{ArrowDown}{ArrowDown}');
		// The deactivated one is passed over.
		expect(radios().findIndex(({ checked }) => checked)).toBe(3);
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('chooseAccount')).toEqual([{ index: 3 }]);
	});

	it('shows a deactivated account with the reason, but does not let it be chosen', async () => {
		const { user } = await toChoice(family);
		const ravi = screen.getByRole('radio', { name: 'Ravi Pant' });
		expect(ravi).toHaveProperty('disabled', true);
		expect(ravi.closest('label')?.textContent).toContain(
			'This ABHA is deactivated. The patient can reactivate it in the ABHA app.',
		);
		await user.click(screen.getByText('Ravi Pant'));
		expect(radios().some(({ checked }) => checked)).toBe(false);
	});

	it('goes on without ABHA when no account can be used', async () => {
		const { user } = await toChoice([account('Ravi Pant', { status: 'deactivated' })]);
		expect(screen.queryByRole('button', { name: 'Use this account' })).toBeNull();
		await user.click(button('Continue without ABHA'));
		await heading('Find patient');
	});

	it('makes one call of two quick presses', async () => {
		const { desk, user } = await toChoice(family);
		desk.hold('chooseAccount');
		await user.click(screen.getByText('Sunita Pant'));
		await user.dblClick(button('Use this account'));
		expect(desk.inputsOf('chooseAccount')).toEqual([{ index: 1 }]);
	});

	it('stays after a failure, so that the choice can be made again', async () => {
		const { desk, user } = await toChoice(family);
		desk.fail('chooseAccount', { code: 'abdm-unavailable', details });
		await user.click(screen.getByText('Sunita Pant'));
		await user.click(button('Use this account'));
		expect((await screen.findByRole('alert')).textContent).toContain('ABDM is not answering');
		desk.answer('chooseAccount', verified);
		await user.click(button('Use this account'));
		await heading('Verified');
	});

	it('forgets all of them on Cancel, and an answer that comes late', async () => {
		const { desk, user } = await toChoice(family);
		const settle = desk.hold('chooseAccount');
		await user.click(screen.getByText('Sunita Pant'));
		await user.click(button('Use this account'));
		await user.click(button('Cancel'));
		settle({ ok: true, value: verified });
		await heading('Find patient');
		await Promise.resolve();
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(document.documentElement.outerHTML).not.toMatch(/Sunita|Pant\b.*6748/);
	});
});
