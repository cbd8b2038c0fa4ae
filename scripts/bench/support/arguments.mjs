/**
 * A number from the command line, such as `--visits=10000`.
 *
 * @param {string} name
 * @param {number} otherwise
 */
export function numberArgument(name, otherwise) {
	const prefix = `--${name}=`;
	const given = process.argv.find((argument) => argument.startsWith(prefix));
	if (given === undefined) return otherwise;
	const value = Number(given.slice(prefix.length));
	if (!(value > 0)) throw new Error(`${given}: not a number above 0`);
	return value;
}
