import type { Card } from '../../preload/contract/visit.ts';

/** How the bytes of each type begin. */
const beginnings: readonly (readonly [Card['contentType'], Buffer])[] = [
	['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
	['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
	['application/pdf', Buffer.from('%PDF-')],
];

/**
 * An SVG begins with its root element, after an XML declaration, comments or a doctype. A comment
 * ends at its first `-->` and nowhere else, or many of them could be read in too many ways to try.
 */
const svgBeginning =
	/^\uFEFF?(?:\s|<\?xml[^>]*\?>|<!--(?:(?!-->)[^])*-->|<!DOCTYPE\s+svg[^>]*>)*<svg[\s>]/i;

/** What the bytes are by their first few alone, which no SVG can be told by. */
export function sniffMagic(bytes: Buffer): Card['contentType'] | null {
	const known = beginnings.find(([, start]) => bytes.subarray(0, start.length).equals(start));
	return known === undefined ? null : known[0];
}

/** What the bytes are, whatever anybody says they are; `null` when they are none of the four. */
export function sniffContentType(bytes: Buffer): Card['contentType'] | null {
	const known = sniffMagic(bytes);
	if (known !== null) return known;
	return svgBeginning.test(bytes.subarray(0, 2048).toString('utf8')) ? 'image/svg+xml' : null;
}

/** Headers that say nothing of what the bytes are. */
const undecided = new Set(['', '*/*', 'application/octet-stream']);

/**
 * Reads the answer of the card call: ABDM's own bytes, untouched. Throws when the bytes are no card,
 * or not what the header says: a page of an error must not be shown, printed or saved as a card.
 */
export function readCard(bytes: Buffer, contentTypeHeader: string): Card {
	const contentType = sniffContentType(bytes);
	const said = (contentTypeHeader.split(';')[0] ?? '').trim().toLowerCase();
	const agreed = undecided.has(said) || said.replace('image/jpg', 'image/jpeg') === contentType;
	if (contentType === null || !agreed) throw new TypeError('Not a card, or not the card it says');
	// A copy of its own: a view into a larger buffer would cross the border whole.
	return { contentType, bytes: new Uint8Array(bytes) };
}
