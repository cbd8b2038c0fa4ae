import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { createHttp, isSafeUrl } from '../../../main/abdm/http.ts';
import { type Respond, ScriptedServer } from '../../support/scripted-server.ts';

let server: ScriptedServer | undefined;

afterEach(async () => {
	await server?.stop();
	server = undefined;
});

async function get(respond: Respond, options = {}, signal?: AbortSignal) {
	server = await ScriptedServer.start(respond);
	const request = { method: 'GET', url: `${server.origin}/x`, headers: {} } as const;
	return createHttp(options)(request, signal);
}

describe('createHttp', () => {
	it('returns status, type and text, whatever the status', async () => {
		const answer = await get((_request, response) => {
			response.writeHead(418, {
				'Content-Type': 'text/plain',
				'Retry-After': '30',
				Date: 'Mon, 23 Nov 2026 12:00:00 GMT',
			});
			response.end('tea');
		});
		expect(answer).toEqual({
			status: 418,
			contentType: 'text/plain',
			bytes: Buffer.from('tea'),
			retryAfterSeconds: 30,
			serverTimeMs: Date.UTC(2026, 10, 23, 12),
		});
	});

	it('keeps bytes as they are', async () => {
		const bytes = Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00]);
		expect((await get((_request, response) => response.end(bytes))).bytes).toEqual(bytes);
	});

	const noon = 'Mon, 23 Nov 2026 12:00:00 GMT';
	it.each([
		['17', noon, 17],
		['Mon, 23 Nov 2026 12:00:45 GMT', noon, 45],
		['Mon, 23 Nov 2026 11:00:00 GMT', noon, null],
		['0', noon, null],
		['soon', noon, null],
		['-5', noon, null],
		['Mon, 23 Nov 2026 12:00:45 GMT', 'nonsense', null],
	])('reads Retry-After %j at %s as %j', async (retryAfter, date, seconds) => {
		const answer = await get((_request, response) => {
			response.writeHead(503, { 'Retry-After': retryAfter, Date: date }).end();
		});
		expect(answer.retryAfterSeconds).toBe(seconds);
	});

	it('adds to the time of a page that a CDN has kept how long it has kept it', async () => {
		const answer = await get((_request, response) => {
			response.writeHead(403, { Date: noon, Age: '3600' }).end();
		});
		expect(answer.serverTimeMs).toBe(Date.UTC(2026, 10, 23, 13));
	});

	it('knows no time of a server that does not say it', async () => {
		const answer = await get((_request, response) => {
			response.sendDate = false;
			response.end();
		});
		expect(answer.serverTimeMs).toBeNull();
	});

	it('sends its body as JSON', async () => {
		server = await ScriptedServer.start((_request, response) => response.end());
		const url = `${server.origin}/x`;
		await createHttp()({
			method: 'POST',
			url,
			headers: { 'X-HIP-ID': 'H' },
			body: { otp: '012345' },
		});
		expect(server.requests[0]).toMatchObject({
			method: 'POST',
			body: '{"otp":"012345"}',
			headers: { 'content-type': 'application/json', 'x-hip-id': 'H' },
		});
	});

	it('uses one connection for one call after another', async () => {
		const ports = new Set<number | undefined>();
		server = await ScriptedServer.start((_request, response, incoming) => {
			ports.add(incoming.socket.remotePort);
			response.end();
		});
		const exchange = createHttp();
		const request = { method: 'GET', url: server.origin, headers: {} } as const;
		await exchange(request);
		await exchange(request);
		expect(ports.size).toBe(1);
	});

	it('refuses a redirect and does not follow it', async () => {
		await expect(
			get((_request, response) => {
				response.writeHead(302, { Location: '/elsewhere' });
				response.end();
			}),
		).rejects.toMatchObject({ kind: 'redirected' });
		expect(server?.paths).toEqual(['GET /x']);
	});

	it('gives up on an answer that is too large', async () => {
		const promise = get((_request, response) => response.end('x'.repeat(2000)), {
			maxBodyBytes: 1000,
		});
		await expect(promise).rejects.toMatchObject({ kind: 'too-large' });
	});

	it('gives up at the deadline when nothing comes', async () => {
		const promise = get(() => undefined, { deadlineMs: 50 });
		await expect(promise).rejects.toMatchObject({ kind: 'timeout' });
	});

	it('gives up at the deadline on a slow drip', async () => {
		const promise = get(
			(_request, response) => {
				response.writeHead(200);
				const drip = setInterval(() => response.write('x'), 10);
				response.on('close', () => {
					clearInterval(drip);
				});
			},
			{ deadlineMs: 100 },
		);
		await expect(promise).rejects.toMatchObject({ kind: 'timeout' });
	});

	it('stops at once when the person stops waiting', async () => {
		const controller = new AbortController();
		const promise = get(
			() => {
				controller.abort();
			},
			{},
			controller.signal,
		);
		await expect(promise).rejects.toMatchObject({ kind: 'cancelled' });
	});

	it('tells a connection that was reset from no network', async () => {
		const reset = get((_request, _response, incoming) => incoming.socket.resetAndDestroy());
		await expect(reset).rejects.toMatchObject({ kind: 'unreachable' });
		const unknown = createHttp()({ method: 'GET', url: 'https://abdm.invalid/', headers: {} });
		await expect(unknown).rejects.toMatchObject({ kind: 'offline' });
	});

	it('tells a half answer from a whole one', async () => {
		const listener = createServer((socket) => {
			socket.once('data', () => {
				socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"half":');
			});
		});
		listener.listen(0, '127.0.0.1');
		await once(listener, 'listening');
		const { port } = listener.address() as AddressInfo;
		const url = `http://127.0.0.1:${String(port)}/`;
		await expect(createHttp()({ method: 'GET', url, headers: {} })).rejects.toMatchObject({
			kind: 'unreachable',
		});
		listener.close();
	});

	it('refuses plain http to anywhere but this computer', async () => {
		const promise = createHttp()({ method: 'GET', url: 'http://192.0.2.1/', headers: {} });
		await expect(promise).rejects.toThrow('Plain http is refused');
	});
});

describe('isSafeUrl', () => {
	it.each([
		['https://healthidsbx.abdm.gov.in/api', true],
		['http://127.0.0.1:8080/api', true],
		['http://localhost/api', true],
		['http://[::1]:80/', true],
		['http://abdm.gov.in/', false],
		['http://127.0.0.1.evil.example/', false],
		['http://localhost.evil.example/', false],
		['https://user:pass@abdm.gov.in/', false],
		['ftp://127.0.0.1/', false],
		['file:///etc/passwd', false],
		['not a url', false],
	])('judges %s: %s', (url, safe) => {
		expect(isSafeUrl(url)).toBe(safe);
	});
});
