// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { details, sent, trainingDesk, ready } from '../../fake-desk.ts';
import { button, heading, openDesk, otpField, queryField } from '../../open-desk.ts';

const aadhaar = '000011112222';

function mobileField(): HTMLInputElement {
	return screen.getByRole('textbox', { name: 'Mobile number' });
}

function aadhaarField(): HTMLInputElement {
	return screen.getByLabelText('Aadhaar number', { selector: 'input' });
}

async function toMobile(user: UserEvent): Promise<void> {
	await user.click(button('Find by mobile number'));
	await heading('Find by mobile number');
}

async function toAadhaar(user: UserEvent): Promise<void> {
	await user.click(button('Find by Aadhaar number'));
	await heading('Find by Aadhaar number');
}

describe('Find patient', () => {
	it('offers the other ways in that this desk has, and no more', async () => {
		await openDesk((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, numbers: ['mobile'] }));
		});
		expect(button('Find by mobile number')).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Find by Aadhaar number' })).toBeNull();
	});

	it('says nothing of other ways where there are none', async () => {
		await openDesk((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, numbers: [] }));
		});
		expect(screen.queryByText(/No ABHA at hand/)).toBeNull();
	});
});

describe('Find by mobile number', () => {
	it("VRFY_ABHA_303: sends the OTP and says in NHA's words where it went", async () => {
		const { desk, user } = await openDesk();
		await toMobile(user);
		expect(document.activeElement).toBe(mobileField());
		await user.type(mobileField(), '+91 90000 00903{Enter}');
		await heading('Enter OTP');
		expect(desk.inputsOf('sendOtpToNumber')).toEqual([
			{ kind: 'mobile', number: '+91 90000 00903' },
		]);
		expect(
			screen.getByText('OTP sent to ABHA linked mobile number ending with ******0903'),
		).toBeTruthy();
	});

	it('VRFY_ABHA_301: says beside the field that the mobile number is not valid', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('sendOtpToNumber', {
				code: 'invalid-input',
				problem: { field: 'mobile', problem: 'not-a-mobile' },
			});
		});
		await toMobile(user);
		await user.type(mobileField(), '12{Enter}');
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toBe('Please enter a valid mobile number');
		expect(mobileField().getAttribute('aria-describedby')).toContain(alert.id);
		expect(mobileField().value).toBe('12');
	});

	it.each(['sendOtpToNumber', 'verifyOtp'] as const)(
		"VRFY_ABHA_302: says in NHA's words that the mobile has no ABHA, when %s learns it",
		async (call) => {
			const { user } = await openDesk((fake) => {
				fake.fail(call, { code: 'abha-not-found', details });
			});
			await toMobile(user);
			await user.type(mobileField(), '9000000903{Enter}');
			if (call === 'verifyOtp') {
				await heading('Enter OTP');
				await user.type(otpField(), '012345{Enter}');
			}
			const { textContent } = await screen.findByRole('alert');
			expect(textContent).toContain('ABHA Number not found');
			expect(textContent).toContain(
				'We did not find any ABHA number linked to this mobile number. Please use ABHA linked mobile number',
			);
			expect(textContent).not.toContain('9000000903');
			await user.click(button('Continue without ABHA'));
			await heading('Find patient');
		},
	);

	it('VRFY_ABHA_304: says that a wrong OTP did not match', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: null, details });
		});
		await toMobile(user);
		await user.type(mobileField(), '9000000903{Enter}');
		await heading('Enter OTP');
		await user.type(otpField(), '111111{Enter}');
		expect((await screen.findByRole('alert')).textContent).toContain('That OTP did not match');
	});

	it('sends one OTP for two quick presses', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('sendOtpToNumber'));
		await toMobile(user);
		await user.type(mobileField(), '9000000903');
		await user.dblClick(button('Send OTP'));
		expect(desk.inputsOf('sendOtpToNumber')).toHaveLength(1);
	});

	it('forgets the number on Back', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, practicePatients: [] }));
		});
		await toMobile(user);
		await user.type(mobileField(), '9000000903');
		await user.click(button('Back'));
		await heading('Find patient');
		expect(document.activeElement).toBe(queryField());
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(document.documentElement.outerHTML).not.toContain('9000000903');
		await toMobile(user);
		expect(mobileField().value).toBe('');
	});

	it('shows the steps of this way', async () => {
		const { user } = await openDesk();
		await toMobile(user);
		const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
		expect(steps.map((each) => each.textContent.trim())).toEqual([
			'Find',
			'OTP',
			'Account',
			'Done',
		]);
	});

	it('drops an answer that comes after Back', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('sendOtpToNumber');
		await toMobile(user);
		await user.type(mobileField(), '9000000903{Enter}');
		await user.click(button('Back'));
		settle({ ok: true, value: sent });
		await heading('Find patient');
		await Promise.resolve();
		expect(screen.queryByText('Enter OTP')).toBeNull();
	});
});

describe('Find by Aadhaar number', () => {
	it('masks what is typed and puts it nowhere but into its one input', async () => {
		const { user } = await openDesk();
		await toAadhaar(user);
		await user.type(aadhaarField(), aadhaar);
		expect(aadhaarField().type).toBe('password');
		expect(aadhaarField().inputMode).toBe('numeric');
		expect(aadhaarField().autocomplete).toBe('off');
		expect(document.querySelectorAll('form input')).toHaveLength(1);
		expect(screen.getByText('12 digits typed')).toBeTruthy();
		expect(document.documentElement.outerHTML).not.toContain(aadhaar);
	});

	it('VRFY_ABHA_404: hands the number over, forgets it, and says where the OTP went', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.answer('sendOtpToNumber', { ...sent, method: 'aadhaar-otp' });
		});
		await toAadhaar(user);
		await user.type(aadhaarField(), `${aadhaar}{Enter}`);
		await heading('Enter OTP');
		expect(desk.inputsOf('sendOtpToNumber')).toEqual([{ kind: 'aadhaar', number: aadhaar }]);
		expect(
			screen.getByText('OTP sent to Aadhaar linked mobile number ending with ******0903'),
		).toBeTruthy();
		expect(document.documentElement.outerHTML).not.toContain(aadhaar);
	});

	it('empties the field at once, not when the answer comes', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('sendOtpToNumber'));
		await toAadhaar(user);
		await user.type(aadhaarField(), aadhaar);
		await user.dblClick(button('Send OTP'));
		expect(aadhaarField().value).toBe('');
		expect(desk.inputsOf('sendOtpToNumber')).toHaveLength(1);
	});

	it.each([
		[
			'VRFY_ABHA_401',
			{ code: 'invalid-input', problem: { field: 'aadhaar', problem: 'not-an-aadhaar' } },
			'Aadhaar Number is not valid',
		],
		[
			'VRFY_ABHA_403',
			{ code: 'abha-not-found', details },
			'No ABHA user is registered with this Aadhaar number',
		],
	] as const)('%s: says what is wrong without the number', async (_case, failure, words) => {
		const { user } = await openDesk((fake) => {
			fake.fail('sendOtpToNumber', failure);
		});
		await toAadhaar(user);
		await user.type(aadhaarField(), `${aadhaar}{Enter}`);
		expect((await screen.findByRole('alert')).textContent).toContain(words);
		expect(aadhaarField().value).toBe('');
		expect(document.activeElement).toBe(aadhaarField());
		expect(document.documentElement.outerHTML).not.toContain(aadhaar);
	});

	it('VRFY_ABHA_403: says after the OTP, too, that nobody is registered', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('verifyOtp', { code: 'abha-not-found', details });
		});
		await toAadhaar(user);
		await user.type(aadhaarField(), `${aadhaar}{Enter}`);
		await heading('Enter OTP');
		await user.type(otpField(), '012345{Enter}');
		expect((await screen.findByRole('alert')).textContent).toContain(
			'No ABHA user is registered with this Aadhaar number',
		);
	});

	it('VRFY_ABHA_402: says that a wrong OTP did not match', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 1, details });
		});
		await toAadhaar(user);
		await user.type(aadhaarField(), `${aadhaar}{Enter}`);
		await heading('Enter OTP');
		await user.type(otpField(), '111111{Enter}');
		expect((await screen.findByRole('alert')).textContent).toMatch(
			/That OTP did not match.*1 attempt is left/,
		);
	});
});
