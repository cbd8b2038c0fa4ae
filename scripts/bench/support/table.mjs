/** @typedef {import('./row.mjs').Row} Row */

const headings = ['item', 'what', 'ours', 'baseline', 'ratio', 'unit', 'goal', ''];

/**
 * The rows as a Markdown table, so that it can stand in the README as it is.
 *
 * @param {readonly Row[]} rows
 */
export function table(rows) {
	const cells = rows.map((row) => [
		row.item,
		row.what,
		figure(row.ours),
		row.baseline === null ? '' : figure(row.baseline),
		row.ratio === undefined ? '' : row.ratio.toFixed(2),
		row.unit,
		row.goal,
		row.isMet === null ? '' : row.isMet ? 'met' : 'MISSED',
	]);
	const widths = headings.map((heading, column) =>
		Math.max(heading.length, ...cells.map((line) => (line[column] ?? '').length)),
	);
	/** @param {readonly string[]} line */
	const draw = (line) =>
		`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	return [draw(headings), draw(widths.map((width) => '-'.repeat(width))), ...cells.map(draw)].join(
		'\n',
	);
}

/** @param {number} value */
function figure(value) {
	return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
