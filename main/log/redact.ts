/**
 * What must never be read in a log, whatever put it there. The log takes named fields only
 * (log.ts); this is the second line, for the text inside errors.
 */
const patterns: readonly [RegExp, string][] = [
	// A JWT, whole or cut short: gateway, profile and refresh tokens.
	[/eyJ[\w-]+(?:\.[\w-]*){0,2}/g, '[token]'],
	[/\bBearer\s+\S+/gi, 'Bearer [token]'],
	// Transaction ids are UUIDs.
	[/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '[id]'],
	// ABHA addresses, and e-mail addresses with them. Marks: a Devanagari vowel sign is no letter.
	[/(?<![\p{L}\p{M}\p{N}._+-])[\p{L}\p{M}\p{N}._+-]+(?:@|%40)[\p{L}\p{M}\p{N}.-]+/gu, '[address]'],
	// An OTP, a mobile, an Aadhaar or an ABHA number: six digits or more, in any script, however grouped.
	[/\p{Nd}(?:[\p{Zs}\p{Pd}\t._/]{0,3}\p{Nd}){5,}/gu, '[digits]'],
	// A query string can carry any of them.
	[/\?\S+/g, '?[query]'],
];

/** Replaces everything that looks like a secret or a person in `text`. */
export function redact(text: string): string {
	return patterns.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text);
}
