// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { trainingDesk, ready } from '../fake-desk.ts';
import { button, findPatient, heading, openDesk, queryField, sendOtp } from '../open-desk.ts';

const sms = { to: '******0903', otp: '012345' };

function panel(): HTMLElement {
	return screen.getByRole('complementary', { name: 'TRAINING' });
}

describe('Training panel', () => {
	it('shows an SMS that arrives, its OTP in one piece', async () => {
		const { desk, user } = await openDesk();
		await sendOtp(user);
		desk.announce(sms);
		expect(await within(panel()).findByText('012345')).toBeTruthy();
		expect(within(panel()).getByText('SMS to ******0903')).toBeTruthy();
	});

	it('puts the newest SMS first', async () => {
		const { desk } = await openDesk();
		desk.announce(sms);
		desk.announce({ ...sms, otp: '999999' });
		await within(panel()).findByText('999999');
		expect(within(panel()).getByRole('log').textContent).toMatch(/999999.*012345/s);
	});

	it('forgets the SMS of a visit when it ends', async () => {
		const { desk, user } = await openDesk();
		await sendOtp(user);
		desk.announce(sms);
		await within(panel()).findByText('012345');
		await user.click(button('Cancel'));
		expect(within(panel()).queryByText('012345')).toBeNull();
	});

	it('fills the search field with a practice patient, and leaves the search to the person', async () => {
		const { desk, user } = await openDesk();
		await user.click(button('deepak.pant'));
		expect(queryField().value).toBe('deepak.pant');
		expect(document.activeElement).toBe(queryField());
		expect(desk.inputsOf('findPatient')).toHaveLength(0);
		await user.keyboard('{Enter}');
		await heading('Patient found');
	});

	it('groups a practice number as if it were typed', async () => {
		const { user } = await openDesk();
		await user.click(button('11112222333344'));
		expect(queryField().value).toBe('11-1122-2233-3344');
	});

	it('says what each practice patient shows', async () => {
		await openDesk();
		expect(screen.getByRole('button', { description: 'Everything works' })).toBe(
			button('deepak.pant'),
		);
	});

	it('lets nobody be chosen in the middle of a visit', async () => {
		const { user } = await openDesk();
		expect(button('deepak.pant').disabled).toBe(false);
		await findPatient(user);
		expect(button('deepak.pant').disabled).toBe(true);
	});

	it('fills the mobile number where that is asked for', async () => {
		const { desk, user } = await openDesk();
		await user.click(button('Find by mobile number'));
		await user.click(screen.getByRole('button', { name: '9000000903' }));
		const field = screen.getByRole('textbox', { name: 'Mobile number' });
		expect(field).toHaveProperty('value', '9000000903');
		expect(document.activeElement).toBe(field);
		expect(desk.inputsOf('sendOtpToNumber')).toHaveLength(0);
	});

	it('fills an Aadhaar number without showing it, though it is invented', async () => {
		const { user } = await openDesk();
		await user.click(button('Find by Aadhaar number'));
		await user.click(button('Aadhaar of deepak.pant'));
		const field = screen.getByLabelText('Aadhaar number', { selector: 'input' });
		expect(field).toHaveProperty('value', '000011112222');
		expect(document.documentElement.outerHTML).not.toContain('000011112222');
		await user.keyboard('{Enter}');
		await heading('Enter OTP');
	});

	it('switches to the other generation, and is another desk then', async () => {
		const { desk, user } = await openDesk();
		const other = {
			...trainingDesk,
			generation: 'v1v2',
			numbers: [],
			practicePatients: [],
		} as const;
		desk.answer('setTrainingGeneration', ready(other));
		const group = screen.getByRole('group', { name: 'ABDM generation' });
		expect(within(group).getByRole('radio', { name: 'V3', checked: true })).toBeTruthy();
		await user.click(within(group).getByRole('radio', { name: 'V1/V2' }));
		expect(desk.inputsOf('setTrainingGeneration')).toEqual([{ generation: 'v1v2' }]);
		expect(within(group).getByRole('radio', { name: 'V1/V2', checked: true })).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Find by mobile number' })).toBeNull();
		expect(screen.queryByRole('button', { name: 'deepak.pant' })).toBeNull();
	});

	it('ends the visit with a switch', async () => {
		const { desk, user } = await openDesk();
		await sendOtp(user);
		await user.click(screen.getByRole('radio', { name: 'V1/V2' }));
		await heading('Find patient');
		expect(desk.asked.slice(-2).map(({ call }) => call)).toEqual([
			'endVisit',
			'setTrainingGeneration',
		]);
	});

	it('stays with the generation that it has when the switch fails, and says so', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('setTrainingGeneration', { code: 'internal', incident: 'incident-7' });
		});
		await user.click(screen.getByRole('radio', { name: 'V1/V2' }));
		expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong here');
		expect(screen.getByRole('radio', { name: 'V3', checked: true })).toBeTruthy();
	});

	it('is not there outside training', async () => {
		await openDesk((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, environment: 'production' }));
		});
		expect(screen.queryByRole('complementary')).toBeNull();
		expect(document.body.textContent).not.toContain('TRAINING');
	});
});
