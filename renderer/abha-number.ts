import type { Edit } from './ui/edit.ts';

/** How many digits an ABHA number has. */
const length = 14;

/** After how many digits of an ABHA number a hyphen stands: `NN-NNNN-NNNN-NNNN`. */
const groupEnds = [2, 6, 10];

/**
 * Groups an ABHA number while it is typed, with the caret behind the same digit as before.
 * Anything else that the field takes (an ABHA address, a scanner's JSON, digits of another
 * script, too many digits) stays exactly as it was typed: main is the judge of it.
 */
export function formatAbhaNumber(edit: Edit): Edit {
	// An ABHA address may begin with digits (`43422151056749@sbx`), which were grouped until its
	// first letter came. It never holds a hyphen, so those in it are ours.
	if (/^\d{2}-\d[\d-]*[A-Za-z._@][\w.@-]*$/.test(edit.text)) return withoutHyphens(edit);
	if (!/^[\d -]+$/.test(edit.text)) return edit;

	const digits = digitsOf(edit.text);
	if (digits.length === 0 || digits.length > length) return edit;
	const before = digitsOf(edit.text.slice(0, edit.caret)).length;
	// Delete in front of a hyphen must step over it, or the same key would do nothing for ever.
	const stepOver = edit.deletesForward && before < digits.length;
	const hyphens = groupEnds.filter((end) => (stepOver ? end <= before : end < before)).length;
	return { ...edit, text: grouped(digits), caret: before + hyphens };
}

/** Whether this looks like an ABHA number with a slip in it: a reason for a hint, never to refuse. */
export function looksMistyped(text: string): boolean {
	if (!/^[\d -]+$/.test(text)) return false;
	const digits = digitsOf(text);
	return digits.length === length && !passesLuhn(digits);
}

function grouped(digits: string): string {
	const starts = [0, ...groupEnds];
	return starts
		.map((start, index) => digits.slice(start, groupEnds[index] ?? length))
		.filter((group) => group !== '')
		.join('-');
}

function withoutHyphens(edit: Edit): Edit {
	const before = edit.text.slice(0, edit.caret).replaceAll('-', '');
	return { ...edit, text: edit.text.replaceAll('-', ''), caret: before.length };
}

function passesLuhn(digits: string): boolean {
	let sum = 0;
	for (const [index, digit] of Array.from(digits).reverse().entries()) {
		const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
		sum += doubled > 9 ? doubled - 9 : doubled;
	}
	return sum % 10 === 0;
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}
