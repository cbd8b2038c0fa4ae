/** A size of a file as people read it: `84.3 MB`. */
export function sizeWords(bytes: number): string {
	const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
	const amount = bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000);
	const style = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat('en-IN', style).format(amount);
}
