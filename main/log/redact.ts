/** Takes a text and gives it back without secrets and without persons. */
export type Redact = (text: string) => string;

/** What is put in the place of something, so that a second redaction leaves it alone. */
export const mark = /\[(?:token|id|address|digits|query|secret|credentials)\]/.source;

/**
 * What must never be read in a log, whatever put it there. The log takes named fields only
 * (log.ts); this is the second line, for the text inside errors. Order matters: what is known by
 * its own shape comes first, since the later ones take whatever stands in a place.
 *
 * Each pattern costs linear time on any text: no two neighbours that repeat can take the same
 * character, and what looks back does so over blanks only.
 */
const patterns: readonly [RegExp, string][] = [
	// A JWT or JWE, whole or cut short: gateway, profile and refresh tokens.
	[/eyJ[\w-]+(?:\.[\w-]*){0,4}/g, '[token]'],
	// Transaction ids are UUIDs.
	[/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '[id]'],
	// The user and password of a proxy.
	[/:\/\/[^\s/@]+@/g, '://[credentials]@'],
	// ABHA addresses, and e-mail addresses with them. Marks: a Devanagari vowel sign is no letter.
	[/(?<![\p{L}\p{M}\p{N}._+-])[\p{L}\p{M}\p{N}._+-]+(?:@|%40)[\p{L}\p{M}\p{N}.-]+/gu, '[address]'],
	// An OTP, a PIN, a mobile, an Aadhaar or an ABHA number: six digits or more, in any script, however
	// grouped; fewer would be any year or port, and ABDM has no shorter OTP. The time that begins a line
	// is kept. The thousand is because endless digits would overflow the engine's stack.
	[
		/(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d\.\d{3}Z)|\p{Nd}(?:(?:[\p{Zs}\p{Pd}\p{Cf}\t._/()+]|%20){0,3}\p{Nd}){5,1000}/gu,
		'[digits]',
	],
	// What only its place gives away: an opaque token, a passphrase, user and password in base64.
	[
		/(?=[^\s,;}&])(?<=(?:bearer|basic)\s+|(?:secret|password|passphrase|token|otp|pin)["']?\s{0,3}[:=]\s{0,3})(?:"[^"\n]*"?|'[^'\n]*'?)?[^\s,;}&]*/gi,
		'[secret]',
	],
	// A home names its owner. Windows allows blanks in that name: up to what no name can have in it.
	[
		/(?:file:\/{2,3})?(?:[a-z]:)?[\\/]{1,4}(?:home|users|documents and settings)[\\/]{1,4}[^\\/:*?"<>|\p{Cc}]+/giu,
		'~',
	],
	// A query string can carry any of them.
	[/\?\S+/g, '?[query]'],
];

/** Replaces everything that looks like a secret or a person in `text`. */
export const redact: Redact = (text) =>
	patterns.reduce((rest, [pattern, word]) => replaceUnlessKept(rest, pattern, word), text);

/** Puts `word` in the place of each match, but for what the pattern has in a group. */
export function replaceUnlessKept(text: string, pattern: RegExp, word: string): string {
	return text.replace(pattern, (_match, kept: unknown) => (typeof kept === 'string' ? kept : word));
}
