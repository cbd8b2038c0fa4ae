/** A keyboard before the page, and what a browser does with a key that nobody prevents. */

interface Held {
	repeat?: boolean;
	ctrlKey?: boolean;
	altKey?: boolean;
	code?: string;
}

/** Presses a key wherever the focus is. Returns whether the page let it through. */
export function press(key: string, held: Held = {}): boolean {
	const init = { key, code: `Key${key}`, bubbles: true, cancelable: true, composed: true, ...held };
	const focused = document.activeElement ?? document.body;
	if (!focused.dispatchEvent(new KeyboardEvent('keydown', init))) return false;
	const isChord = held.ctrlKey === true || held.altKey === true;
	return isChord || enter(key, focused, init);
}

/** A character that comes without a key, as from Alt codes and Unicode packets on Windows. */
export function pressKeyless(character: string): boolean {
	const init = { key: character, code: '', bubbles: true, cancelable: true, composed: true };
	return enter(character, document.activeElement ?? document.body, init);
}

function enter(key: string, focused: Element, init: KeyboardEventInit): boolean {
	const types = key === 'Enter' || Array.from(key).length === 1;
	if (types && !focused.dispatchEvent(new KeyboardEvent('keypress', init))) return false;
	if (key === 'Enter') {
		if (focused instanceof HTMLButtonElement) focused.click();
		if (focused instanceof HTMLInputElement) focused.form?.requestSubmit();
	} else if (types && focused instanceof HTMLInputElement) {
		const { selectionStart, selectionEnd } = focused;
		focused.setRangeText(key, selectionStart ?? 0, selectionEnd ?? 0, 'end');
		focused.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
	}
	return true;
}

/** The keys of a text: line breaks and tabs have names. */
export function keysOf(text: string): string[] {
	return Array.from(text, (character) => {
		if (character === '\n' || character === '\r') return 'Enter';
		return character === '\t' ? 'Tab' : character;
	});
}
