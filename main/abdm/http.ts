import fetch, { type Response } from 'node-fetch';

import { isLoopback } from '../network/loopback.ts';
import { createNetwork, type Network } from '../network/network.ts';
import { isNoNetwork } from '../network/no-network.ts';
import { proxyRefusedCode } from '../network/proxy-agent.ts';
import { trackReuse } from '../network/reused-socket.ts';
import { repeatOnce, StaleConnection } from './retry.ts';

/** One HTTP exchange in full: what ABDM was asked. */
export interface HttpRequest {
	method: 'GET' | 'POST';
	url: string;
	headers: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: unknown;
	/** Whether it may be sent a second time (see retry.ts). */
	repeatable?: boolean;
}

/** What ABDM answered, before anybody has judged it. */
export interface HttpAnswer {
	status: number;
	contentType: string;
	bytes: Buffer;
	/** Of `Retry-After`, in seconds or as a date. */
	retryAfterSeconds: number | null;
	/** What time the server has, by its `Date`; milliseconds since 1970. */
	serverTimeMs: number | null;
}

/** Why there is no answer. */
export type NetworkFaultKind =
	| 'offline'
	| 'unreachable'
	| 'timeout'
	| 'cancelled'
	| 'too-large'
	| 'redirected'
	| 'proxy-refused'
	| 'tls';

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
	/** For the whole exchange, body and repetition included: a slow drip must not hold the desk up. */
	deadlineMs?: number;
	/** More than this is no answer of ABDM's. */
	maxBodyBytes?: number;
	network?: Network;
}

const defaultDeadlineMs = 10_000;
const defaultMaxBodyBytes = 5 * 1024 * 1024;

/** The one place that talks HTTP. */
export function createHttp(options: HttpOptions = {}): Exchange {
	const { deadlineMs = defaultDeadlineMs, maxBodyBytes = defaultMaxBodyBytes } = options;
	const { network = createNetwork() } = options;

	const send = (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> =>
		trackReuse(async (wasReused) => {
			const { method, url, headers, body } = request;
			const agent = await unlessAborted(network.agentFor(url), signal);
			const response = await fetch(url, {
				method,
				headers: {
					'User-Agent': 'ABHA-Desk',
					...headers,
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				agent,
				// A redirect would carry the bearer token to another host.
				redirect: 'error',
				size: maxBodyBytes,
				signal,
			}).catch((error: unknown) => {
				throw wasReused() && isReset(error) ? new StaleConnection('', { cause: error }) : error;
			});
			return readAnswer(response);
		});

	return async (request, personSignal) => {
		requireSafeUrl(request.url);
		const deadline = AbortSignal.timeout(deadlineMs);
		const signal = personSignal ? AbortSignal.any([deadline, personSignal]) : deadline;
		const attempt = () => send(request, signal);
		try {
			return await (request.repeatable === true ? repeatOnce(attempt) : attempt());
		} catch (error) {
			if (personSignal?.aborted === true) throw new NetworkFault('cancelled', { cause: error });
			if (deadline.aborted) throw new NetworkFault('timeout', { cause: error });
			throw new NetworkFault(faultKind(error), { cause: error });
		}
	};
}

async function readAnswer(response: Response): Promise<HttpAnswer> {
	const { status, headers } = response;
	const bytes = Buffer.from(await response.arrayBuffer());
	const serverTimeMs = readServerTime(headers.get('date'), headers.get('age'));
	return {
		status,
		contentType: headers.get('content-type') ?? '',
		bytes,
		retryAfterSeconds: readRetryAfter(headers.get('retry-after'), serverTimeMs),
		serverTimeMs,
	};
}

/** A page that a CDN has kept for a while carries the time of its making, and its age beside it. */
function readServerTime(date: string | null, age: string | null): number | null {
	const madeMs = readDate(date);
	const ageSeconds = /^\d{1,9}$/.test(age ?? '') ? Number(age) : 0;
	return Number.isNaN(madeMs) ? null : madeMs + ageSeconds * 1000;
}

/** As a date it counts from the server's time, because ours may be wrong. */
function readRetryAfter(value: string | null, serverTimeMs: number | null): number | null {
	if (value === null) return null;
	const seconds = /^\d{1,9}$/.test(value)
		? Number(value)
		: Math.round((readDate(value) - (serverTimeMs ?? Number.NaN)) / 1000);
	// Zero and less would make a sentence of nonsense.
	return seconds > 0 ? seconds : null;
}

/** HTTP dates end in GMT; without that, V8 would make a date of any number. */
function readDate(value: string | null): number {
	return value?.endsWith('GMT') === true ? Date.parse(value) : Number.NaN;
}

/** Waits for `promise` no longer than the signal allows. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			reject(new DOMException('Stopped', 'AbortError'));
		};
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		promise.then(resolve, reject).finally(() => {
			signal.removeEventListener('abort', stop);
		});
	});
}

/** node-fetch's own reasons stand in `type`, the operating system's and OpenSSL's in `code`. */
function wordOf(error: unknown, name: 'type' | 'code'): string {
	const word: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
	return typeof word === 'string' ? word : '';
}

function isReset(error: unknown): boolean {
	return ['ECONNRESET', 'EPIPE'].includes(wordOf(error, 'code'));
}

function faultKind(error: unknown): NetworkFaultKind {
	const [type, code] = [wordOf(error, 'type'), wordOf(error, 'code')];
	if (type === 'max-size') return 'too-large';
	if (type === 'no-redirect') return 'redirected';
	if (code === proxyRefusedCode) return 'proxy-refused';
	if (isNoNetwork(error)) return 'offline';
	return tlsCode.test(code) ? 'tls' : 'unreachable';
}

/** OpenSSL's words for a certificate it cannot follow, and Node's for a wrong name or no TLS at all. */
const tlsCode =
	/^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$|EPROTO$)/;

/** Whether patients' data may travel to this URL: https, or this very computer. */
export function isSafeUrl(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, username, password } = new URL(url);
	if (username !== '' || password !== '') return false;
	if (protocol === 'https:') return true;
	return protocol === 'http:' && isLoopback(hostname);
}

/** Checked again here, where it cannot be skipped, whatever a configuration let through. */
function requireSafeUrl(url: string): void {
	if (!isSafeUrl(url)) throw new TypeError('Plain http is refused but for loopback');
}
