// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { UpdateSettings } from '../../../preload/contract/updates.ts';
import { settings } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import { field, openSettings, said, section } from './open-settings.ts';

const shownWith = (updates: UpdateSettings) => ({ ...settings, updates });
const stick = { source: 'folder', place: '/media/stick' } as const;
const offer = {
	state: 'offered',
	version: '0.2.0',
	sizeBytes: 84_310_000,
	issuedAt: '2026-11-20T09:30:00.000Z',
} as const;
const state = { runningVersion: '0.1.0', hasPinnedKeys: true, isInstalled: true, waiting: null };

describe('Settings: Updates', () => {
	it('are off as the program comes, and say that no keys are pinned', async () => {
		openSettings();
		expect(await screen.findByText(/No keys are pinned in this build/)).toBeTruthy();
		const buttons = within(section('Updates')).getAllByRole('button');
		expect(buttons.map((each) => each.textContent.trim())).toEqual(['Save source']);
	});

	it('go from a folder that was chosen to a version that is being installed', async () => {
		const { desk, user } = openSettings({
			shown: shownWith(stick),
			prepare: (fake) => {
				fake.answer('getUpdateState', state);
				fake.answer('checkForUpdates', offer);
				fake.answer('fetchUpdate', offer);
			},
		});
		await user.click(button('Check for updates'));
		expect(section('Updates').textContent).toMatch(/0\.2\.0.*84\.3 MB.*20 November 2026/s);
		const answer = desk.hold('fetchUpdate');
		await user.click(button('Fetch version 0.2.0'));
		desk.emit('updateProgress', { receivedBytes: 42_000_000 });
		expect(await screen.findByText('42 MB of 84.3 MB received')).toBeTruthy();
		desk.answer('getUpdateState', { ...state, waiting: '0.2.0' });
		answer({ ok: true, value: offer });
		await user.click(await screen.findByRole('button', { name: 'Install version 0.2.0' }));
		expect(said('Updates')).toBe(
			'The update is being installed. ABHA Desk closes and starts again.',
		);
	});

	it('show where the file lies when the system has to install it', async () => {
		const { user } = openSettings({
			shown: shownWith(stick),
			prepare: (fake) => {
				fake.answer('getUpdateState', { ...state, waiting: '0.2.0' });
				fake.answer('installUpdate', { fileToInstall: '/home/desk/updates/0.2.0.deb' });
			},
		});
		await user.click(await screen.findByRole('button', { name: 'Install version 0.2.0' }));
		expect(screen.getByText('/home/desk/updates/0.2.0.deb')).toBeTruthy();
		expect(said('Updates')).toBe('');
	});

	it('say why there is none, and ask for a place that can be one', async () => {
		const { desk, user } = openSettings({
			shown: shownWith(stick),
			prepare: (fake) => {
				fake.fail('checkForUpdates', { code: 'update-refused', reason: 'no-pinned-keys' });
				fake.fail('changeUpdates', {
					code: 'invalid-input',
					problem: { field: 'updatePlace', problem: 'missing' },
				});
				fake.answer('chooseUpdateFolder', { folder: '/media/other' });
			},
		});
		await user.click(button('Check for updates'));
		expect(section('Updates').textContent).toMatch(
			/There is no update now.*No keys are pinned in this build, so every update is refused\. A later/s,
		);
		await user.click(button('Choose folder…'));
		expect(field('Folder').value).toBe('/media/other');
		await user.selectOptions(field('Updates come from'), 'An https address');
		expect(field('Address of the folder').value).toBe('');
		await user.click(button('Save source'));
		expect(desk.inputsOf('changeUpdates')).toEqual([{ source: 'https', place: '' }]);
		expect(section('Updates').textContent).toContain('Please name the place of the updates.');
	});
});
