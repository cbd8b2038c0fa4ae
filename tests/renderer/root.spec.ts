import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { clinicDesk, ready, trainingDesk } from './fake-desk.ts';
import { button, findPatient, heading, openDesk } from './open-desk.ts';

const opened = (prepare: Parameters<typeof openDesk>[0]) => openDesk(prepare);

describe('Root', () => {
	it.each([
		['locked', { state: 'locked' } as const, 'Unlock this desk'],
		[
			'unreadable',
			{ state: 'unreadable', reason: 'damaged' } as const,
			'The stored credentials cannot be read',
		],
	])('shows no desk while the vault is %s', async (_name, situation, name) => {
		await opened((fake) => {
			fake.answer('getSituation', situation);
		});
		await heading(name);
		expect(screen.queryByRole('textbox', { name: 'ABHA number or ABHA address' })).toBeNull();
	});

	it('opens the desk when the passphrase is right', async () => {
		const { user } = await opened((fake) => {
			fake.answer('getSituation', { state: 'locked' });
		});
		await user.type(await screen.findByLabelText('Passphrase'), 'a long passphrase{Enter}');
		await heading('Find patient');
		expect(screen.getByRole('banner').textContent).toContain('Asha Clinic');
	});

	it('offers training or set-up at the first run, over a desk that works', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, isFirstRun: true }));
		});
		await heading('Find patient');
		await user.click(button('Practise in training'));
		expect(screen.queryByRole('button', { name: 'Practise in training' })).toBeNull();
		expect(desk.inputsOf('chooseTraining')).toHaveLength(1);
	});

	it('goes to set-up and back', async () => {
		const { user } = await opened((fake) => {
			fake.answer('getSituation', ready({ ...trainingDesk, isFirstRun: true }));
		});
		await user.click(button('Set up this desk'));
		await heading('Set up this desk');
		await user.click(button('Cancel'));
		await heading('Find patient');
	});

	it('ends the visit before Settings stand in its place', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		await findPatient(user);
		await user.click(button('Settings'));
		await heading('Administrator PIN');
		expect(screen.queryByText('Deepak Pant')).toBeNull();
		expect(desk.inputsOf('endVisit')).toEqual([{ reason: 'cancelled' }]);
		await user.type(screen.getByLabelText('PIN'), '907214{Enter}');
		await heading('Settings');
		await user.click(button('Activity'));
		await heading('Activity');
		await user.click(button('Back to Settings'));
		await heading('Settings');
		await user.click(button('Close Settings'));
		await heading('Find patient');
		expect(desk.inputsOf('closeSettings')).toHaveLength(1);
	});

	it('says why Settings are gone when they close by themselves', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		await user.click(button('Settings'));
		await user.type(await screen.findByLabelText('PIN'), '907214{Enter}');
		await heading('Settings');
		desk.emit('settingsClosed', null);
		await heading('Find patient');
		expect((await screen.findByRole('alert')).textContent).toContain(
			'Settings have closed by themselves',
		);
	});

	it('says at once when the activity log cannot be written, and when it can again', async () => {
		const { desk } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		desk.emit('activityLogChanged', { isWriting: false });
		await screen.findByText('The activity log cannot be written');
		desk.emit('activityLogChanged', { isWriting: true });
		await expect.poll(() => screen.queryByText('The activity log cannot be written')).toBeNull();
	});

	it('clears the screen when main has ended the visit for want of a person', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		await findPatient(user);
		desk.emit('visitEnded', { reason: 'screen-locked' });
		await heading('Find patient');
		expect(screen.queryByText('Deepak Pant')).toBeNull();
		expect(screen.getByText(/because the computer was locked/)).toBeDefined();
	});

	it('opens the diagnostics from the menu, and ends the visit first', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		await findPatient(user);
		desk.emit('diagnosticsAsked', null);
		await heading('Diagnostics');
		expect(screen.queryByText('Deepak Pant')).toBeNull();
		expect(desk.inputsOf('endVisit')).toEqual([{ reason: 'cancelled' }]);
		await user.click(button('Back'));
		await heading('Find patient');
	});

	it.each([
		{ state: 'locked' } as const,
		{ state: 'unreadable', reason: 'keyring-unavailable' } as const,
	])('opens the diagnostics while the vault is not open: $state', async (situation) => {
		const { user } = await opened((fake) => {
			fake.answer('getSituation', situation);
		});
		await user.click(await screen.findByRole('button', { name: 'Diagnostics' }));
		await heading('Diagnostics');
		await user.click(button('Back'));
		expect(screen.getByRole('button', { name: 'Diagnostics' })).toBeDefined();
	});

	it('comes back to Settings from the diagnostics, unless they have closed meanwhile', async () => {
		const { desk, user } = await opened((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		await user.click(button('Settings'));
		await user.type(await screen.findByLabelText('PIN'), '907214{Enter}');
		await heading('Settings');
		await user.click(button('Diagnostics'));
		await heading('Diagnostics');
		await user.click(button('Back'));
		await heading('Settings');
		await user.click(button('Diagnostics'));
		desk.emit('settingsClosed', null);
		await heading('Diagnostics');
		await user.click(button('Back'));
		await heading('Find patient');
	});

	it('does not open the diagnostics over a form that is being filled in', async () => {
		const { desk, user } = await openDesk();
		await user.click(button('Set up'));
		await heading('Set up this desk');
		desk.emit('diagnosticsAsked', null);
		await heading('Set up this desk');
	});

	it('copies the details of a failure, redacted by main', async () => {
		const { desk, user } = await opened((fake) => {
			fake.fail('findPatient', { code: 'internal', incident: 'BCDF-GHJK' });
		});
		await user.type(
			screen.getByRole('textbox', { name: 'ABHA number or ABHA address' }),
			'deepak.pant{Enter}',
		);
		await user.click(await screen.findByText('Details'));
		await user.click(button('Copy details'));
		expect(desk.inputsOf('copyDetails')).toEqual([{ incident: 'BCDF-GHJK' }]);
		await screen.findByText(/^Copied/);
	});
});

describe('Root, when main takes away what stands there', () => {
	async function openReplace() {
		const opened = await openDesk((fake) => {
			fake.answer('getSituation', ready(clinicDesk));
		});
		const { user } = opened;
		await user.click(button('Settings'));
		await user.type(await screen.findByLabelText('PIN'), '907214{Enter}');
		await heading('Settings');
		await user.click(button('Replace credentials…'));
		await heading('Replace facility');
		return opened;
	}

	it('clears the form that replaces the facility, with what was typed into it', async () => {
		const { desk } = await openReplace();
		desk.emit('settingsClosed', null);
		await heading('Find patient');
		expect(screen.queryByLabelText('Client secret')).toBeNull();
		await screen.findByText('Settings have closed by themselves');
	});

	it('closes Settings in main when that form is cancelled', async () => {
		const { desk, user } = await openReplace();
		await user.click(button('Cancel'));
		await heading('Find patient');
		expect(desk.inputsOf('closeSettings')).toHaveLength(1);
	});

	it('does not tell the next patient that Settings have closed', async () => {
		const { desk, user } = await openReplace();
		desk.emit('settingsClosed', null);
		await screen.findByText('Settings have closed by themselves');
		await findPatient(user);
		await user.click(button('Back'));
		await heading('Find patient');
		expect(screen.queryByText('Settings have closed by themselves')).toBeNull();
	});

	it('clears what was typed in set-up when nobody is there', async () => {
		const { desk, user } = await openDesk();
		await user.click(button('Set up'));
		await heading('Set up this desk');
		desk.emit('visitEnded', { reason: 'idle' });
		await heading('Find patient');
	});

	it('stays where it is, and says why, when set-up cannot begin', async () => {
		const { desk, user } = await openDesk();
		await user.click(button('Set up'));
		await user.click(await screen.findByRole('button', { name: 'Cancel' }));
		await heading('Find patient');
		desk.fail('getSetUpOptions', { code: 'internal', incident: 'BCDF-GHJK' });
		await user.click(button('Set up'));
		await screen.findByText('Something went wrong here');
		expect(screen.queryByRole('heading', { name: 'Set up this desk' })).toBeNull();
	});
});
