import { once } from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { TestCertificate } from './test-certificate.ts';

/** One request as it arrived, to the letter. */
export interface RecordedRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export type Respond = (
	request: RecordedRequest,
	response: ServerResponse,
	incoming: IncomingMessage,
) => void;

/**
 * A server that answers as a test says and writes down what it was asked. It knows nothing of
 * main/simulator, so that the two cannot share a mistake.
 */
export class ScriptedServer {
	readonly requests: RecordedRequest[] = [];
	readonly #server: Server;
	readonly #scheme: string;

	private constructor(server: Server, scheme: string) {
		this.#server = server;
		this.#scheme = scheme;
	}

	/** Plain http, or https with a certificate of the test's. */
	static async start(respond: Respond, certificate?: TestCertificate): Promise<ScriptedServer> {
		const server = certificate === undefined ? createServer() : createTlsServer(certificate);
		const scripted = new ScriptedServer(server, certificate === undefined ? 'http' : 'https');
		server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => {
				const request: RecordedRequest = {
					method: incoming.method ?? '',
					path: incoming.url ?? '',
					headers: incoming.headers,
					body: Buffer.concat(chunks).toString('utf8'),
				};
				scripted.requests.push(request);
				respond(request, response, incoming);
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return scripted;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	get origin(): string {
		return `${this.#scheme}://127.0.0.1:${String(this.port)}`;
	}

	get paths(): string[] {
		return this.requests.map(({ method, path }) => `${method} ${path}`);
	}

	async stop(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		await closed;
	}
}

/** Answers with JSON, as ABDM does. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'Content-Type': 'application/json' });
	response.end(JSON.stringify(body));
}
