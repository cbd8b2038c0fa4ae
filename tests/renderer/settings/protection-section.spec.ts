// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Protection, Settings } from '../../../preload/contract/administration.ts';
import { settings } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import { description, field, openSettings, said, section } from './open-settings.ts';

const gnome: Protection = { method: 'keyring', keyring: 'gnome' };

function kept(protection: Protection, keyring: Settings['keyring'] = 'gnome'): Settings {
	return { ...settings, protection, keyring };
}

function offered(): string[] {
	return within(section('Protection'))
		.getAllByRole('button')
		.map((each) => each.textContent.trim());
}

describe('Settings: Protection', () => {
	it.each([
		[gnome, /keyring.*GNOME/],
		[{ method: 'passphrase' }, /passphrase.*asked for at each start/],
		[{ method: 'memory' }, /not stored/],
	] as const)(
		'says how the secret is kept (%j), from whom and from whom not',
		(protection, how) => {
			openSettings({ shown: kept(protection) });
			const words = section('Protection').textContent;
			expect(words).toMatch(how);
			expect(words).toMatch(
				/Protects from.*Does not protect from\s*Other programs of the same user/s,
			);
		},
	);

	it.each([
		[gnome, 'gnome', ['Use a passphrase…', 'Keep in memory only…']],
		[{ method: 'passphrase' }, null, ['Change passphrase…', 'Keep in memory only…']],
		[
			{ method: 'passphrase' },
			'kde',
			['Use the keyring…', 'Change passphrase…', 'Keep in memory only…'],
		],
		[{ method: 'memory' }, 'gnome', ['Use the keyring…', 'Use a passphrase…']],
	] as const)('offers of %j with the keyring %s what there is to change', (now, keyring, words) => {
		openSettings({ shown: kept(now, keyring) });
		expect(offered()).toEqual(words);
	});

	it('takes a passphrase that was typed twice, and shows the new protection', async () => {
		const { desk, user } = openSettings({
			prepare: (fake) => {
				fake.answer('changeProtection', kept({ method: 'passphrase' }));
			},
		});
		await user.click(button('Use a passphrase…'));
		expect(document.activeElement).toBe(field('New passphrase'));
		await user.type(field('New passphrase'), 'four invented words here');
		await user.type(field('New passphrase again'), 'four invented words here{Enter}');
		expect(desk.inputsOf('changeProtection')).toEqual([
			{ protection: { method: 'passphrase', passphrase: 'four invented words here' } },
		]);
		expect(said('Protection')).toContain('The protection is changed.');
		expect(offered()).toContain('Change passphrase…');
	});

	it('says beside the field that a passphrase is too short', async () => {
		const { user } = openSettings({
			prepare: (fake) => {
				const problem = { field: 'passphrase', problem: 'too-short' } as const;
				fake.fail('changeProtection', { code: 'invalid-input', problem });
			},
		});
		await user.click(button('Use a passphrase…'));
		await user.type(field('New passphrase'), 'short');
		await user.type(field('New passphrase again'), 'short{Enter}');
		expect(description(field('New passphrase'))).toContain('at least 10 characters');
	});

	it('lets the person look at a passphrase, and hides it until then', async () => {
		const { user } = openSettings();
		await user.click(button('Use a passphrase…'));
		expect(field('New passphrase').type).toBe('password');
		await user.click(screen.getByRole('checkbox', { name: 'Show what is typed' }));
		expect(field('New passphrase').type).toBe('text');
	});

	it('asks before it goes to memory only, and says what that means', async () => {
		const { desk, user } = openSettings();
		await user.click(button('Keep in memory only…'));
		expect(desk.inputsOf('changeProtection')).toEqual([]);
		const question = screen.getByRole('group', { name: /memory only/ });
		expect(description(question)).toMatch(/deleted from the disk now.*set up again/s);
		await user.click(button('Keep in memory only'));
		expect(desk.inputsOf('changeProtection')).toEqual([{ protection: { method: 'memory' } }]);
	});

	it('goes to the keyring, or says that it does not protect', async () => {
		const { desk, user } = openSettings({
			shown: kept({ method: 'passphrase' }),
			prepare: (fake) => {
				fake.fail('changeProtection', { code: 'keyring-not-strong' });
			},
		});
		await user.click(button('Use the keyring…'));
		await user.click(button('Use the keyring'));
		expect(desk.inputsOf('changeProtection')).toEqual([{ protection: { method: 'keyring' } }]);
		expect(within(section('Protection')).getByRole('alert').textContent).toContain(
			'no keyring that protects',
		);
	});

	it('has one thing open at a time', async () => {
		const { user } = openSettings();
		await user.click(button('Use a passphrase…'));
		await user.click(button('Change PIN…'));
		expect(screen.queryByLabelText('New passphrase')).toBeNull();
		expect(field('New PIN')).toBeTruthy();
	});
});
