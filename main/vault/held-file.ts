import type { Clock } from '../clock.ts';

/** A virus scanner or a backup holds a file for about this long. */
const retryDelaysMs = [10, 20, 50, 100, 200, 400, 800];
const heldCodes = ['EPERM', 'EBUSY', 'EACCES'];

/** Repeats a step on a file: Windows refuses to touch one that another program has open for a moment. */
export async function whileHeld<T>(clock: Clock, step: () => Promise<T>): Promise<T> {
	for (const delayMs of retryDelaysMs) {
		try {
			return await step();
		} catch (error) {
			if (!heldCodes.includes(codeOf(error))) throw error;
		}
		await new Promise<void>((resolve) => {
			clock.after(delayMs, resolve);
		});
	}
	return step();
}

/** The operating system's word for what went wrong; empty where it has none. */
export function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}
