import { redact as redactShapes, type Redact } from './redact.ts';

/**
 * What a log line may say beside its event. A closed list instead of free text: what has no name
 * here (an OTP, a body, a name, an identifier) cannot be logged.
 */
export interface LogFields {
	incident?: string;
	/** Which call of the border or which step of ABDM. */
	step?: string;
	httpStatus?: number | null;
	abdmCode?: string | null;
	durationMs?: number;
	reason?: string;
	environment?: string;
	version?: string;
	/** Told by its class, code, redacted message and our own stack frames; causes too. */
	error?: unknown;
}

export interface Log {
	info(event: string, fields?: LogFields): void;
	warn(event: string, fields?: LogFields): void;
	error(event: string, fields?: LogFields): void;
}

type LogLevel = 'info' | 'warn' | 'error';

/** Takes finished lines to their place: the log file in the app, an array in tests. */
export type LogSink = (level: LogLevel, line: string) => void;

/** One JSON object a line. Every string in it is redacted as it is written, so that none can slip past. */
export function createLog(
	sink: LogSink,
	now: () => Date = () => new Date(),
	redact: Redact = redactShapes,
): Log {
	/** Before the JSON is written, not after: escapes such as `\n` would hide where a secret begins. */
	const redacted = (_key: string, value: unknown) =>
		typeof value === 'string' ? redact(value) : value;
	const write = (level: LogLevel) => (event: string, fields: LogFields) => {
		const { error, ...named } = fields;
		const line = { ...named, event, error: error === undefined ? undefined : describeError(error) };
		sink(level, `${now().toISOString()} ${level} ${JSON.stringify(line, redacted)}`);
	};
	const [info, warn, error] = [write('info'), write('warn'), write('error')];
	return {
		info: (event, fields = {}) => {
			info(event, fields);
		},
		warn: (event, fields = {}) => {
			warn(event, fields);
		},
		error: (event, fields = {}) => {
			error(event, fields);
		},
	};
}

interface ErrorDescription {
	name: string;
	code?: string;
	message?: string;
	at?: string[];
	cause?: ErrorDescription;
}

/** Deep enough for node-fetch around a socket error around an operating system's. */
const maxCauses = 4;

/**
 * Whether an error's message can be trusted not to quote what it was about. A SyntaxError of
 * JSON.parse quotes the answer of ABDM, a schema error may quote the value.
 */
function isQuoteFree(error: Error): boolean {
	return ['TypeError', 'RangeError', 'ReferenceError', 'AppError', 'NetworkFault'].includes(
		error.name,
	);
}

function describeError(error: unknown, depth = 0): ErrorDescription {
	if (!(error instanceof Error)) return { name: typeof error };
	const description: ErrorDescription = { name: error.name };
	if ('code' in error && typeof error.code === 'string') description.code = error.code;
	if (isQuoteFree(error)) description.message = error.message.slice(0, 300);
	if (depth === 0) description.at = framesOf(error).slice(0, 4);
	if (error.cause !== undefined && depth < maxCauses) {
		description.cause = describeError(error.cause, depth + 1);
	}
	return description;
}

/** The stack begins with the message, and a line of that may look like a frame. */
function framesOf({ message, stack = '' }: Error): string[] {
	const afterMessage = stack.slice(stack.indexOf(message) + message.length);
	const frames = afterMessage.split('\n').filter((line) => line.startsWith('    at '));
	return frames.map((line) => line.trim());
}
