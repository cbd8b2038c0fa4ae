import { AppError } from '../../main/failure.ts';
import type { Failure } from '../../preload/contract/failure.ts';

/** Why `asked` was not done, as the renderer would be told; `null`: it was done. */
export async function failureOf(asked: Promise<unknown>): Promise<Failure | null> {
	try {
		await asked;
		return null;
	} catch (error) {
		if (error instanceof AppError) return error.failure;
		throw error;
	}
}
