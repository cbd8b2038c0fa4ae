import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import fetch, { type Response } from 'node-fetch';

/** One HTTP exchange in full: what ABDM was asked. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	url: string;
	headers: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: unknown;
}

/** What ABDM answered, before anybody has judged it. */
export interface HttpAnswer {
	status: number;
	contentType: string;
	text: string;
	/** Seconds of `Retry-After`, when it is a number. */
	retryAfterSeconds: number | null;
}

/** Why there is no answer. */
export type NetworkFaultKind =
	'offline' | 'unreachable' | 'timeout' | 'cancelled' | 'too-large' | 'redirected';

export class NetworkFault extends Error {
	override readonly name = 'NetworkFault';
	readonly kind: NetworkFaultKind;

	constructor(kind: NetworkFaultKind, options?: ErrorOptions) {
		super(kind, options);
		this.kind = kind;
	}
}

/** Sends one request and returns the whole answer, whatever its status. Throws only NetworkFault. */
export type Exchange = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpAnswer>;

export interface HttpOptions {
	/** For the whole exchange, body included: a slow drip must not hold the desk up. */
	deadlineMs?: number;
	/** More than this is no answer of ABDM's. */
	maxBodyBytes?: number;
}

const defaultDeadlineMs = 10_000;
/** Idle connections are closed: a router that forgot one would cost the next patient a deadline. */
const idleMs = 30_000;
const defaultMaxBodyBytes = 5 * 1024 * 1024;

/** The one place that talks HTTP. Keep-alive: a second patient must not pay for TLS again. */
export function createHttp(options: HttpOptions = {}): Exchange {
	const { deadlineMs = defaultDeadlineMs, maxBodyBytes = defaultMaxBodyBytes } = options;
	const pool = { keepAlive: true, scheduling: 'lifo', maxSockets: 8, timeout: idleMs } as const;
	const httpAgent = new HttpAgent(pool);
	const httpsAgent = new HttpsAgent({ ...pool, minVersion: 'TLSv1.2' });

	return async ({ method, url, headers, body }, personSignal) => {
		requireSafeUrl(url);
		const deadline = AbortSignal.timeout(deadlineMs);
		const signal = personSignal ? AbortSignal.any([deadline, personSignal]) : deadline;
		try {
			const response = await fetch(url, {
				method,
				headers: {
					'User-Agent': 'ABHA-Desk',
					...headers,
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				agent: ({ protocol }) => (protocol === 'http:' ? httpAgent : httpsAgent),
				// A redirect would carry the bearer token to another host.
				redirect: 'error',
				size: maxBodyBytes,
				signal,
			});
			return await readAnswer(response);
		} catch (error) {
			if (personSignal?.aborted === true) throw new NetworkFault('cancelled', { cause: error });
			if (deadline.aborted) throw new NetworkFault('timeout', { cause: error });
			throw new NetworkFault(faultKind(error), { cause: error });
		}
	};
}

async function readAnswer(response: Response): Promise<HttpAnswer> {
	// Zero and less would make a sentence of nonsense.
	const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10) || Number.NaN;
	return {
		status: response.status,
		contentType: response.headers.get('content-type') ?? '',
		text: await response.text(),
		retryAfterSeconds: retryAfter > 0 ? retryAfter : null,
	};
}

const noNetworkCodes = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'ENETDOWN',
]);

function faultKind(error: unknown): NetworkFaultKind {
	if (!(error instanceof Error)) return 'unreachable';
	// node-fetch's own reasons stand in `type`, the operating system's in `code`.
	if ('type' in error && error.type === 'max-size') return 'too-large';
	if ('type' in error && error.type === 'no-redirect') return 'redirected';
	// Only while connecting: the same codes on a connection that stood say nothing of what was sent.
	const failedAt = 'erroredSysCall' in error ? error.erroredSysCall : undefined;
	const isConnecting = failedAt === 'connect' || failedAt === 'getaddrinfo';
	const code = 'code' in error ? error.code : undefined;
	return isConnecting && typeof code === 'string' && noNetworkCodes.has(code)
		? 'offline'
		: 'unreachable';
}

/** Whether patients' data may travel to this URL: https, or this very computer. */
export function isSafeUrl(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, username, password } = new URL(url);
	if (username !== '' || password !== '') return false;
	if (protocol === 'https:') return true;
	return protocol === 'http:' && isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Checked again here, where it cannot be skipped, whatever a configuration let through. */
function requireSafeUrl(url: string): void {
	if (!isSafeUrl(url)) throw new TypeError('Plain http is refused but for loopback');
}
