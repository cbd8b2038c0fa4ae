/** What is left of an error of ABDM's: a code to decide by, and a message that no person ever sees. */
export interface AbdmError {
	/** `HIS-1008`, `ABDM-1114`, `900901`; `null` when nothing looks like a code. */
	code: string | null;
	/** Read for waiting times only (see outcome.ts); never shown, never logged. */
	message: string;
}

const codePattern = /\b(?:(?:HIS|ABDM)-\d{3,5}|9009\d{2})\b/;

/**
 * Reads the error bodies of V1/V2 and of the gateway (abdm-api.md 1.5 and 2.9): HIS with
 * `details[]`, where the useful code is the inner one, flat `{code, message}`, and nested
 * `{error: {…}}`. Anything else, HTML and nothing at all included, is an error without a code.
 */
export function readErrorBody(text: string): AbdmError {
	const body = parse(text);
	const outer = isRecord(body) && isRecord(body.error) ? body.error : body;
	if (!isRecord(outer)) return { code: null, message: '' };
	const inner = Array.isArray(outer.details) ? (outer.details as unknown[])[0] : undefined;
	const candidates = [inner, outer].filter(isRecord);
	return {
		code: first(candidates.map((candidate) => asCode(candidate.code))) ?? null,
		message: first(candidates.map((candidate) => asText(candidate.message))) ?? '',
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// Not JSON is an ordinary thing for an error to be; the caller has the status.
		return undefined;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes come as numbers too, and with a trailing `": "`. Only what looks like a code passes. */
function asCode(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return codePattern.exec(String(value))?.[0];
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined;
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
	return values.find((value) => value !== undefined);
}
