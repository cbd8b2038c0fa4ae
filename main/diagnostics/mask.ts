/** Enough of an id to compare it with another over the telephone, and never the whole. */
export function maskId(id: string): string {
	const shown = id.length >= 8 ? 2 : 0;
	return `${id.slice(0, shown)}…${id.slice(id.length - shown)}`;
}
