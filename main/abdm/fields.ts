import { z } from 'zod';

/**
 * What a field of ABDM's may be. Its own documents disagree with each other and with its servers on
 * strings and integers, `null` and `"null"`, true and `"true"` (abdm-api.md 2.5), so that is settled
 * here, once. An object where a text belongs is still no answer.
 */

/** Text, whatever scalar it came as; `null` when it is absent, empty or the word "null". */
export const text = z
	.union([z.string(), z.number(), z.boolean()])
	.nullish()
	.transform((value) => {
		const trimmed = String(value ?? '').trim();
		return trimmed === '' || trimmed === 'null' ? null : trimmed;
	});

/** Tokens and transaction ids: without them there is nothing to go on with. */
export const requiredText = z
	.string()
	.trim()
	.min(1)
	.regex(/^(?!null$)/);

/** A whole number of seconds; `null` when ABDM did not say, or said nonsense. */
export const seconds = text.transform((value) => {
	const amount = Number(value);
	return value !== null && Number.isFinite(amount) && amount > 0 ? amount : null;
});

/** Yes, no, or not said. */
export const flag = text.transform((value) => {
	const word = value?.toLowerCase();
	return word === 'true' ? true : word === 'false' ? false : null;
});

/** A list of words; one word alone is a list of one (the official Swagger shows `authMethods` so). */
export const words = z
	.union([z.array(text), text])
	.transform((value): string[] =>
		(Array.isArray(value) ? value : [value]).filter((word) => word !== null),
	);
