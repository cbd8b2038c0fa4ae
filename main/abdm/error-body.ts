/** What is left of an error of ABDM's: something to decide by, and nothing that a person ever sees. */
export interface AbdmError {
	/** `HIS-1008`, `ABDM-1114`, `900901`; `null` when nothing looks like a code. */
	code: string | null;
	/** Of a field-keyed error (`{"loginId":"Invalid LoginId"}`): which field; `null` otherwise. */
	field: string | null;
	/** Read for decisions only (see outcome.ts); never shown, never logged. */
	message: string;
}

const nothing: AbdmError = { code: null, field: null, message: '' };

const codePattern = /\b(?:(?:HIS|ABDM)-\d{3,5}|9009\d{2})\b/;

/**
 * Reads every shape of error that ABDM has (abdm-api.md 1.5 and 2.9): nested, flat, gateway, HIS
 * with `details[]` (where the useful code is the inner one), arrays of them, `{message}`,
 * field-keyed, and plain text. HTML and nothing at all are errors without a code.
 */
export function readErrorBody(text: string): AbdmError {
	const body = parse(text);
	return typeof body === 'string' ? readText(body) : readValue(body);
}

/**
 * A code only where the text begins with it: a card or a key is read here too, and six digits of a
 * sentence may be an OTP.
 */
function readText(text: string): AbdmError {
	const code = /^(?:HIS|ABDM)-\d{3,5}\b/.exec(text)?.[0] ?? null;
	const message = text.replace(/^(?:HIS|ABDM)-\d{3,5}\b[\s:]*/, '');
	return { ...nothing, code, message: asText(message) ?? '' };
}

function readValue(body: unknown): AbdmError {
	// The first element that says something: an array of errors has one in all recorded answers.
	if (Array.isArray(body)) return readValue((body as unknown[]).find(isRecord));
	if (!isRecord(body)) return nothing;
	const outer = isRecord(body.error) ? body.error : body;
	const inner = Array.isArray(outer.details) ? (outer.details as unknown[])[0] : undefined;
	const candidates = [inner, outer].filter(isRecord);
	const code = first(candidates.map((candidate) => asCode(candidate.code)));
	const message = first(candidates.map(messageOf));
	if (code === undefined && message === undefined) return readFieldKeyed(outer);
	return { code: code ?? null, field: null, message: message ?? '' };
}

/** The gateway explains in `description`, its login server in `error_description`. */
function messageOf(body: Record<string, unknown>): string | undefined {
	const { message, description, error_description: loginServer, error } = body;
	return first([message, loginServer, description, error].map(asText));
}

/** `{"loginId":"Invalid LoginId","timestamp":"…"}`: the key is the field, and nothing else is said. */
function readFieldKeyed(body: Record<string, unknown>): AbdmError {
	for (const [field, said] of Object.entries(body)) {
		const message = asText(said);
		if (field !== 'timestamp' && message !== undefined && /^[A-Za-z]{1,30}$/.test(field)) {
			return { code: null, field, message };
		}
	}
	return nothing;
}

/** JSON as it is; plain text as a string; a page of HTML as nothing. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// Not JSON is an ordinary thing for an error to be; the caller has the status.
		return text.trimStart().startsWith('<') ? undefined : text.trim().slice(0, 500);
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
