// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { SetUpOptions } from '../../../preload/contract/administration.ts';
import { clinicDesk, ready, settings } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import { clientSecret, errorAt, field, openSetUp, secretsInPage } from './open-set-up.ts';

const network = {
	...settings.facility.network,
	proxyUrl: 'http://proxy.example:8080',
	proxyUser: 'desk',
	hasProxyPassword: true,
	extraCaCount: 2,
};
const stored: SetUpOptions = {
	keyring: 'gnome',
	protection: { method: 'keyring', keyring: 'gnome' },
	hasUnopenedVault: false,
	facility: { ...settings.facility, network },
};

describe('Replace facility', () => {
	it('shows the facility alone, and of its secrets only since when they are set', () => {
		openSetUp(stored, undefined, 'replace');
		expect(field('Client ID').value).toBe('SBX_000001');
		expect(field('Client secret').value).toBe('');
		expect(screen.getByText(/Set on 20 November 2026/)).toBeTruthy();
		expect(screen.getByText(/A password is set/)).toBeTruthy();
		expect(screen.getByText(/2 certificates are stored/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
		expect(screen.queryByLabelText('PIN')).toBeNull();
		expect(screen.queryByLabelText('Desk name (optional)')).toBeNull();
		expect(screen.queryByRole('button', { name: 'Use a sealed file instead' })).toBeNull();
	});

	it('keeps what is stored where nothing is typed', async () => {
		const { desk, user, onsituation } = openSetUp(stored, undefined, 'replace');
		await user.clear(field('HIP ID'));
		await user.type(field('HIP ID'), 'IN2910000008{Enter}');
		expect(desk.inputsOf('replaceFacility')).toMatchObject([
			{
				hipId: 'IN2910000008',
				clientSecret: null,
				network: { proxyPassword: null, extraCaFile: null },
			},
		]);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(clinicDesk));
	});

	it('hands over a new secret, and forgets it', async () => {
		const { desk, user } = openSetUp(stored, undefined, 'replace');
		await user.type(field('Client secret'), clientSecret);
		await user.click(button('Save facility'));
		expect(desk.inputsOf('replaceFacility')).toMatchObject([{ clientSecret }]);
		expect(secretsInPage()).toEqual([]);
	});

	it('removes proxy password and certificates when the person asks for it', async () => {
		const { desk, user } = openSetUp(stored, undefined, 'replace');
		await user.click(screen.getByText('Hospital network (optional)'));
		await user.clear(field('Proxy user'));
		await user.click(screen.getByRole('checkbox', { name: 'Remove the stored certificates' }));
		await user.click(button('Save facility'));
		expect(desk.inputsOf('replaceFacility')).toMatchObject([
			{ network: { proxyUser: '', proxyPassword: '', extraCaFile: '' } },
		]);
	});

	it('says beside the field what main refuses', async () => {
		const { user, onsituation } = openSetUp(
			stored,
			(fake) => {
				const problem = { field: 'clientSecret', problem: 'not-printable' } as const;
				fake.fail('replaceFacility', { code: 'invalid-input', problem });
			},
			'replace',
		);
		await user.type(field('Client secret'), 'with space{Enter}');
		expect(errorAt('Client secret')).toContain('must not have spaces');
		expect(document.activeElement).toBe(field('Client secret'));
		expect(onsituation).not.toHaveBeenCalled();
	});

	it('says that Settings have closed by themselves', async () => {
		const { user } = openSetUp(
			stored,
			(fake) => {
				fake.fail('replaceFacility', { code: 'pin-required' });
			},
			'replace',
		);
		await user.click(button('Save facility'));
		expect((await screen.findByRole('alert')).textContent).toContain('closed by themselves');
	});
});
