import type { z } from 'zod';

import type { Call, Input, Output, Reply } from '../../preload/contract.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import { inputs } from './inputs.ts';

/** What main does for each call of the contract. */
export type Handlers = {
	readonly [C in Call]: (...input: Input<C>) => Output<C> | Promise<Output<C>>;
};

/** Answers a call with what came of it. Never rejects: what went wrong is in the reply. */
export type Answer = (
	name: Call,
	/** Whether our page sent it, in its main frame. */
	trusted: boolean,
	/** As it came over the border, of any shape. */
	raw: readonly unknown[],
) => Promise<Reply<unknown>>;

/** The way to every handler: the check of the input stands here, where none of them can skip it. */
export function answerWith(handlers: Handlers, log: Log): Answer {
	return async (name, trusted, raw) => {
		// Widened: TypeScript cannot follow which handler goes with which schema by a name that it does
		// not know; the types of `Handlers` and `inputs` have already paired them.
		const handler: (...input: never) => unknown = handlers[name];
		const schema = inputs[name] as z.ZodType<Input<Call>>;
		try {
			if (!trusted) throw new TypeError('Called from a frame that is not ours');
			const input = schema.safeParse(raw);
			if (!input.success) {
				throw new AppError({
					code: 'invalid-input',
					problem: { field: 'call', problem: 'malformed' },
				});
			}
			return { ok: true, value: await handler(...(input.data as never)) };
		} catch (error) {
			return { ok: false, failure: toFailure(error, name) };
		}
	};

	function toFailure(error: unknown, step: Call): Failure {
		if (error instanceof AppError) return error.failure;
		const incident = newIncident();
		log.error('call failed', { incident, step, error });
		return { code: 'internal', incident };
	}
}
