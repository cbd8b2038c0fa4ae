const spokenAttributes = ['aria-label', 'alt', 'title', 'placeholder', 'aria-description'];

/**
 * What a screen reader would say with the wrong voice, on a page in the pseudo-language of
 * `pseudo-locale.ts`: words without its brackets that are not marked as English, and the reverse.
 */
export function wrongVoices(root: Element, page: string, invented: readonly string[]): string[] {
	return texts(root)
		.filter(({ text, voice }) => {
			const isPseudo = text.includes('⟦');
			const isEnglish = !isPseudo && /\p{L}/u.test(without(text, invented));
			return (isPseudo && voice !== page) || (isEnglish && voice !== 'en');
		})
		.map(({ text }) => text);
}

function without(text: string, invented: readonly string[]): string {
	return invented.reduce((rest, known) => rest.replaceAll(known, ''), text);
}

function texts(root: Element): { text: string; voice: string | null }[] {
	const found: { text: string; voice: string | null }[] = [];
	const say = (text: string | null, by: Element) => {
		const voice = by.closest('[lang]')?.getAttribute('lang') ?? null;
		if (text !== null && text.trim() !== '') found.push({ text: text.trim(), voice });
	};
	for (const element of root.querySelectorAll('*')) {
		for (const node of element.childNodes) {
			if (node.nodeType === Node.TEXT_NODE) say(node.textContent, element);
		}
		for (const name of spokenAttributes) say(element.getAttribute(name), element);
	}
	return found;
}
