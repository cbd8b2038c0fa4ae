import type { Bridge, Reply } from '../preload/contract.ts';
import { fileProblem } from './problem.ts';

/** A call that throws is a bug, here or in main; the person is to get a reference for it. */
export async function settled<T>(bridge: Bridge, ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
	try {
		return await ask();
	} catch (error) {
		const incident = await fileProblem(bridge, 'error', error);
		return { ok: false, failure: { code: 'internal', incident } };
	}
}
