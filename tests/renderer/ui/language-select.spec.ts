import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { languages } from '../../../preload/contract/kiosk.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import LanguageSelect from '../../../renderer/ui/LanguageSelect.svelte';

afterEach(async () => {
	vi.restoreAllMocks();
	await language.choose('en');
});

function select(): HTMLSelectElement {
	return screen.getByRole('combobox', { name: 'Language' });
}

describe('The choice of a language', () => {
	it('offers each language in its own script, and says so to a screen reader', () => {
		render(LanguageSelect, { label: 'Language' });
		const options = screen.getAllByRole<HTMLOptionElement>('option');
		expect(options.map(({ value, lang }) => [value, lang])).toEqual(
			languages.map((code) => [code, code]),
		);
		expect(options.map(({ textContent }) => textContent.trim())).toEqual(
			languages.map((code) => languageFacts[code].ownName),
		);
	});

	it('changes the language', async () => {
		render(LanguageSelect, { label: 'Language' });
		await userEvent.selectOptions(select(), 'தமிழ்');
		await vi.waitFor(() => {
			expect(language.code).toBe('ta');
		});
		expect(select().value).toBe('ta');
	});

	it('shows a language that was chosen elsewhere', async () => {
		render(LanguageSelect, { label: 'Language' });
		await language.choose('gu');
		await tick();
		expect(select().value).toBe('gu');
	});

	it('goes back to the language that is spoken when one cannot be loaded', async () => {
		vi.spyOn(languageFacts.kn, 'load').mockRejectedValue(new Error('no such chunk'));
		const refused = new Promise((resolve) => {
			process.once('unhandledRejection', resolve);
		});
		render(LanguageSelect, { label: 'Language' });
		await userEvent.selectOptions(select(), 'kn');
		await refused;
		expect(select().value).toBe('en');
	});
});
