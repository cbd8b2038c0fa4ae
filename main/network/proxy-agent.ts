import { type ClientRequestArgs, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';

import { isNoNetwork } from './no-network.ts';
import type { ProxyServer } from './proxy-choice.ts';

/** node-fetch passes on an error's code and nothing else of it. */
export const proxyRefusedCode = 'ERR_PROXY_REFUSED';

/** The proxy does not let us through. What it said is not kept: it may quote what was asked. */
export class ProxyRefused extends Error {
	override readonly name = 'ProxyRefused';
	readonly code = proxyRefusedCode;
}

/** A proxy that takes the connection and says nothing must not keep it for ever. */
const connectTimeoutMs = 15_000;

type Created = (error: Error | null, socket: Duplex) => void;

/**
 * Reaches https hosts through a proxy's CONNECT. Ours rather than a package's: a proxy's refusal
 * must never be read as an answer of ABDM's, and what we trust must hold inside the tunnel.
 */
export class ProxyAgent extends Agent {
	readonly #proxy: ProxyServer;
	readonly #options: AgentOptions;

	constructor(proxy: ProxyServer, options: AgentOptions) {
		super(options);
		this.#proxy = proxy;
		this.#options = options;
	}

	/** Node's own hook for connections that take time to make: the socket comes through `created`. */
	override createConnection(options: RequestOptions, created?: Created): null {
		this.#openTunnel(`${String(options.host)}:${String(options.port)}`).then(
			(tunnel) => {
				const socket = super.createConnection({ ...options, socket: tunnel } as RequestOptions);
				if (socket) created?.(null, socket);
			},
			(error: unknown) => {
				// Node reads no socket beside an error, but its types want one.
				created?.(error as Error, undefined as unknown as Duplex);
			},
		);
		return null;
	}

	#openTunnel(authority: string): Promise<Duplex> {
		const { hostname, port, protocol } = new URL(this.#proxy.url);
		const { family, secureContext, rejectUnauthorized } = this.#options;
		const options = {
			// Without the brackets of an IPv6 address.
			host: hostname.replace(/^\[|\]$/g, ''),
			port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
			method: 'CONNECT',
			path: authority,
			headers: { Host: authority, ...this.#authorization() },
			agent: false,
			timeout: connectTimeoutMs,
			family,
			secureContext,
			rejectUnauthorized,
		} satisfies ClientRequestArgs & AgentOptions;
		return new Promise((resolve, reject) => {
			const request = protocol === 'https:' ? httpsRequest(options) : httpRequest(options);
			request.once('connect', (answer: IncomingMessage, socket: Duplex, rest: Buffer) => {
				const { statusCode = 0 } = answer;
				if (statusCode < 200 || statusCode > 299) {
					socket.destroy();
					reject(new ProxyRefused(`The proxy answered ${statusCode}`));
					return;
				}
				if (rest.length > 0) socket.unshift(rest);
				resolve(socket);
			});
			request.once('timeout', () => request.destroy(new ProxyRefused('The proxy is silent')));
			request.on('error', (error) => {
				reject(isNoNetwork(error) ? error : new ProxyRefused('No connection', { cause: error }));
			});
			request.end();
		});
	}

	#authorization(): Record<string, string> {
		const { user, password } = this.#proxy;
		if (user === null) return {};
		const pair = `${user}:${password?.reveal() ?? ''}`;
		return { 'Proxy-Authorization': `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
	}
}
