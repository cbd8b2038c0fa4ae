import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

import type { TestCertificate } from './test-certificate.ts';

/** A hospital's proxy: lets CONNECT through, or answers as a test says. */
export class ConnectProxy {
	/** The authority and the `Proxy-Authorization` of every CONNECT. */
	readonly asked: { authority: string; authorization: string | undefined }[] = [];
	/** What it answers instead of connecting, as raw HTTP; `undefined` connects. */
	answer: string | undefined;
	readonly #server: Server;
	readonly #scheme: string;
	readonly #sockets = new Set<Duplex>();

	private constructor(server: Server, scheme: string) {
		this.#server = server;
		this.#scheme = scheme;
		server.on('connect', (request: IncomingMessage, socket: Duplex) => {
			this.#connect(request, socket);
		});
	}

	static async start(certificate?: TestCertificate): Promise<ConnectProxy> {
		const server = certificate === undefined ? createServer() : createTlsServer(certificate);
		const proxy = new ConnectProxy(server, certificate === undefined ? 'http' : 'https');
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return proxy;
	}

	get host(): string {
		return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
	}

	get url(): string {
		return `${this.#scheme}://${this.host}`;
	}

	/** Every authority leads to `this.target`, so that a test can use names that do not exist. */
	target = 0;

	#connect(request: IncomingMessage, socket: Duplex): void {
		this.#sockets.add(socket);
		socket.on('error', () => undefined);
		this.asked.push({
			authority: request.url ?? '',
			authorization: request.headers['proxy-authorization'],
		});
		if (this.answer !== undefined) {
			socket.end(this.answer);
			return;
		}
		const upstream = connect(this.target, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			upstream.pipe(socket).pipe(upstream);
		});
		this.#sockets.add(upstream);
		upstream.on('error', () => socket.destroy());
	}

	async stop(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}
}
