/**
 * One line of the table.
 *
 * @typedef {object} Row
 * @property {string} item number and name in the list of goals, such as `1 Start-up`
 * @property {string} what is measured
 * @property {number} ours
 * @property {number | null} baseline what the same costs without us; `null` where nothing compares
 * @property {number} [ratio] ours to baseline
 * @property {string} unit of ours and baseline
 * @property {string} goal as a person reads it
 * @property {boolean | null} isMet `null`: no goal, or not measured; `goal` says why
 */

/**
 * What an item is given.
 *
 * @typedef {object} Context
 * @property {string} program the executable of the package for tests (`test` flavour)
 * @property {string} hardProgram the executable of the package with the fuses of a release
 * @property {string} electron the bare Electron of the same version
 * @property {string} folder an empty folder of this item's own, removed afterwards
 * @property {(text: string) => void} note says how far it is
 */

/**
 * A module in `scripts/bench/`.
 *
 * @typedef {object} Item
 * @property {string} name by which it is chosen: `npm run bench -- startup`
 * @property {(context: Context) => Promise<readonly Row[]>} run
 */

/**
 * A row whose goal is a ratio.
 *
 * @param {Pick<Row, 'item' | 'what' | 'ours' | 'unit'> & { baseline: number }} measured
 * @param {number} atMost
 * @returns {Row}
 */
export function ratioRow(measured, atMost) {
	const ratio = measured.ours / measured.baseline;
	return { ...measured, ratio, goal: `≤ ${String(atMost)}x`, isMet: ratio <= atMost };
}

/**
 * A row whose goal is a figure.
 *
 * @param {Pick<Row, 'item' | 'what' | 'ours' | 'unit'> & { baseline?: number }} measured
 * @param {number} atMost
 * @returns {Row}
 */
export function limitRow(measured, atMost) {
	return {
		baseline: null,
		...measured,
		goal: `≤ ${String(atMost)} ${measured.unit}`,
		isMet: measured.ours <= atMost,
	};
}

/**
 * Leaves open whether the goal is met where the figure is nearer to it than it may be wrong.
 *
 * @param {Row} row
 * @param {number} distance of the figure from its goal, in the unit of both
 * @param {number} error
 * @returns {Row}
 */
export function ifCertain(row, distance, error) {
	// Written so that a figure that is none (no visit came about) is not certain either.
	if (Math.abs(distance) > error) return row;
	return { ...row, goal: `${row.goal}, not certain: its error is larger`, isMet: null };
}
