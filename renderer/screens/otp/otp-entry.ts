import type { Edit } from '../../ui/edit.ts';

/** Drops the spaces and hyphens that an OTP is pasted with; all else is left for main to judge. */
export function dropSeparators(edit: Edit): Edit {
	return { ...edit, text: bare(edit.text), caret: bare(edit.text.slice(0, edit.caret)).length };
}

function bare(text: string): string {
	return text.replace(/[\s\p{Dash_Punctuation}]/gu, '');
}
