// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { InputProblem } from '../../../preload/contract/failure.ts';
import { clinicDesk, connected, ready, setUpOptions } from '../fake-desk.ts';
import { button } from '../open-desk.ts';
import {
	clientSecret,
	errorAt,
	field,
	fillFacility,
	noKeyring,
	openSetUp,
	passphrase,
	pin,
	secretsInPage,
	toPin,
} from './open-set-up.ts';

function step(): string | undefined {
	return screen
		.getAllByRole('listitem')
		.find((each) => each.getAttribute('aria-current') === 'step')
		?.textContent.trim();
}

describe('Set up this desk', () => {
	it('begins at its heading, with what is recommended chosen', () => {
		openSetUp();
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 1, name: 'Set up this desk' }),
		);
		for (const name of ['Sandbox', 'V3']) {
			expect(screen.getByRole<HTMLInputElement>('radio', { name }).checked).toBe(true);
		}
	});

	it('sets the desk up in three steps, with what was typed and nothing more', async () => {
		const { desk, user, onsituation } = openSetUp();
		field('Desk name (optional)').focus();
		await user.paste('Counter 2');
		await toPin(user);
		await user.click(button('Save and open the desk'));
		expect(desk.inputsOf('setUp')).toEqual([
			{
				facility: {
					environment: 'sandbox',
					generation: 'v3',
					urls: { sessions: '', abha: '', phr: '' },
					cmId: '',
					clientId: 'SBX_000001',
					clientSecret,
					hipId: 'IN2910000007',
					facilityName: 'Asha Clinic',
					network: {
						proxyUrl: '',
						proxyUser: '',
						proxyPassword: '',
						extraCaFile: '',
						ipv4Only: false,
					},
				},
				deskName: 'Counter 2',
				pin,
				protection: { method: 'keyring' },
			},
		]);
		expect(onsituation).toHaveBeenCalledExactlyOnceWith(ready(clinicDesk));
	});

	it('goes from step to step by Enter alone', async () => {
		const { desk, user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.keyboard('{Enter}');
		expect(step()).toBe('Protection');
		await user.type(field('Passphrase'), passphrase);
		await user.type(field('Passphrase again'), `${passphrase}{Enter}`);
		expect(document.activeElement).toBe(field('PIN'));
		await user.type(field('PIN'), pin);
		await user.type(field('PIN again'), `${pin}{Enter}`);
		expect(desk.inputsOf('setUp')).toMatchObject([
			{ protection: { method: 'passphrase', passphrase } },
		]);
	});

	it('brings the focus to the heading of a step that begins with something to read', async () => {
		const { user } = openSetUp();
		await fillFacility(user);
		await user.click(button('Continue'));
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 2, name: 'Protection' }),
		);
	});

	it('sends one set-up for two quick presses', async () => {
		const { desk, user } = openSetUp(setUpOptions, (fake) => fake.hold('setUp'));
		await toPin(user);
		await user.dblClick(button('Save and open the desk'));
		expect(desk.inputsOf('setUp')).toHaveLength(1);
	});

	it('asks for custom addresses with Custom alone, and for those of V3 with V3 alone', async () => {
		const { user } = openSetUp();
		expect(screen.queryByLabelText('Sessions URL')).toBeNull();
		await user.click(screen.getByRole('radio', { name: 'Custom' }));
		expect(field('Sessions URL')).toBeTruthy();
		expect(field('CM ID')).toBeTruthy();
		await user.click(screen.getByRole('radio', { name: 'V1/V2' }));
		expect(field('ABHA base URL')).toBeTruthy();
		expect(screen.queryByLabelText('PHR base URL')).toBeNull();
		expect(screen.queryByLabelText('CM ID')).toBeNull();
	});

	it('says for production that V3 is recommended, where V1/V2 is chosen', async () => {
		const { user } = openSetUp();
		await user.click(screen.getByRole('radio', { name: 'V1/V2' }));
		expect(screen.queryByText(/For production V3 is recommended/)).toBeNull();
		await user.click(screen.getByRole('radio', { name: 'Production' }));
		expect(screen.getByText(/For production V3 is recommended/)).toBeTruthy();
	});

	it('says at once, and there, which field is still empty', async () => {
		const { desk, user } = openSetUp();
		await user.type(field('Client ID'), 'SBX_000001{Enter}');
		expect(errorAt('Client secret')).toBe('Please type the client secret.');
		expect(document.activeElement).toBe(field('Client secret'));
		expect(step()).toBe('Facility');
		expect(desk.asked).toEqual([]);
	});

	it.each<[InputProblem, string, string]>([
		[{ field: 'hipId', problem: 'not-printable' }, 'Facility', 'HIP ID'],
		[{ field: 'deskName', problem: 'too-long' }, 'Facility', 'Desk name (optional)'],
		[{ field: 'proxyUser', problem: 'needs-the-one-before' }, 'Facility', 'Proxy user'],
		[{ field: 'extraCaFile', problem: 'no-certificate' }, 'Facility', 'Extra CA file (PEM)'],
		[{ field: 'pin', problem: 'weak' }, 'Administrator PIN', 'PIN'],
	])('leads back to the field that main refuses: %o', async (problem, itsStep, label) => {
		const { user, onsituation } = openSetUp(setUpOptions, (fake) => {
			fake.fail('setUp', { code: 'invalid-input', problem });
		});
		await toPin(user);
		await user.click(button('Save and open the desk'));
		await vi.waitFor(() => {
			expect(document.activeElement).toBe(field(label));
		});
		expect(step()).toBe(itsStep);
		expect(errorAt(label)).not.toBe('');
		expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1);
		expect(onsituation).not.toHaveBeenCalled();
	});

	it('unfolds the network when a field in there is refused', async () => {
		const { user } = openSetUp(setUpOptions, (fake) => {
			const problem = { field: 'proxyUrl', problem: 'not-a-proxy' } as const;
			fake.fail('setUp', { code: 'invalid-input', problem });
		});
		expect(document.querySelector('details')?.open).toBe(false);
		await toPin(user);
		await user.click(button('Save and open the desk'));
		await vi.waitFor(() => {
			expect(document.querySelector('details')?.open).toBe(true);
		});
	});

	it('keeps what was typed when main refuses, so that it can be mended and sent again', async () => {
		const { desk, user } = openSetUp(setUpOptions, (fake) => {
			fake.fail('setUp', { code: 'vault-not-saved' });
		});
		await toPin(user);
		await user.click(button('Save and open the desk'));
		expect((await screen.findByRole('alert')).textContent).toContain('could not be stored');
		await user.click(button('Save and open the desk'));
		expect(desk.inputsOf('setUp')[1]).toEqual(desk.inputsOf('setUp')[0]);
	});

	it('does not ask main while the two PINs differ', async () => {
		const { desk, user } = openSetUp();
		await toPin(user);
		await user.type(field('PIN again'), '9{Enter}');
		expect(errorAt('PIN again')).toContain('not the same');
		expect(document.activeElement).toBe(field('PIN again'));
		expect(desk.inputsOf('setUp')).toEqual([]);
	});

	it('goes back without losing what was typed', async () => {
		const { user } = openSetUp();
		await toPin(user);
		await user.click(button('Back'));
		await user.click(button('Back'));
		expect(step()).toBe('Facility');
		expect(field('Client secret').value).toBe(clientSecret);
	});
});

describe('The secrets of a set-up', () => {
	it('are hidden, stand in their fields alone, and are not completed by anything', async () => {
		const { user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.click(button('Continue'));
		await user.type(field('Passphrase'), passphrase);
		for (const label of ['Client secret', 'Passphrase', 'PIN', 'PIN again', 'Proxy password']) {
			expect(field(label).type).toBe('password');
			expect(field(label).autocomplete).toBe('off');
			expect(field(label).getAttribute('spellcheck')).toBe('false');
		}
		expect(document.documentElement.outerHTML).not.toContain(clientSecret);
		expect(document.documentElement.outerHTML).not.toContain(passphrase);
	});

	it('are shown when the person asks for it, of the passphrase alone', async () => {
		const { user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.click(button('Continue'));
		await user.click(screen.getByRole('checkbox', { name: 'Show what is typed' }));
		expect(field('Passphrase').type).toBe('text');
		expect(field('Client secret').type).toBe('password');
	});

	it('are gone after success, before anybody takes the screen away', async () => {
		const { user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.click(button('Continue'));
		await user.type(field('Passphrase'), passphrase);
		await user.type(field('Passphrase again'), `${passphrase}{Enter}`);
		await user.type(field('PIN'), pin);
		await user.type(field('PIN again'), pin);
		expect(secretsInPage()).toHaveLength(5);
		await user.click(button('Save and open the desk'));
		expect(secretsInPage()).toEqual([]);
	});

	it('are gone after Cancel, and with the screen', async () => {
		const { user, oncancel, unmount } = openSetUp();
		await toPin(user);
		await user.click(button('Cancel'));
		expect(oncancel).toHaveBeenCalledOnce();
		expect(secretsInPage()).toEqual([]);
		unmount();
		expect(document.querySelector('input')).toBeNull();
	});

	it('cannot be left behind by Cancel while main is storing them', async () => {
		const { user, oncancel } = openSetUp(setUpOptions, (fake) => fake.hold('setUp'));
		await toPin(user);
		await user.click(button('Save and open the desk'));
		await user.click(button('Cancel'));
		expect(oncancel).not.toHaveBeenCalled();
	});
});

describe('Check connection of a set-up', () => {
	it('tries what is typed, and shows the five steps', async () => {
		const { desk, user } = openSetUp();
		await fillFacility(user);
		await user.click(button('Check connection'));
		expect(await screen.findByText('ABDM can be reached.')).toBeTruthy();
		expect(within(document.querySelector('form')!).getAllByRole('listitem')).toHaveLength(5);
		expect(desk.inputsOf('checkFacility')).toMatchObject([
			{ clientId: 'SBX_000001', clientSecret },
		]);
		expect(desk.inputsOf('setUp')).toEqual([]);
	});

	it('checks once for two quick presses', async () => {
		const { desk, user } = openSetUp(setUpOptions, (fake) => fake.hold('checkFacility'));
		await user.dblClick(button('Check connection'));
		expect(desk.inputsOf('checkFacility')).toHaveLength(1);
	});

	it('warns of going on without a check, and lets one go on', async () => {
		const { user } = openSetUp();
		await fillFacility(user);
		const caution = 'The connection is not checked as it stands here.';
		expect(screen.getByText(new RegExp(caution))).toBeTruthy();
		expect(button('Continue').getAttribute('aria-describedby')).toBe(
			screen.getByText(new RegExp(caution)).id,
		);
		await user.click(button('Continue'));
		expect(step()).toBe('Protection');
	});

	it('warns after a check that failed, and lets one go on', async () => {
		const { user } = openSetUp(setUpOptions, (fake) => {
			fake.answer('checkFacility', {
				steps: connected.steps.map((each) => ({
					...each,
					result: each.step === 'dns' ? 'failed' : 'not-tried',
				})),
			});
		});
		await fillFacility(user);
		await user.click(button('Check connection'));
		expect(await screen.findByText(/The check did not pass/)).toBeTruthy();
		await user.click(button('Continue'));
		expect(step()).toBe('Protection');
	});

	it('warns of nothing once it has passed, until something of it changes', async () => {
		const { user } = openSetUp();
		await fillFacility(user);
		await user.click(button('Check connection'));
		await screen.findByText('ABDM can be reached.');
		expect(screen.queryByText(/You can go on all the same/)).toBeNull();
		await user.type(field('Client secret'), 'x');
		expect(screen.queryByText('ABDM can be reached.')).toBeNull();
		expect(screen.getByText(/is not checked as it stands here/)).toBeTruthy();
	});

	it('puts what main refuses beside its field, not below the button', async () => {
		const { user } = openSetUp(setUpOptions, (fake) => {
			const problem = { field: 'clientId', problem: 'missing' } as const;
			fake.fail('checkFacility', { code: 'invalid-input', problem });
		});
		await user.click(button('Check connection'));
		expect(errorAt('Client ID')).toBe('Please type the client ID.');
		expect(screen.getAllByRole('alert')).toHaveLength(1);
		expect(document.activeElement).toBe(field('Client ID'));
	});
});

describe('Protection', () => {
	it('says which keyring keeps the key, and from what that does not protect', async () => {
		const { user } = openSetUp({ ...setUpOptions, keyring: 'windows' });
		await fillFacility(user);
		await user.click(button('Continue'));
		expect(screen.getByText(/Windows keeps the key .*DPAPI/)).toBeTruthy();
		expect(screen.getByText(/Other programs of the same user\./)).toBeTruthy();
		expect(screen.queryByRole('radio')).toBeNull();
		expect(screen.queryByRole('textbox')).toBeNull();
	});

	it('recommends a passphrase where there is no keyring, and takes none that is too short', async () => {
		const { user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.click(button('Continue'));
		expect(screen.getByRole<HTMLInputElement>('radio', { name: 'With a passphrase' }).checked).toBe(
			true,
		);
		await user.type(field('Passphrase'), 'too short{Enter}');
		expect(errorAt('Passphrase')).toBe('The passphrase needs at least 10 characters.');
		expect(step()).toBe('Protection');
	});

	it('keeps the credentials for this run only when that is chosen', async () => {
		const { desk, user } = openSetUp(noKeyring);
		await fillFacility(user);
		await user.click(button('Continue'));
		await user.click(screen.getByRole('radio', { name: 'Keep for this run only' }));
		await user.click(button('Continue'));
		await user.type(field('PIN'), pin);
		await user.type(field('PIN again'), `${pin}{Enter}`);
		expect(desk.inputsOf('setUp')).toMatchObject([{ protection: { method: 'memory' } }]);
	});

	it('does not ask again for the passphrase of a vault that stands', async () => {
		const { user } = openSetUp({ ...noKeyring, protection: { method: 'passphrase' } });
		await fillFacility(user);
		await user.click(button('Continue'));
		expect(screen.getByText(/with the passphrase that was chosen for this desk/)).toBeTruthy();
		await user.click(button('Continue'));
		expect(step()).toBe('Administrator PIN');
	});

	it('offers the choice when the keyring has gone meanwhile', async () => {
		const { desk, user } = openSetUp(setUpOptions, (fake) => {
			fake.fail('setUp', { code: 'keyring-not-strong' });
		});
		await toPin(user);
		await user.click(button('Save and open the desk'));
		expect((await screen.findByRole('alert')).textContent).toContain('no keyring that protects');
		expect(step()).toBe('Protection');
		desk.answer('setUp', ready(clinicDesk));
		await user.click(screen.getByRole('radio', { name: 'Keep for this run only' }));
		await user.click(button('Continue'));
		await user.click(button('Save and open the desk'));
		expect(desk.inputsOf('setUp')[1]).toMatchObject({ protection: { method: 'memory' } });
	});
});
