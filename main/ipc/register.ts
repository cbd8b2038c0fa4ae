import type { IpcMain } from 'electron';

import type { z } from 'zod';

import { type Call, type Input, type Output, type Reply, calls } from '../../preload/contract.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import { inputs } from './inputs.ts';

/** What main does for each call of the contract. */
export type Handlers = {
	readonly [C in Call]: (...input: Input<C>) => Output<C> | Promise<Output<C>>;
};

/** The frame that a call came from; Electron gives `null` for one that is gone. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null;

export interface Border {
	ipcMain: Pick<IpcMain, 'handle'>;
	isTrusted: (frame: SenderFrame) => boolean;
	log: Log;
}

/**
 * Registers every call of the contract, and is the only user of ipcMain: the check of the sender
 * (Electron security checklist 17) and of the input stand here, where no handler can skip them.
 */
export function registerCalls(handlers: Handlers, border: Border): void {
	for (const name of Object.keys(calls) as Call[]) {
		registerCall(name, handlers[name], inputs[name] as z.ZodType<Input<Call>>, border);
	}
}

function registerCall(
	name: Call,
	// Widened: TypeScript cannot follow which handler goes with which schema through a loop; the
	// types of `Handlers` and `inputs` have already paired them by name.
	handler: (...input: never) => unknown,
	schema: z.ZodType<Input<Call>>,
	{ ipcMain, isTrusted, log }: Border,
): void {
	ipcMain.handle(name, async (event, ...raw: unknown[]): Promise<Reply<unknown>> => {
		// Read before any await: the frame may be gone afterwards.
		const trusted = isTrusted(event.senderFrame);
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
			return { ok: false, failure: toFailure(error) };
		}
	});

	function toFailure(error: unknown): Failure {
		if (error instanceof AppError) return error.failure;
		const incident = newIncident();
		log.error('call failed', { incident, step: name, error });
		return { code: 'internal', incident };
	}
}
