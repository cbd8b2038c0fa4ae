/** A reason to stop that the person at the terminal can act on: one sentence, and the next step. */
export class Refusal extends Error {}

/**
 * Runs a script. A refusal is shown as its sentence alone, since a stack would hide the next step;
 * anything else is a defect of ours and keeps its stack.
 *
 * @param {() => void | Promise<void>} script
 */
export async function runScript(script) {
	try {
		await script();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
