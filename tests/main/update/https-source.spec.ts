import { afterEach, describe, expect, it } from 'vitest';

import { createNetwork, plainNetwork } from '../../../main/network/network.ts';
import { createHttpsSource } from '../../../main/update/https-source.ts';
import { isUpdateUrl } from '../../../main/update/update-url.ts';
import { receive, receiveWhole } from '../../../main/update/source.ts';
import { systemClock } from '../../../main/clock.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { type Respond, ScriptedServer } from '../../support/scripted-server.ts';
import { refusalOf } from '../../support/signed-updates.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const certificate = makeTestCertificate();
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function serve(respond: Respond, with_ = certificate): Promise<ScriptedServer> {
	const server = await ScriptedServer.start(respond, with_);
	running.push(server);
	return server;
}

const trusting = createNetwork({ ...plainNetwork, extraCa: [certificate.cert] });
const limits = { maxBytes: 1000, stallMs: 5_000, deadlineMs: 10_000 };

function read(server: ScriptedServer, network = trusting, changes = {}) {
	const source = createHttpsSource(`${server.origin}/updates/`, network);
	return receiveWhole(receive(source, 'abha-desk.update', { ...limits, ...changes }, systemClock));
}

describe('createHttpsSource', () => {
	it('asks for the file in the folder, anew each time, and says nothing of this PC', async () => {
		const server = await serve((_request, response) => response.end('yes'));
		expect((await read(server)).toString()).toBe('yes');
		expect(server.paths).toEqual(['GET /updates/abha-desk.update']);
		expect(server.requests[0]?.headers).toEqual({
			...{ host: server.origin.slice('https://'.length), connection: expect.any(String) },
			...{ 'user-agent': 'ABHA-Desk', 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
		});
	});

	it.each([
		[404, 'nothing-there'],
		[410, 'nothing-there'],
		[301, 'redirected'],
		[302, 'redirected'],
		[304, 'redirected'],
		[307, 'redirected'],
		[401, 'source-unreachable'],
		[500, 'source-unreachable'],
		[204, 'source-unreachable'],
		[206, 'source-unreachable'],
	])('refuses an answer %d: %s', async (status, reason) => {
		const server = await serve((_request, response) => {
			response.writeHead(status, { Location: '/elsewhere' }).end();
		});
		expect(await refusalOf(read(server))).toBe(reason);
		expect(server.requests).toHaveLength(1);
	});

	it('stops an answer that has no end', async () => {
		const server = await serve((_request, response) => {
			const timer = setInterval(() => response.write(Buffer.alloc(600)), 5);
			response.on('close', () => {
				clearInterval(timer);
			});
		});
		expect(await refusalOf(read(server))).toBe('too-large');
	});

	it('gives up on a server that is silent, before its answer and within it', async () => {
		const mute = await serve(() => undefined);
		expect(await refusalOf(read(mute, trusting, { stallMs: 200 }))).toBe('too-slow');
		const halting = await serve((_request, response) => response.write('half'));
		expect(await refusalOf(read(halting, trusting, { stallMs: 200 }))).toBe('too-slow');
	});

	it('says of an answer that was cut off that it was', async () => {
		const server = await serve((_request, response) => {
			response.writeHead(200, { 'Content-Length': '100' });
			response.write('half', () => response.destroy());
		});
		expect(await refusalOf(read(server))).toBe('truncated');
	});

	it('trusts no server that nobody vouches for', async () => {
		const server = await serve((_request, response) => response.end('yes'));
		expect(await refusalOf(read(server, createNetwork()))).toBe('source-unreachable');
		expect(server.requests).toHaveLength(0);
	});

	it('goes through the hospital’s proxy, and never past one that refuses', async () => {
		const server = await serve((_request, response) => response.end('yes'));
		const proxy = await ConnectProxy.start();
		running.push(proxy);
		proxy.target = server.port;
		const own = makeTestCertificate({ address: '192.0.2.7' });
		const far = await serve((_request, response) => response.end('far'), own);
		proxy.target = far.port;
		const network = createNetwork({ ...plainNetwork, extraCa: [own.cert] }, () =>
			Promise.resolve(`PROXY ${proxy.host}`),
		);
		const source = createHttpsSource('https://192.0.2.7/updates', network);
		const ask = () => receiveWhole(receive(source, 'abha-desk.update', limits, systemClock));
		expect((await ask()).toString()).toBe('far');
		expect(proxy.asked[0]?.authority).toBe('192.0.2.7:443');
		proxy.answer = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n';
		const refusing = createNetwork({ ...plainNetwork, extraCa: [own.cert] }, () =>
			Promise.resolve(`PROXY ${proxy.host}`),
		);
		const refused = createHttpsSource('https://192.0.2.7/updates', refusing);
		const asked = receiveWhole(receive(refused, 'abha-desk.update', limits, systemClock));
		expect(await refusalOf(asked)).toBe('source-unreachable');
	});

	it('is not made for anything but an https folder', () => {
		expect(() => createHttpsSource('http://127.0.0.1/updates', trusting)).toThrow(TypeError);
	});
});

describe('isUpdateUrl', () => {
	it.each(['https://updates.example', 'https://updates.example:8443/abha/desk/'])(
		'takes %s',
		(url) => {
			expect(isUpdateUrl(url)).toBe(true);
		},
	);

	it.each([
		...[
			'http://updates.example',
			'file:///media/stick',
			'ftp://x',
			'\\\\server\\share',
			'/updates',
			'',
		],
		...['https://user:password@updates.example', 'https://updates.example/?a=1', 'https://x/#y'],
	])('refuses %j', (url) => {
		expect(isUpdateUrl(url)).toBe(false);
	});
});
