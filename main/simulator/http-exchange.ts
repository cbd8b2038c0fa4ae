import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a route answers. `text` goes out as plain text, `json` as JSON, `file` as it is. */
export interface Answer {
	readonly status: number;
	readonly json?: object | boolean;
	readonly text?: string;
	readonly file?: { readonly type: string; readonly bytes: Buffer };
	readonly headers?: Readonly<Record<string, string>>;
}

export type BodyRead =
	{ ok: true; fields: Readonly<Record<string, unknown>> } | { ok: false; status: 400 | 413 | 415 };

/** Far above any login request, which has two short fields. */
const maxBodyBytes = 100_000;

/** The path as routes name it: no query string. */
export function pathOf(request: IncomingMessage): string {
	return request.url?.split('?', 1)[0] ?? '/';
}

/** Reads a JSON object. Each API words the refusals in its own error shape. */
export async function readFields(request: IncomingMessage): Promise<BodyRead> {
	if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
		return { ok: false, status: 415 };
	}
	const chunks: Buffer[] = [];
	let bytes = 0;
	// Too large a body is read to its end but not kept: a client that is still sending when the
	// socket closes sees a reset connection in place of the 413.
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes <= maxBodyBytes) chunks.push(chunk);
	}
	if (bytes > maxBodyBytes) return { ok: false, status: 413 };
	try {
		const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
		if (isFields(value)) return { ok: true, fields: value };
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	return { ok: false, status: 400 };
}

/** `wallMs` goes out as the `Date`: clients measure their own clock by it. */
export function sendAnswer(response: ServerResponse, answer: Answer, wallMs: number): void {
	const { type, bytes } = contentOf(answer);
	response.writeHead(answer.status, {
		'content-type': type,
		'content-length': bytes.length,
		'cache-control': 'no-store',
		date: new Date(wallMs).toUTCString(),
		...answer.headers,
	});
	response.end(bytes);
}

function contentOf({ json, text = '', file }: Answer): { type: string; bytes: Buffer } {
	if (file !== undefined) return file;
	if (json === undefined) return { type: 'text/plain;charset=UTF-8', bytes: Buffer.from(text) };
	return { type: 'application/json;charset=UTF-8', bytes: Buffer.from(JSON.stringify(json)) };
}

function isFields(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
