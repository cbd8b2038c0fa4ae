/** What a text field holds right after a keystroke or a paste. */
export interface Edit {
	text: string;
	caret: number;
	/** The keystroke was Delete, so the text to the right of the caret is what it is about. */
	deletesForward: boolean;
}

/** Tidies a text while it is typed. Must keep what it does not understand. */
export type Tidy = (edit: Edit) => Edit;

/** Tidies the text of a field after an `input` event, caret included, and returns it. */
export function tidyInput(input: HTMLInputElement, event: Event, tidy: Tidy): string {
	const typing = event instanceof InputEvent ? event : null;
	// A text under composition belongs to the input method; it comes again when it is settled.
	if (typing?.isComposing === true) return input.value;

	const tidied = tidy({
		text: input.value,
		caret: input.selectionStart ?? input.value.length,
		deletesForward: typing?.inputType === 'deleteContentForward',
	});
	// Setting the same value again would still move the caret.
	if (tidied.text !== input.value) {
		input.value = tidied.text;
		input.setSelectionRange(tidied.caret, tidied.caret);
	}
	return tidied.text;
}

/** For a field whose text main judges just as it was typed. */
export function asTyped(edit: Edit): Edit {
	return edit;
}
