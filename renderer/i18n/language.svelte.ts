import type { Language } from '../../preload/contract/kiosk.ts';
import { languageFacts } from './languages.ts';
import { texts } from './texts.ts';

/** The language of the screens. It is never kept: the next person begins as the first did. */
class ChosenLanguage {
	#code: Language = $state('en');
	#choices = 0;

	get code(): Language {
		return this.#code;
	}

	get dir(): 'ltr' | 'rtl' {
		return languageFacts[this.#code].dir;
	}

	/** What `Intl` is asked for. */
	get locale(): string {
		return languageFacts[this.#code].locale;
	}

	/**
	 * Changes every text on the screen and nothing else. The last choice counts, however long each
	 * takes to load; if it cannot be loaded the language stays and the promise is refused.
	 */
	async choose(code: Language): Promise<void> {
		this.#choices += 1;
		const choice = this.#choices;
		const catalog = await languageFacts[code].load();
		if (choice !== this.#choices) return;
		// English is there from the start, together with the words of the staff.
		if (code !== 'en') texts.addResourceBundle(code, 'translation', catalog);
		this.#code = code;
		// For screen readers, hyphens, fonts and the direction of the page.
		document.documentElement.lang = code;
		document.documentElement.dir = this.dir;
	}
}

export const language = new ChosenLanguage();
