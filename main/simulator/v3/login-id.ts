/** What `loginId` may be once it is decrypted (abdm-api.md 2.3). */

/** The dashes are part of it: 14 bare digits are refused. */
export const abhaNumberPattern = /^\d{2}-\d{4}-\d{4}-\d{4}$/;

export const abhaAddressPattern = /^[a-z0-9]+(?:[._][a-z0-9]+){0,2}@sbx$/i;

/** Ten digits, sent with or without +91 or 0 before them. */
export function mobileOf(sent: string | undefined): string | undefined {
	return /^(?:\+91|0)?([1-9]\d{9})$/.exec(sent ?? '')?.[1];
}

/** Twelve digits that UIDAI could have given out, by their first digit and their check digit. */
export function aadhaarOf(sent: string | undefined): string | undefined {
	return sent !== undefined && /^[2-9]\d{11}$/.test(sent) && passesVerhoeff(sent)
		? sent
		: undefined;
}

/** Verhoeff's check: the digits walk through the symmetries of a pentagon and must end at rest. */
function passesVerhoeff(digits: string): boolean {
	const reversed = Array.from(digits, Number).reverse();
	let turned = 0;
	for (const [place, digit] of reversed.entries()) {
		let moved = digit;
		for (let step = 0; step < place % 8; step += 1) moved = nextPlace[moved] ?? 0;
		turned = compose(turned, moved);
	}
	return turned === 0;
}

const nextPlace = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The group D5: 0 to 4 turn, 5 to 9 also flip. */
function compose(first: number, second: number): number {
	if (first < 5) return second < 5 ? (first + second) % 5 : ((first + second) % 5) + 5;
	return second < 5 ? ((first - second) % 5) + 5 : (first - second + 5) % 5;
}
