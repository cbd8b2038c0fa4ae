// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { ready, settings, trainingDesk } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import { description, field, openSettings, said, section } from './open-settings.ts';

const idleField = 'End the visit after (minutes without a touch)';

describe('Settings', () => {
	it('has a heading for each part, and begins at its own', () => {
		openSettings();
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 1, name: 'Settings' }),
		);
		const parts = screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent);
		expect(parts).toEqual([
			'This desk',
			'Facility',
			'Protection',
			'Kiosk',
			'Administrator PIN',
			'Seal a file for another PC',
			'Updates',
			'Reset this PC',
		]);
	});

	it('leads to the activity log and leaves Settings open for it', async () => {
		const { desk, user, onactivity } = openSettings();
		await user.click(button('Activity'));
		expect(onactivity).toHaveBeenCalledOnce();
		expect(desk.inputsOf('closeSettings')).toEqual([]);
	});

	it('closes in main as well', async () => {
		const { desk, user, onclose } = openSettings();
		await user.click(button('Close Settings'));
		expect(onclose).toHaveBeenCalledExactlyOnceWith('closed');
		expect(desk.inputsOf('closeSettings')).toHaveLength(1);
	});

	it('goes when main has closed them, and says so once', async () => {
		const { desk, user, onclose } = openSettings({
			prepare: (fake) => {
				fake.fail('changeSettings', { code: 'pin-required' });
			},
		});
		await user.click(button('Save settings'));
		desk.emit('settingsClosed', null);
		expect(onclose).toHaveBeenCalledExactlyOnceWith('by-itself');
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('goes by the event alone, and drops what is still on its way', async () => {
		const { desk, user, onclose, onsituation } = openSettings();
		const settle = desk.hold('deleteFacility');
		await user.click(button('Delete credentials…'));
		await user.click(button('Delete credentials'));
		desk.emit('settingsClosed', null);
		settle({ ok: true, value: ready(trainingDesk) });
		await new Promise((resolve) => setTimeout(resolve));
		expect(onclose).toHaveBeenCalledExactlyOnceWith('by-itself');
		expect(onsituation).not.toHaveBeenCalled();
	});
});

describe('Settings: This desk', () => {
	it('saves what is typed, says so politely and shows it as main stored it', async () => {
		const desk = { ...settings.desk, deskName: 'Counter 2', idleEndsVisitAfterMinutes: 7 };
		const { desk: main, user } = openSettings({
			prepare: (fake) => {
				fake.answer('changeSettings', { ...settings, desk });
			},
		});
		await user.clear(field('Desk name'));
		await user.type(field('Desk name'), 'Counter 2  ');
		await user.clear(field(idleField));
		await user.type(field(idleField), '7{Enter}');
		expect(main.inputsOf('changeSettings')).toEqual([{ ...desk, deskName: 'Counter 2  ' }]);
		expect(said('This desk')).toBe('Settings are saved.');
		expect(field('Desk name').value).toBe('Counter 2');
	});

	it('says beside the field what is wrong, and leads there', async () => {
		const { user } = openSettings({
			prepare: (fake) => {
				const problem = { field: 'keepActivityMonths', problem: 'out-of-range' } as const;
				fake.fail('changeSettings', { code: 'invalid-input', problem });
			},
		});
		await user.click(button('Save settings'));
		const wrong = field('Keep the activity log (months)');
		expect(description(wrong)).toContain('Please choose 12 to 120 months.');
		expect(document.activeElement).toBe(wrong);
		expect(screen.getAllByRole('alert')).toHaveLength(1);
	});

	it.each(['', 'five'])('hands "%s" on as a number that main has a sentence for', async (typed) => {
		const { desk, user } = openSettings();
		await user.clear(field(idleField));
		if (typed !== '') await user.type(field(idleField), typed);
		await user.click(button('Save settings'));
		expect(desk.inputsOf('changeSettings')).toEqual([
			{ ...settings.desk, idleEndsVisitAfterMinutes: 0 },
		]);
	});

	it('saves once for one press', async () => {
		const { desk, user } = openSettings({ prepare: (fake) => fake.hold('changeSettings') });
		await user.dblClick(button('Save settings'));
		expect(desk.inputsOf('changeSettings')).toHaveLength(1);
	});
});

describe('Settings: Facility', () => {
	it('says of the client secret since when it is set, and nothing more', () => {
		openSettings();
		expect(section('Facility').textContent).toMatch(/Client secret\s*Set on 20 November 2026/);
	});

	it('leads to new credentials', async () => {
		const { user, onreplace } = openSettings();
		await user.click(button('Replace credentials…'));
		expect(onreplace).toHaveBeenCalledOnce();
	});

	it('deletes in two steps, and says in between what goes and what stays', async () => {
		const { desk, user, onsituation } = openSettings();
		await user.click(button('Delete credentials…'));
		expect(desk.inputsOf('deleteFacility')).toEqual([]);
		const question = screen.getByRole('group', { name: /^Delete the credentials/ });
		expect(document.activeElement).toBe(question);
		expect(description(question)).toMatch(/client secret.*PIN.*activity log.*stay/s);
		await user.click(button('Delete credentials'));
		expect(desk.inputsOf('deleteFacility')).toHaveLength(1);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(trainingDesk));
	});

	it('deletes nothing when the person does not want to', async () => {
		const { desk, user } = openSettings();
		await user.click(button('Delete credentials…'));
		await user.click(within(section('Facility')).getByRole('button', { name: 'Cancel' }));
		expect(button('Delete credentials…')).toBeTruthy();
		expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Facility' }));
		expect(desk.inputsOf('deleteFacility')).toEqual([]);
	});

	it('says where it stands that deleting failed', async () => {
		const { user, onsituation } = openSettings({
			prepare: (fake) => {
				fake.fail('deleteFacility', { code: 'vault-not-saved' });
			},
		});
		await user.click(button('Delete credentials…'));
		await user.click(button('Delete credentials'));
		expect(within(section('Facility')).getByRole('alert').textContent).toContain(
			'could not be stored',
		);
		expect(onsituation).not.toHaveBeenCalled();
	});
});

describe('Settings: Administrator PIN', () => {
	it('says since when it is set', () => {
		openSettings();
		expect(section('Administrator PIN').textContent).toContain('Set on 20 November 2026.');
	});

	it('changes, and says so', async () => {
		const { desk, user } = openSettings();
		await user.click(button('Change PIN…'));
		expect(document.activeElement).toBe(field('New PIN'));
		await user.keyboard('739154{Tab}739154{Enter}');
		expect(desk.inputsOf('changePin')).toEqual([{ pin: '739154' }]);
		expect(said('Administrator PIN')).toContain('The PIN is changed.');
		expect(screen.queryByLabelText('New PIN')).toBeNull();
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 2, name: 'Administrator PIN' }),
		);
	});

	it('is refused beside its field, and the fields are there for another', async () => {
		const { user } = openSettings({
			prepare: (fake) => {
				const problem = { field: 'pin', problem: 'weak' } as const;
				fake.fail('changePin', { code: 'invalid-input', problem });
			},
		});
		await user.click(button('Change PIN…'));
		await user.keyboard('123456{Tab}123456{Enter}');
		expect(description(field('New PIN'))).toContain('Please choose another');
		expect(document.activeElement).toBe(field('New PIN'));
	});

	it('has the one primary button while it is being changed', async () => {
		const { user } = openSettings();
		const primary = () =>
			screen.getAllByRole('button').filter((each) => each.classList.contains('primary'));
		expect(primary().map((each) => each.textContent.trim())).toEqual(['Save settings']);
		await user.click(button('Change PIN…'));
		expect(primary().map((each) => each.textContent.trim())).toEqual(['Change PIN']);
	});
});

describe('Settings: Seal a file for another PC', () => {
	const sealed = {
		serial: 7,
		expiresOn: '2026-12-20T09:30:00.000Z',
		signer: 'ab12 cd34 ef56 ab78',
	};

	it('shows what the person has to compare and to know', async () => {
		const { desk, user } = openSettings({
			prepare: (fake) => {
				fake.answer('sealForPc', { sealed });
			},
		});
		await user.type(field('Key of the other PC'), 'abha-desk-pc:other{Enter}');
		expect(desk.inputsOf('sealForPc')).toEqual([{ key: 'abha-desk-pc:other' }]);
		const shown = section('Seal a file for another PC').textContent;
		expect(shown).toMatch(/Serial number\s*7/);
		expect(shown).toMatch(/Valid until\s*20 December 2026/);
		expect(shown).toContain('ab12 cd34 ef56 ab78');
		expect(said('Seal a file for another PC')).toContain('is saved');
	});

	it('says that nothing was saved where no place was chosen', async () => {
		const { user } = openSettings();
		await user.type(field('Key of the other PC'), 'abha-desk-pc:other{Enter}');
		expect(said('Seal a file for another PC')).toBe('No file was saved.');
	});

	it('says beside the field that this is no key', async () => {
		const { user } = openSettings({
			prepare: (fake) => {
				const problem = { field: 'pc-key', problem: 'not-a-pc-key' } as const;
				fake.fail('sealForPc', { code: 'invalid-input', problem });
			},
		});
		await user.type(field('Key of the other PC'), 'nonsense{Enter}');
		expect(description(field('Key of the other PC'))).toContain('This is not the key of a PC.');
		expect(document.activeElement).toBe(field('Key of the other PC'));
	});
});
