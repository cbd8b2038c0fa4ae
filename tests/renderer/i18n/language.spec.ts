import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import { type Catalog, englishCatalog } from '../../../renderer/i18n/texts.ts';
import { t } from '../../../renderer/i18n/words.ts';
import { findPatient, heading, openDesk, otpField, queryField, sendOtp } from '../open-desk.ts';

afterEach(async () => {
	vi.restoreAllMocks();
	await language.choose('en');
});

/** A file that arrives, or does not, when the test says so. */
function slowly(code: 'hi' | 'ta'): { arrive: () => void; fail: () => void } {
	const { promise, resolve, reject } = deferred<Catalog>();
	vi.spyOn(languageFacts[code], 'load').mockReturnValue(promise);
	return {
		arrive: () => {
			resolve({ ...englishCatalog, 'action.find': code });
		},
		fail: () => {
			reject(new Error('no such chunk'));
		},
	};
}

function deferred<Value>() {
	let resolve: (value: Value) => void = () => undefined;
	let reject: (error: Error) => void = () => undefined;
	const promise = new Promise<Value>((done, failed) => {
		resolve = done;
		reject = failed;
	});
	return { promise, resolve, reject };
}

describe('a language that is chosen', () => {
	it('changes the words that stand on the screen', async () => {
		const { user } = await openDesk();
		await findPatient(user);
		await language.choose('hi');
		await tick();
		expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('मरीज़ मिल गए');
		expect(screen.queryByText('Patient found')).toBeNull();
	});

	it('changes a failure that stands on the screen', async () => {
		const problem = { field: 'query', problem: 'missing' } as const;
		const { user } = await openDesk((desk) => {
			desk.fail('findPatient', { code: 'invalid-input', problem });
		});
		await user.type(queryField(), 'x{Enter}');
		await screen.findByText('Enter an ABHA number or ABHA address.');
		await language.choose('mr');
		await tick();
		expect(screen.queryByText('Enter an ABHA number or ABHA address.')).toBeNull();
		expect(screen.getByText(t('input.query.missing'))).toBeTruthy();
	});

	it('leaves the step, what is typed and the focus as they are', async () => {
		const { user } = await openDesk();
		await sendOtp(user);
		await user.type(otpField(), '0123');
		const field = document.activeElement;
		await language.choose('ur');
		await tick();
		expect(document.activeElement).toBe(field);
		expect((field as HTMLInputElement).value).toBe('0123');
		await language.choose('en');
		await heading('Enter OTP');
	});

	it('is the language of the page', async () => {
		await language.choose('ur');
		expect([language.code, language.dir, language.locale]).toEqual([
			'ur',
			'rtl',
			'ur-IN-u-nu-latn',
		]);
		expect(document.documentElement).toMatchObject({ lang: 'ur', dir: 'rtl' });
		await language.choose('en');
		expect(document.documentElement).toMatchObject({ lang: 'en', dir: 'ltr' });
	});
});

describe('two languages that are chosen at once', () => {
	it('end in the one that was chosen last, though it came first', async () => {
		const [hindi, tamil] = [slowly('hi'), slowly('ta')];
		const both = [language.choose('hi'), language.choose('ta')];
		tamil.arrive();
		await both[1];
		hindi.arrive();
		await both[0];
		expect([language.code, t('action.find')]).toEqual(['ta', 'ta']);
		expect(document.documentElement.lang).toBe('ta');
	});

	it('end in English if that was chosen while the other was loading', async () => {
		const hindi = slowly('hi');
		const first = language.choose('hi');
		await language.choose('en');
		hindi.arrive();
		await first;
		expect([language.code, t('action.find')]).toEqual(['en', 'Find patient']);
	});
});

describe('a language that cannot be loaded', () => {
	it('leaves the one that is spoken', async () => {
		await language.choose('ur');
		const hindi = slowly('hi');
		hindi.fail();
		await expect(language.choose('hi')).rejects.toThrow('no such chunk');
		expect([language.code, document.documentElement.lang]).toEqual(['ur', 'ur']);
		expect(document.documentElement.dir).toBe('rtl');
	});

	it('can be chosen again', async () => {
		slowly('hi').fail();
		await expect(language.choose('hi')).rejects.toThrow();
		vi.restoreAllMocks();
		await language.choose('hi');
		expect(language.code).toBe('hi');
	});
});
