import { z } from 'zod';

import type { Call, Input } from '../../preload/contract.ts';

/** Room for any paste that deserves a sentence of its own; more is an attack on the border. */
const typedText = z.string().max(1_000_000);

/** One schema a call. The renderer's types are a promise; these are the check. */
export const inputs: { readonly [C in Call]: z.ZodType<Input<C>> } = {
	getDesk: z.tuple([]),
	findPatient: z.tuple([z.strictObject({ query: typedText })]),
	sendOtp: z.tuple([z.strictObject({ method: z.literal('mobile-otp') })]),
	verifyOtp: z.tuple([z.strictObject({ otp: typedText })]),
	cancelWaiting: z.tuple([]),
	endVisit: z.tuple([]),
	reportProblem: z.tuple([
		z.strictObject({
			kind: z.enum(['error', 'unhandled-rejection', 'screen']),
			// Narrow on purpose: what looks like a class name and a place in a file carries no patient.
			errorName: z.string().regex(/^[A-Za-z]{0,40}$/),
			location: z.string().regex(/^[\w.\-/]{0,120}(:\d{1,7}){0,2}$/),
		}),
	]),
};
