import type { Failure } from '../preload/contract/failure.ts';

/** An expected failure: thrown anywhere in main, turned into a reply at the border. */
export class AppError extends Error {
	override readonly name = 'AppError';
	readonly failure: Failure;

	constructor(failure: Failure, options?: ErrorOptions) {
		super(failure.code, options);
		this.failure = failure;
	}
}
