import { AppError } from '../failure.ts';

/**
 * Waits for what several callers share, but no longer than this one wants to. The shared work goes on
 * for the others, and its failure is theirs to see when this caller has left.
 */
export function waitShared<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			reject(new AppError({ code: 'cancelled' }));
		};
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, { once: true });
		void shared.then(resolve, reject).finally(() => {
			signal.removeEventListener('abort', stop);
		});
	});
}
