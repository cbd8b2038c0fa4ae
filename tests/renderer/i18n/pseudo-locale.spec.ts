import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../../preload/contract/visit.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import { englishCatalog } from '../../../renderer/i18n/texts.ts';
import { details } from '../fake-desk.ts';
import {
	button,
	findPatient,
	heading,
	openDesk,
	otpField,
	queryField,
	sendOtp,
	sendOtpToMobile,
	verifyOtp,
} from '../open-desk.ts';
import { pseudoCatalog, pseudoText, strayTexts } from './pseudo-locale.ts';

afterEach(async () => {
	vi.restoreAllMocks();
	await language.choose('en');
});

describe('a pseudo-text', () => {
	it('keeps the placeholders, and is at least 40 % longer', () => {
		const text = 'OTP sent to {{mobile}}';
		expect(pseudoText(text)).toMatch(/^⟦.*\{\{mobile\}\}~+⟧$/);
		expect(pseudoText(text).length).toBeGreaterThanOrEqual(text.length * 1.4);
	});
});

/** What the invented patient and the fake ABDM bring with them, longest first. */
const invented = [
	'deepak.pant@sbx',
	'deepak@example.org',
	'Deepak Pant',
	'12 Invented Lane',
	'Uttar Pradesh',
	'Varanasi',
	'HIS-1008',
	'incident-7',
	'DP',
	// As printed on the key.
	'F1',
	// A date is Intl's, in the language that the pseudo-locale stands in for.
	'मई',
];

const accounts: Account[] = (['active', 'deactivated', 'unknown'] as const).map(
	(status, index) => ({
		name: index === 0 ? 'Deepak Pant' : null,
		abhaNumber: `43-4221-5105-674${index}`,
		abhaAddress: index === 0 ? 'deepak.pant@sbx' : null,
		status,
		photo: null,
	}),
);

/** The stray texts of the screen that stands there, and that it is in pseudo-language at all. */
async function strays(): Promise<string[]> {
	vi.spyOn(languageFacts.hi, 'load').mockResolvedValue(pseudoCatalog(englishCatalog));
	await language.choose('hi');
	await tick();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^⟦.*⟧$/u);
	const main = screen.getByRole('main');
	return [...strayTexts(main, invented), ...strayTexts(document.head, invented)];
}

// A text that stood in the code would go on in English for who cannot read it.
describe('no text stands in the code of', () => {
	it('Find patient', async () => {
		await openDesk();
		expect(await strays()).toEqual([]);
	});

	it.each([['mobile'], ['aadhaar']] as const)('Find by %s number', async (kind) => {
		const { user } = await openDesk();
		await user.click(button(englishCatalog[`action.find-by.${kind}`]));
		expect(await strays()).toEqual([]);
	});

	it('Patient found', async () => {
		const { user } = await openDesk();
		await findPatient(user);
		expect(await strays()).toEqual([]);
	});

	it('Enter OTP', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		expect(await strays()).toEqual([]);
	});

	it('Choose account', async () => {
		const { user } = await openDesk((desk) => {
			desk.answer('verifyOtp', { next: 'choose-account', choice: { accounts } });
		});
		await sendOtpToMobile(user);
		await user.type(otpField(), '012345{Enter}');
		await heading('Choose account');
		expect(await strays()).toEqual([]);
	});

	it('Verified, with the profile', async () => {
		const { user } = await openDesk();
		await verifyOtp(user);
		await screen.findByText('Varanasi');
		expect(await strays()).toEqual([]);
	});

	it('the ABHA card', async () => {
		const { user } = await openDesk();
		await verifyOtp(user);
		await user.click(button('Show ABHA card'));
		await screen.findByRole('img', { name: /^ABHA card of/ });
		expect(await strays()).toEqual([]);
	});

	it('a failure', async () => {
		const { user } = await openDesk((desk) => {
			desk.fail('findPatient', { code: 'abha-not-found', details });
		});
		await user.type(queryField(), 'deepak.pant@sbx{Enter}');
		await screen.findByText(/^No ABHA found for/);
		expect(await strays()).toEqual([]);
	});

	it('a wait', async () => {
		const { user } = await openDesk((desk) => {
			desk.hold('findPatient');
		});
		await user.type(queryField(), 'deepak.pant@sbx{Enter}');
		await screen.findByText('Searching at ABDM…');
		expect(await strays()).toEqual([]);
	});
});

it('a text that stands in the code is found', () => {
	document.body.innerHTML = '<p>⟦Nämë ⟦x⟧⟧: <b title="Close">Deepak Pant, 4</b> years</p>';
	expect(strayTexts(document.body, ['Deepak Pant'])).toEqual(['years', 'Close']);
	document.body.replaceChildren();
});
