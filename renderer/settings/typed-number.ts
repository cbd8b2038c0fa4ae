/** 0 for what is no number: main then has a sentence for it. */
export function typedNumber(text: string): number {
	const number = Number(text);
	return Number.isFinite(number) ? number : 0;
}
