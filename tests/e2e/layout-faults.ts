import type { Page } from 'playwright/test';

/**
 * What is laid out wrongly on the screen that stands there: text wider than its box, a page that has to
 * be scrolled sideways, a word that is broken in the middle because its box is too narrow. Each with
 * the text that it is about; none: `[]`.
 */
export function layoutFaults(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter(
			(element) =>
				element.checkVisibility({ checkVisibilityCSS: true }) &&
				element.closest('.spoken, svg') === null,
		);
		const nameOf = (element: HTMLElement) =>
			`${element.localName} "${element.textContent.trim().slice(0, 60)}"`;
		const faults: string[] = [];
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth > clientWidth) {
			faults.push(`page: ${String(scrollWidth - clientWidth)} px too wide`);
		}
		for (const element of shown) {
			// Only where text stands: around it, margins below zero are meant. Of inline boxes both are 0.
			const hasText = [...element.childNodes].some(
				({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
			);
			if (hasText && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
				faults.push(`too wide: ${nameOf(element)}`);
			}
		}
		const range = document.createRange();
		for (const element of shown) {
			for (const node of element.childNodes) {
				if (node.nodeType !== Node.TEXT_NODE) continue;
				const text = node.textContent ?? '';
				// As lines are broken: after a space or a hyphen.
				for (const { index, 0: word } of text.matchAll(/[^\s-]+/gu)) {
					range.setStart(node, index);
					range.setEnd(node, index + word.length);
					const tops = [...range.getClientRects()].map(({ top }) => top);
					const fallsBy = Math.max(...tops) - Math.min(...tops);
					if (fallsBy > 8) faults.push(`broken: ${word} in ${nameOf(element)}`);
				}
			}
		}
		return faults;
	});
}
