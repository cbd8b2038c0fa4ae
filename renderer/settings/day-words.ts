/** The day of an ISO 8601 time in this PC's zone: `23 November 2026`. */
export function dayWords(iso: string): string {
	const time = new Date(iso);
	// A date that cannot be read must not take the way to Settings with it.
	if (Number.isNaN(time.getTime())) return iso;
	return new Intl.DateTimeFormat('en-IN', { dateStyle: 'long' }).format(time);
}
