import { fireEvent, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../../preload/contract/desk.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { languageChoices, languageFacts } from '../../../renderer/i18n/languages.ts';
import { englishCatalog } from '../../../renderer/i18n/texts.ts';
import type { FakeDesk } from '../fake-desk.ts';
import { clinicDesk, connected, details, ready, trainingDesk } from '../fake-desk.ts';
import { kioskDesk, openKiosk } from '../kiosk/open-kiosk.ts';
import { button, findPatient, heading, openDesk, queryField, verifyOtp } from '../open-desk.ts';
import { wrongVoices } from './language-of-parts.ts';
import { pseudoCatalog } from './pseudo-locale.ts';

// WCAG 3.1.2: what only the staff reads is English, and a screen reader that speaks Hindi has to know.

beforeEach(() => {
	vi.spyOn(languageFacts.hi, 'load').mockResolvedValue(pseudoCatalog(englishCatalog));
});

afterEach(async () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	await language.choose('en');
});

/** What comes from no catalog, longest first. */
const invented = [
	...languageChoices.map(({ ownName }) => ownName),
	'deepak.pant@sbx',
	'deepak@example.org',
	'Deepak Pant',
	'Uttar Pradesh',
	'Varanasi',
	// A date is Intl's, in the language that the pseudo-locale stands in for.
	'मई',
	'Asha Clinic',
	'incident-7',
	'HIS-1008',
	'12 Invented Lane',
	...trainingDesk.practicePatients.map(({ query }) => query),
];

async function misread(): Promise<string[]> {
	await language.choose('hi');
	await tick();
	return wrongVoices(document.body, 'hi', invented);
}

function openClinic(desk: Partial<Desk>, prepare: (fake: FakeDesk) => void = () => undefined) {
	return openDesk((fake) => {
		fake.answer('getSituation', ready({ ...clinicDesk, ...desk }));
		prepare(fake);
	});
}

describe('English words on a page of another language are marked as English:', () => {
	it('training, and the card of the first run', async () => {
		await openDesk((desk) => {
			desk.answer('getSituation', ready({ ...trainingDesk, isFirstRun: true }));
		});
		expect(await misread()).toEqual([]);
		expect(
			screen
				.getByText(/^TRAINING –/)
				.closest('[lang]')
				?.getAttribute('dir'),
		).toBe('ltr');
	});

	it('a switch of the generation that is refused', async () => {
		const { user } = await openDesk((desk) => {
			desk.fail('setTrainingGeneration', { code: 'internal', incident: 'incident-7' });
		});
		await user.click(screen.getByRole('radio', { name: 'V1/V2' }));
		await screen.findByRole('alert');
		expect(await misread()).toEqual([]);
	});

	it('Settings and Check connection, whose clock is off', async () => {
		const { user } = await openClinic({}, (desk) => {
			desk.answer('checkConnection', {
				steps: connected.steps.map((step) =>
					step.step === 'clock' ? { ...step, clockAheadSeconds: 90 } : step,
				),
			});
		});
		await user.click(button('Check connection'));
		await screen.findByText('ABDM can be reached.');
		expect(await misread()).toEqual([]);
	});

	it('Check connection that fails', async () => {
		const { user } = await openClinic({}, (desk) => {
			desk.answer('checkConnection', {
				steps: connected.steps.map((step) =>
					step.step === 'session'
						? {
								...step,
								result: 'failed',
								failure: { code: 'clock-wrong', aheadSeconds: 600, details },
							}
						: step,
				),
			});
		});
		await user.click(button('Check connection'));
		await screen.findByText(/^Failed:/);
		expect(await misread()).toEqual([]);
	});

	it('the details of a failure, which is told in the language of the page', async () => {
		const { user } = await openClinic({}, (desk) => {
			desk.fail('findPatient', { code: 'abdm-timeout', details });
		});
		await user.type(queryField(), 'deepak.pant{Enter}');
		await screen.findByRole('alert');
		await user.click(button('Copy details'));
		expect(await misread()).toEqual([]);
		expect(screen.getByRole('alert').closest('[lang]')?.getAttribute('lang')).toBe('hi');
	});

	it('a card that could not be saved', async () => {
		const { user } = await openClinic({}, (desk) => {
			desk.fail('saveCard', { code: 'card-not-saved' });
		});
		await verifyOtp(user);
		await user.click(button('Show ABHA card'));
		await user.click(await screen.findByRole('button', { name: 'Save card…' }));
		await screen.findByRole('alert');
		expect(await misread()).toEqual([]);
	});

	it('what the desk has to say before its patients', async () => {
		const { desk } = await openClinic({
			warnings: ['settings-damaged', 'activity-log-not-writing'],
			protection: { method: 'memory' },
			provisionRefused: { code: 'sealed-file-refused', reason: 'expired' },
		});
		desk.emit('gatewayChanged', { state: 'paused', nextTryInSeconds: 30 });
		expect(await misread()).toEqual([]);
	});

	it('a provisioning file that waits, after a wrong PIN', async () => {
		const { user } = await openClinic(
			{
				provision: {
					kind: 'sealed',
					facilityName: 'Asha Clinic',
					environment: 'sandbox',
					generation: 'v3',
					signer: '1234',
					isSignerKnown: false,
					needsPin: true,
				},
			},
			(desk) => {
				desk.fail('acceptProvision', { code: 'wrong-pin', waitSeconds: 90 });
			},
		);
		await user.click(button('Use this file'));
		await screen.findByText(/^Too many|did not match/);
		expect(await misread()).toEqual([]);
	});

	it("the kiosk's staff panel, after a wrong PIN, in training", async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
		openKiosk(
			(desk) => {
				desk.fail('leaveKiosk', { code: 'wrong-pin', waitSeconds: 90 });
			},
			{ ...kioskDesk, environment: 'training' },
		);
		await fireEvent.pointerDown(button('For staff: press and hold'), { isPrimary: true });
		await vi.advanceTimersByTimeAsync(3000);
		await fireEvent.keyDown(window, { key: '1' });
		await fireEvent.click(button('Open as a desk'));
		await vi.advanceTimersByTimeAsync(1100);
		expect(screen.getByText(/^The next try is possible in 1:/)).toBeTruthy();
		expect(await misread()).toEqual([]);
	});
});

describe('What only administrators read', () => {
	it.each([
		['the PIN and Settings', clinicDesk, 'Settings', 'Administrator PIN'],
		['the set-up', trainingDesk, 'Set up', 'Set up this desk'],
	])('makes the whole page English: %s', async (_what, desk, action, title) => {
		const { user } = await openDesk((fake) => {
			fake.answer('getSituation', ready(desk));
		});
		await language.choose('ur');
		await user.click(screen.getByRole('button', { name: new RegExp(action) }));
		await heading(title);
		expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['en', 'ltr']);
		expect(wrongVoices(document.body, 'hi', invented)).toEqual([]);
	});
});

describe('The search for words in the wrong voice', () => {
	it('finds English outside of English, and the page’s words within it', async () => {
		await openDesk();
		await language.choose('hi');
		document.body.innerHTML =
			'<p>Close</p><p lang="en">Close</p><b>⟦Clöse⟧</b><i lang="en">⟦Clöse⟧</i><u lang="en" title="⟦x⟧"></u>';
		expect(wrongVoices(document.body, 'hi', [])).toEqual(['Close', '⟦Clöse⟧', '⟦x⟧']);
	});

	it('sees a screen at all', async () => {
		const { user } = await openDesk();
		await findPatient(user);
		expect(wrongVoices(document.body, 'hi', []).length).toBeGreaterThan(5);
	});
});
