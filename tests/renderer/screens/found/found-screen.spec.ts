// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { deepak, details, sent } from '../../fake-desk.ts';
import { button, findPatient, heading, openDesk, queryField } from '../../open-desk.ts';

describe('Patient found', () => {
	it('shows what ABDM returned and takes the focus to its heading', async () => {
		const { user } = await openDesk();
		await findPatient(user);
		const facts = screen.getAllByRole('definition').map((each) => each.textContent.trim());
		expect(facts).toEqual(['Deepak Pant', '43-4221-5105-6749', 'deepak.pant@sbx', 'Active']);
		expect(document.activeElement).toBe(await heading('Patient found'));
		expect(document.title).toBe('Patient found – ABHA Desk');
	});

	it('says of what ABDM left out that it was not given', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, name: null, abhaAddress: null });
		});
		await findPatient(user);
		expect(screen.getAllByText('Not given')).toHaveLength(2);
	});

	it('sends one OTP for two quick presses', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('sendOtp'));
		await findPatient(user);
		await user.dblClick(button('Send OTP to mobile'));
		expect(desk.inputsOf('sendOtp')).toEqual([{ method: 'mobile-otp' }]);
	});

	it('sends no OTP for the second Enter of a double press, but for a later one', async () => {
		const { desk, user } = await openDesk();
		const shown = vi.spyOn(performance, 'now').mockReturnValue(10_000);
		await findPatient(user);
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('sendOtp')).toHaveLength(0);
		shown.mockReturnValue(11_000);
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('sendOtp')).toHaveLength(1);
		shown.mockRestore();
	});

	it.each([
		['VRFY_ABHA_201', 'mobile-otp', 'Send OTP to mobile', 'ABHA'],
		['VRFY_ABHA_101', 'aadhaar-otp', 'Send OTP to Aadhaar mobile', 'Aadhaar'],
	] as const)(
		'%s: sends the %s of the button that was pressed',
		async (_case, method, name, of) => {
			const { desk, user } = await openDesk((fake) => {
				fake.answer('findPatient', { ...deepak, methods: ['mobile-otp', 'aadhaar-otp'] });
				fake.answer('sendOtp', { ...sent, method });
			});
			await findPatient(user);
			await user.click(button(name));
			await heading('Enter OTP');
			expect(desk.inputsOf('sendOtp')).toEqual([{ method }]);
			expect(
				screen.getByText(`OTP sent to ${of} linked mobile number ending with ******0903`),
			).toBeTruthy();
		},
	);

	it('offers only the methods that ABDM allows', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, methods: ['aadhaar-otp'] });
		});
		await findPatient(user);
		expect(button('Send OTP to Aadhaar mobile')).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Send OTP to mobile' })).toBeNull();
	});

	it('names the methods that this desk does not offer', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, otherMethods: ['password', 'biometric'] });
		});
		await findPatient(user);
		expect(screen.getByText('Not available at this desk: password and biometrics.')).toBeTruthy();
	});

	it.each([
		['deactivated', 'This ABHA is deactivated'],
		['blocked', 'This ABHA is blocked'],
		['locked', 'This ABHA is locked'],
		['consent-pending', "This ABHA waits for the patient's consent"],
		['deleted', 'This ABHA was deleted'],
	] as const)('sends no OTP to an ABHA that is %s, and goes on without', async (status, words) => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, status });
		});
		await findPatient(user);
		expect(screen.getByText(words)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Send OTP to mobile' })).toBeNull();
		await user.click(button('Continue without ABHA'));
		expect(screen.getByText(/Registration goes on without ABHA/)).toBeTruthy();
	});

	it('lets ABDM judge a status that nobody here knows', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, status: 'unknown' });
		});
		await findPatient(user);
		expect(button('Send OTP to mobile')).toBeTruthy();
	});

	it('says so when no method is offered', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('findPatient', { ...deepak, methods: [] });
		});
		await findPatient(user);
		expect(screen.getByText('Mobile OTP is not available for this ABHA')).toBeTruthy();
		expect(button('Continue without ABHA')).toBeTruthy();
	});

	it('stays after a failed OTP, so that the patient need not be found again', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('sendOtp', { code: 'too-many-requests', waitSeconds: 60, details });
		});
		await findPatient(user);
		await user.click(button('Send OTP to mobile'));
		expect((await screen.findByRole('alert')).textContent).toContain('wait 60 seconds');
		desk.answer('sendOtp', sent);
		await user.click(button('Send OTP to mobile'));
		await heading('Enter OTP');
	});

	it('forgets the patient on Back, in main and on the page', async () => {
		const { desk, user } = await openDesk();
		await findPatient(user);
		await user.click(button('Back'));
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(queryField().value).toBe('');
		expect(document.documentElement.outerHTML).not.toMatch(/Deepak Pant|6749|pant@sbx/);
	});

	it('goes back to Find patient, with words, when main has ended the visit', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('sendOtp', { code: 'visit-ended' });
		});
		await findPatient(user);
		await user.click(button('Send OTP to mobile'));
		await heading('Find patient');
		expect(screen.getByRole('alert').textContent).toContain('This visit has ended');
		expect(document.body.textContent).not.toContain('Deepak');
	});
});
