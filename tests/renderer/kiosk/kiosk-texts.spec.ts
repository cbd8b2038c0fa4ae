import { screen } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AbhaStatus, Account } from '../../../preload/contract/visit.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import { englishCatalog } from '../../../renderer/i18n/texts.ts';
import { deepak, details, type FakeDesk } from '../fake-desk.ts';
import { pseudoCatalog, strayTexts } from '../i18n/pseudo-locale.ts';
import { button, heading } from '../open-desk.ts';
import { agree, confirm, openKiosk, toOtp, toSlip } from './open-kiosk.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

const inactive = ['deactivated', 'blocked', 'locked', 'consent-pending', 'deleted'] as const;
const statuses: readonly AbhaStatus[] = ['active', 'unknown', ...inactive];

const accounts: Account[] = statuses.map((status, index) => ({
	name: index === 0 ? null : 'D***** P***',
	abhaNumber: '**-****-****-6749',
	abhaAddress: 'd***@sbx',
	status,
	photo: null,
}));

const choosing = (desk: FakeDesk) => {
	desk.answer('verifyOtp', { next: 'choose-account', choice: { accounts } });
};

async function toChoice(user: UserEvent): Promise<void> {
	await toOtp(user);
	await user.keyboard('012345{Enter}');
	await heading('Choose your ABHA');
}

interface Place {
	where: string;
	prepare?: (desk: FakeDesk) => void;
	go: (user: UserEvent) => Promise<unknown>;
}

/** Every screen of the kiosk that a person comes to. */
const places: readonly Place[] = [
	{ where: 'attract', go: () => heading('Register with your ABHA here') },
	{ where: 'language', go: (user) => user.click(button('Begin')) },
	{
		where: 'consent',
		go: async (user) => {
			await user.click(button('Begin'));
			await user.click(button('English'));
			await heading('Before you begin');
		},
	},
	{ where: 'identify by number', go: agree },
	...(['ABHA address', 'Mobile number', 'Scan the QR code'] as const).map((way) => ({
		where: `identify: ${way}`,
		go: async (user: UserEvent) => {
			await agree(user);
			await user.click(button(way));
		},
	})),
	{
		where: 'nothing typed',
		prepare: (desk) => {
			desk.fail('findPatient', {
				code: 'invalid-input',
				problem: { field: 'query', problem: 'missing' },
			});
		},
		go: async (user) => {
			await agree(user);
			await user.click(button('Continue'));
			await screen.findByRole('alert');
		},
	},
	{
		where: 'not found',
		prepare: (desk) => {
			desk.fail('findPatient', { code: 'abha-not-found', details });
		},
		go: async (user) => {
			await agree(user);
			await user.keyboard('43422151056749{Enter}');
			await screen.findByRole('alert');
		},
	},
	{
		where: 'a wait',
		prepare: (desk) => {
			desk.hold('findPatient');
		},
		go: async (user) => {
			await agree(user);
			await user.keyboard('43422151056749{Enter}');
			await screen.findByText('Searching at ABDM…');
		},
	},
	{ where: 'confirm', go: confirm },
	...inactive.map((status) => ({
		where: `confirm, ${status}`,
		prepare: (desk: FakeDesk) => {
			desk.answer('findPatient', { ...deepak, name: null, abhaNumber: null, status });
		},
		go: confirm,
	})),
	{
		where: 'confirm, no way to send an OTP',
		prepare: (desk) => {
			desk.answer('findPatient', { ...deepak, methods: [] });
		},
		go: confirm,
	},
	{ where: 'OTP', go: toOtp },
	{
		where: 'a wrong OTP',
		prepare: (desk) => {
			desk.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 2, details });
		},
		go: async (user) => {
			await toOtp(user);
			await user.keyboard('012345{Enter}');
			await screen.findByRole('alert');
		},
	},
	{ where: 'choose', prepare: choosing, go: toChoice },
	{
		where: 'choose, pressed too early',
		prepare: choosing,
		go: async (user) => {
			await toChoice(user);
			await user.click(button('Use this account'));
		},
	},
	{
		where: 'choose, none can be used',
		prepare: (desk) => {
			desk.answer('verifyOtp', {
				next: 'choose-account',
				choice: { accounts: accounts.slice(2) },
			});
		},
		go: toChoice,
	},
	{ where: 'verified', go: toSlip },
	{
		where: 'thanks',
		go: async (user) => {
			await toSlip(user);
			await user.click(button('Finish'));
			await heading('Thank you');
		},
	},
	{
		where: 'to the desk',
		go: async (user) => {
			await user.click(button('Begin'));
			await user.click(button('English'));
			await heading('Before you begin');
			await user.click(button('No, thank you'));
			await heading('Please go to the registration desk');
		},
	},
	{
		where: 'languages, later',
		go: async (user) => {
			await agree(user);
			await user.click(button('Language'));
		},
	},
];

/** What the invented facility and person bring with them, and what is the same in every language. */
const invented = [
	'Asha Clinic',
	'D***** P***',
	'Deepak Pant',
	'deepak.pant@sbx',
	'd***@sbx',
	'DP',
	...Object.values(languageFacts).map(({ ownName }) => ownName),
];

describe('the kiosk', () => {
	it.each(places)('has no text in the code: $where', async ({ prepare, go }) => {
		const { user } = openKiosk(prepare);
		await go(user);
		vi.spyOn(languageFacts.hi, 'load').mockResolvedValue(pseudoCatalog(englishCatalog));
		await language.choose('hi');
		await tick();
		expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^\s*⟦.*⟧\s*$/u);
		// One letter is a key of the keyboard.
		const strays = [...strayTexts(document.body, invented), ...strayTexts(document.head, invented)];
		expect(strays.filter((text) => !/^[a-z]$/.test(text))).toEqual([]);
	});

	// The words of the desk speak to a receptionist about a patient; here the patient reads them.
	it.each(places)(
		'never speaks of the person to somebody else: $where',
		async ({ prepare, go }) => {
			const { user } = openKiosk(prepare);
			await go(user);
			expect(document.body.textContent).not.toMatch(
				/patient|receptionist|administrator|this desk\b/i,
			);
		},
	);

	it('idle: has no text in the code, and speaks to the person', async () => {
		const { desk, user } = openKiosk();
		await toSlip(user);
		desk.emit('idleWarning', { secondsLeft: 30 });
		await screen.findByRole('alertdialog');
		expect(document.body.textContent).not.toMatch(/patient/i);
		vi.spyOn(languageFacts.hi, 'load').mockResolvedValue(pseudoCatalog(englishCatalog));
		await language.choose('hi');
		await tick();
		expect(strayTexts(document.body, invented)).toEqual([]);
	});

	it('names the keys that a screen reader would pass over', async () => {
		const { user } = openKiosk();
		await agree(user);
		await user.click(button('ABHA address'));
		await user.click(button('d'));
		await user.click(button('Dot'));
		await user.click(button('Underscore'));
		await user.click(button('At sign'));
		expect(screen.getByRole('textbox')).toHaveProperty('value', 'd._@');
	});

	it('tells each reason against an account to the person whose account it is', async () => {
		const { user } = openKiosk(choosing);
		await toChoice(user);
		expect(screen.getByText(/You can reactivate it in the ABHA app/)).toBeTruthy();
		expect(screen.getByText(/This ABHA waits for your consent/)).toBeTruthy();
	});
});
