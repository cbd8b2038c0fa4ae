import type { Bridge } from '../preload/contract.ts';
import type { ProblemReport } from '../preload/contract/desk.ts';

/**
 * Files a fault of ours in main's log and returns the reference for it, empty if there is none.
 * Takes the class and the place of the error only: its message could hold a patient's data.
 */
export async function fileProblem(
	bridge: Bridge,
	kind: ProblemReport['kind'],
	error: unknown,
): Promise<string> {
	try {
		const reply = await bridge.reportProblem({
			kind,
			// Main takes letters only; Svelte's own errors have a space in their name.
			errorName: nameOf(error)
				.replace(/[^A-Za-z]/g, '')
				.slice(0, 40),
			location: error instanceof Error ? topFrame(error.stack ?? '') : '',
		});
		return reply.ok ? reply.value.incident : '';
	} catch {
		// The report itself failed, so main is gone. To throw here would only report it again.
		return '';
	}
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}

/** `file:line:column` of the first frame; the lines of the message before it are passed over. */
function topFrame(stack: string): string {
	for (const line of stack.split('\n')) {
		const place = /^\s+at .*?([\w.-]+\.(?:js|ts|svelte):\d+:\d+)\)?$/.exec(line);
		if (place?.[1] !== undefined) return place[1];
	}
	return '';
}
