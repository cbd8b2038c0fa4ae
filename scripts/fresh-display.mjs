import { displayPrefix } from './display.mjs';

/**
 * A command line, with a display of its own before it where there is none to use.
 *
 * @param {readonly string[]} commandLine
 * @returns {{ command: string, arguments: string[] }}
 */
export function inFreshDisplay(commandLine) {
	const [command = '', ...programArguments] = [...displayPrefix(), ...commandLine];
	return { command, arguments: programArguments };
}
