/**
 * What must never be read in a log, whatever put it there. The log takes named fields only
 * (log.ts); this is the second line, for the text inside errors.
 */
const patterns: readonly [RegExp, string][] = [
	// A JWT, whole or cut short: gateway, profile and refresh tokens.
	[/\beyJ[\w-]+(?:\.[\w-]*){0,2}/g, '[token]'],
	[/\bBearer\s+\S+/gi, 'Bearer [token]'],
	// Transaction ids are UUIDs.
	[/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '[id]'],
	// ABHA addresses, and e-mail addresses with them.
	[/[\p{L}\p{N}._-]+@[\p{L}\p{N}.-]+/gu, '[address]'],
	// An OTP, a mobile, an Aadhaar or an ABHA number: six digits or more, in any script, however grouped.
	[/\p{Nd}(?:[ \p{Pd}.]?\p{Nd}){5,}/gu, '[digits]'],
	// A query string can carry any of them.
	[/\?[^\s'")]*/g, '?[query]'],
];

/** Replaces everything that looks like a secret or a person in `text`. */
export function redact(text: string): string {
	return patterns.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text);
}
