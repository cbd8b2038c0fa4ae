/** India has one time zone and no summer time: a day at the desk is a day there. */
const indiaAheadMs = 5.5 * 3_600_000;

/** A clock may be years off. What it says must still make a name of four, two and two digits. */
const latestMs = Date.UTC(9999, 11, 30);

/** ISO 8601 in UTC of what the wall clock says. */
export function timeOf(wallMs: number): string {
	return new Date(Math.min(Math.max(wallMs, 0), latestMs)).toISOString();
}

/** `YYYY-MM-DD` in India of a time that `timeOf` made; `null`: it is none. */
export function dayOf(at: string): string | null {
	const wallMs = Date.parse(at);
	if (!(wallMs >= 0 && wallMs <= latestMs)) return null;
	return new Date(wallMs + indiaAheadMs).toISOString().slice(0, 10);
}

/** `YYYY-MM` in India. */
export function monthOf(wallMs: number): string {
	return (dayOf(timeOf(wallMs)) ?? '').slice(0, 7);
}

export function monthAfter(month: string): string {
	const monthIndex = Number(month.slice(5)) % 12;
	const year = Number(month.slice(0, 4)) + (monthIndex === 0 ? 1 : 0);
	return `${String(year).padStart(4, '0')}-${String(monthIndex + 1).padStart(2, '0')}`;
}

/** How many months the second is later than the first. */
export function monthsBetween(earlier: string, later: string): number {
	const months = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
	return months(later) - months(earlier);
}
