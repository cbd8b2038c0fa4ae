/** @param {readonly number[]} values */
export function median(values) {
	return quantile(values, 0.5);
}

/**
 * The value below which this share of the others lies, between two of them if need be.
 *
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
	const sorted = values.toSorted((one, other) => one - other);
	const place = (sorted.length - 1) * share;
	const below = sorted[Math.floor(place)] ?? NaN;
	const above = sorted[Math.ceil(place)] ?? NaN;
	return below + (above - below) * (place - Math.floor(place));
}

/**
 * A straight line through points, by least squares, and how sure its slope is.
 *
 * @param {readonly { x: number, y: number }[]} points at least three
 * @returns {{ slope: number, standardError: number }} the error of the slope
 */
export function fitLine(points) {
	const count = points.length;
	const meanX = points.reduce((sum, { x }) => sum + x, 0) / count;
	const meanY = points.reduce((sum, { y }) => sum + y, 0) / count;
	const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
	const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
	const residue = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
	return { slope, standardError: Math.sqrt(residue / (count - 2) / spread) };
}

/**
 * Where a straight line through samples taken at even distances begins and ends, and how sure that is.
 *
 * @param {readonly number[]} samples at least three
 * @returns {{ first: number, last: number, error: number }} `error`: of the ratio of last to first, twice
 *   the standard error
 */
export function changeAlongLine(samples) {
	const steps = samples.length - 1;
	const { slope, standardError } = fitLine(samples.map((y, x) => ({ x, y })));
	const middle = samples.reduce((sum, each) => sum + each, 0) / samples.length;
	const first = middle - (slope * steps) / 2;
	return { first, last: first + slope * steps, error: (2 * standardError * steps) / first };
}
