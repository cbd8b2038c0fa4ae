/**
 * The application's folder in `electron [switches] <folder> [switches of the application]`.
 * Playwright puts `--no-sandbox --inspect=0 --remote-debugging-port=0` before the folder, and every
 * switch of ours carries its value behind an equals sign, so the first word without a dash is it.
 *
 * @param {readonly string[]} programArguments without the executable
 */
export function applicationPath(programArguments) {
	return programArguments.find((argument) => !argument.startsWith('-'));
}
