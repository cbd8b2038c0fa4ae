// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../preload/contract/visit.ts';
import { details, profile } from '../../fake-desk.ts';
import { button, heading, openDesk, verifyOtp } from '../../open-desk.ts';

const nothing: Profile = {
	name: null,
	abhaNumber: null,
	abhaAddress: null,
	dateOfBirth: null,
	gender: null,
	mobile: null,
	email: null,
	address: null,
	district: null,
	state: null,
	pincode: null,
	kycVerified: null,
	photo: null,
};

/** What is on the screen, as `label: value`. */
function facts(): string[] {
	return screen
		.getAllByRole('term')
		.map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent.trim() ?? ''}`);
}

describe('The profile of a verified patient', () => {
	it('VRFY_ABHA_201: is fetched at once and shown, name, date of birth and gender read-only', async () => {
		const { desk, user } = await openDesk();
		await verifyOtp(user);
		expect(await screen.findByText('23 May 1984')).toBeTruthy();
		expect(desk.inputsOf('getProfile')).toHaveLength(1);
		expect(facts()).toEqual([
			'Name: Deepak Pant',
			'Date of birth: 23 May 1984',
			'Gender: Male',
			'ABHA number: 43-4221-5105-6749',
			'ABHA address: deepak.pant@sbx',
			'Mobile: ******0903',
			'Email: deepak@example.org',
			'Address: 12 Invented Lane',
			'District: Varanasi',
			'State: Uttar Pradesh',
			'PIN code: 221001',
			'KYC: Verified',
		]);
		expect(document.querySelectorAll('main input, main textarea, main select')).toHaveLength(0);
		expect(screen.getByRole('img', { name: 'Photo of the patient, from ABDM' })).toHaveProperty(
			'src',
			`data:image/png;base64,${profile.photo?.base64 ?? ''}`,
		);
	});

	it('leaves out what is absent, and never says null', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('getProfile', nothing);
		});
		await verifyOtp(user);
		expect(facts()).toEqual([
			'Name: Deepak Pant',
			'ABHA number: 43-4221-5105-6749',
			'ABHA address: deepak.pant@sbx',
		]);
		expect(document.body.textContent).not.toMatch(/null|undefined|Not given/);
		expect(screen.queryByRole('heading', { name: 'Contact and address' })).toBeNull();
	});

	it.each([
		[{ year: 1984, month: null, day: null }, '1984'],
		[{ year: 1984, month: 5, day: null }, 'May 1984'],
		[{ year: 2000, month: 1, day: 1 }, '1 January 2000'],
	])('says of a date of birth what is known: %o', async (dateOfBirth, text) => {
		const { user } = await openDesk((fake) => {
			fake.answer('getProfile', { ...nothing, dateOfBirth });
		});
		await verifyOtp(user);
		expect(await screen.findByText(text)).toBeTruthy();
	});

	it('does not take an unknown KYC for a missing one', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('getProfile', { ...nothing, kycVerified: false });
		});
		await verifyOtp(user);
		expect((await screen.findByText('Not verified')).previousElementSibling?.textContent).toBe(
			'KYC',
		);
	});

	it('does not hold up Finish visit while it is on its way', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('getProfile'));
		await verifyOtp(user);
		expect(await screen.findByText('Fetching the profile from ABDM…')).toBeTruthy();
		expect(button('Finish visit').getAttribute('aria-disabled')).toBeNull();
		await user.click(button('Finish visit'));
		await heading('Find patient');
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
	});

	it('drops a profile that comes after Finish visit', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('getProfile');
		await verifyOtp(user);
		await user.click(button('Finish visit'));
		await heading('Find patient');
		desk.answer('getProfile', nothing);
		await verifyOtp(user);
		settle({ ok: true, value: { ...profile, district: 'Elsewhere' } });
		await Promise.resolve();
		expect(document.documentElement.outerHTML).not.toMatch(/Elsewhere|12 Invented Lane|221001/);
	});

	it('says calmly that it failed, and can be tried again; the verification stands', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('getProfile', { code: 'abdm-unavailable', details });
		});
		await verifyOtp(user);
		expect(await screen.findByText(/The verification stands/)).toBeTruthy();
		expect(screen.getByText(/ABDM is not answering\. Try again, or finish/)).toBeTruthy();
		expect(screen.queryByRole('alert')).toBeNull();
		expect(screen.getByText('Deepak Pant')).toBeTruthy();
		desk.answer('getProfile', profile);
		await user.click(button('Try again'));
		expect(await screen.findByText('23 May 1984')).toBeTruthy();
		expect(document.activeElement).toBe(await heading('Verified'));
		expect(screen.queryByText(/The verification stands/)).toBeNull();
	});

	it('offers no second try when ABDM no longer takes the token', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('getProfile', { code: 'token-expired', details });
		});
		await verifyOtp(user);
		expect(await screen.findByText(/the visit has to start again/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
		await heading('Verified');
	});

	it('goes back to Find patient, with words, when main has ended the visit', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('getProfile');
		await verifyOtp(user);
		settle({ ok: false, failure: { code: 'visit-ended' } });
		await heading('Find patient');
		expect(screen.getByRole('alert').textContent).toContain('This visit has ended');
		expect(document.body.textContent).not.toContain('Deepak');
	});
});
