import diagnostics from '../../../renderer/i18n/messages/diagnostics/en.json' with { type: 'json' };
import staff from '../../../renderer/i18n/messages/staff/en.json' with { type: 'json' };
import type { Catalog } from '../../../renderer/i18n/texts.ts';

const accented = new Map(
	['aá', 'eë', 'ií', 'oö', 'uü', 'AÁ', 'EË', 'OÖ', 'nñ', 'cç'].map(([plain, accent]) => [
		plain,
		accent,
	]),
);

/** A text as no language has it: in ⟦brackets⟧, accented, and 40 % longer. Placeholders stay. */
export function pseudoText(text: string): string {
	const letters = text
		.split(/(\{\{\w+\}\})/)
		.map((part) =>
			part.startsWith('{{') ? part : part.replace(/\w/g, (one) => accented.get(one) ?? one),
		)
		.join('');
	return `⟦${letters}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

/** A language for tests: what is not in brackets on the screen was not taken from a catalog. */
export function pseudoCatalog(catalog: Catalog): Catalog {
	return Object.fromEntries(
		Object.entries(catalog).map(([key, text]) => [key, pseudoText(text)]),
	) as Catalog;
}

const spokenAttributes = ['aria-label', 'alt', 'title', 'placeholder', 'aria-description'];
/** English on purpose: they stand in catalogs of their own. */
const staffTexts = new Set<string>([...Object.values(staff), ...Object.values(diagnostics)]);

/** What a person reads or hears under `root` and no catalog has, apart from `invented`. */
export function strayTexts(root: Element, invented: readonly string[]): string[] {
	return shownTexts(root)
		.filter((text) => !staffTexts.has(text))
		.map((text) =>
			invented.reduce((rest, known) => rest.replaceAll(known, ''), withoutBrackets(text)),
		)
		.filter((rest) => /\p{L}/u.test(rest));
}

function shownTexts(root: Element): string[] {
	const texts: string[] = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent ?? '');
	for (const element of root.querySelectorAll('*')) {
		for (const name of spokenAttributes) texts.push(element.getAttribute(name) ?? '');
	}
	return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** From the inside outwards: a text stands in another as its value. */
function withoutBrackets(text: string): string {
	const rest = text.replace(/⟦[^⟦⟧]*⟧/gu, '');
	return rest === text ? text : withoutBrackets(rest);
}
