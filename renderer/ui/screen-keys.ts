import type { Attachment } from 'svelte/attachments';

/** What a key on the screen does to a field. */
export type ScreenKey = { text: string } | 'delete' | 'clear';

/**
 * Presses a key on the one text field inside `area`: at the caret, as a keyboard would, so that the
 * field tidies it as it tidies typing. The focus stays where it is.
 */
export function pressKey(area: HTMLElement, key: ScreenKey): void {
	const input = area.querySelector('input');
	if (input === null) return;
	if (key === 'clear') input.select();
	const end = input.selectionEnd ?? input.value.length;
	let start = input.selectionStart ?? end;
	if (key === 'delete' && start === end) {
		// A hyphen in front of the caret comes from the formatting, and would come back at once.
		while (start > 0 && input.value[start - 1] === '-') start -= 1;
		start = Math.max(0, start - 1);
	}
	const text = typeof key === 'string' ? '' : key.text;
	input.setRangeText(text, start, end, 'end');
	input.dispatchEvent(
		new InputEvent('input', {
			bubbles: true,
			inputType: text === '' ? 'deleteContentBackward' : 'insertText',
		}),
	);
}

/** Keeps the system's own keyboard away from the fields inside: ours would be under it. */
export const withoutSystemKeyboard: Attachment<HTMLElement> = (area) => {
	for (const input of area.querySelectorAll('input')) input.inputMode = 'none';
};

/** For keys: a press leaves the focus, and the caret, in the field. */
export function keepFocus(event: MouseEvent): void {
	event.preventDefault();
}
