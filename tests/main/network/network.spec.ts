import { afterEach, describe, expect, it, vi } from 'vitest';

import { createHttp } from '../../../main/abdm/http.ts';
import {
	createNetwork,
	type NetworkSettings,
	plainNetwork,
} from '../../../main/network/network.ts';
import { Secret } from '../../../main/secret.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';
import { makeTestCertificate, type TestCertificate } from '../../support/test-certificate.ts';

/** A name that no resolver knows: it is reached through the proxy or not at all. */
const certificate = makeTestCertificate({ address: '192.0.2.7' });
const target = 'https://192.0.2.7/x';

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
	vi.unstubAllEnvs();
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function startAbdm(with_: TestCertificate = certificate): Promise<ScriptedServer> {
	const server = await ScriptedServer.start((_request, response) => response.end('yes'), with_);
	running.push(server);
	return server;
}

async function startProxy(abdm: ScriptedServer, with_?: TestCertificate): Promise<ConnectProxy> {
	const proxy = await ConnectProxy.start(with_);
	proxy.target = abdm.port;
	running.push(proxy);
	return proxy;
}

function get(
	settings: Partial<NetworkSettings>,
	resolved?: string | ((url: string) => Promise<string>),
	url = target,
) {
	const resolve = typeof resolved === 'string' ? () => Promise.resolve(resolved) : resolved;
	const network = createNetwork({ ...plainNetwork, ...settings }, resolve);
	const exchange = createHttp({ network, deadlineMs: 5_000 });
	return exchange({ method: 'GET', url, headers: { Authorization: 'Bearer canary' } });
}

const trusting = { extraCa: [certificate.cert] };

describe('createNetwork', () => {
	it('goes the way that the system’s settings or its PAC file name', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const answer = await get(trusting, `SOCKS5 127.0.0.1:1; PROXY ${proxy.host}; DIRECT`);
		expect(answer.bytes.toString()).toBe('yes');
		expect(proxy.asked).toEqual([{ authority: '192.0.2.7:443', authorization: undefined }]);
	});

	it('tells the PAC file no more than the host', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const urls: string[] = [];
		const resolve = (url: string) => {
			urls.push(url);
			return Promise.resolve(`PROXY ${proxy.host}`);
		};
		await get(trusting, resolve, 'https://192.0.2.7/path/of/a/patient?id=1');
		expect(urls).toEqual(['https://192.0.2.7']);
	});

	it('prefers the configured proxy, and shows it its password', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const settings = { url: proxy.url, user: 'asha', password: new Secret('pässword: 1') };
		const answer = await get({ ...trusting, proxy: settings }, 'PROXY 127.0.0.1:1');
		expect(answer.status).toBe(200);
		const pair = Buffer.from('asha:pässword: 1').toString('base64');
		expect(proxy.asked[0]?.authorization).toBe(`Basic ${pair}`);
		expect(abdm.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
	});

	it('goes through a proxy that speaks TLS itself', async () => {
		const own = makeTestCertificate();
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm, own);
		const settings = { url: proxy.url, user: null, password: null };
		const answer = await get({ extraCa: [certificate.cert, own.cert], proxy: settings });
		expect(answer.bytes.toString()).toBe('yes');
		await expect(get({ ...trusting, proxy: settings })).rejects.toMatchObject({
			kind: 'proxy-refused',
		});
	});

	it('does not trust a stranger inside a tunnel', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		await expect(get({}, `PROXY ${proxy.host}`)).rejects.toMatchObject({ kind: 'tls' });
		const other = await startAbdm(makeTestCertificate({ address: '192.0.2.8' }));
		proxy.target = other.port;
		await expect(get(trusting, `PROXY ${proxy.host}`)).rejects.toMatchObject({ kind: 'tls' });
		expect(abdm.requests.length + other.requests.length).toBe(0);
	});

	it.each([
		['a password', '407 Proxy Authentication Required'],
		['leave', '403 Forbidden'],
		['patience', '503 Service Unavailable'],
		['a redirect', '302 Found\r\nLocation: https://login.example/'],
	])('never takes a proxy that wants %s for ABDM', async (_what, status) => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const body = '{"accessToken":"forged","expiresIn":600}';
		proxy.answer = `HTTP/1.1 ${status}\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;
		const call = get(trusting, `PROXY ${proxy.host}`);
		await expect(call).rejects.toMatchObject({ kind: 'proxy-refused' });
		expect(abdm.requests).toHaveLength(0);
	});

	it('lets the environment talk it into no stranger, before the tunnel or inside', async () => {
		vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
		const abdm = await startAbdm();
		const inside = await startProxy(abdm);
		await expect(get({}, `PROXY ${inside.host}`)).rejects.toMatchObject({ kind: 'tls' });
		const before = await startProxy(abdm, makeTestCertificate());
		await expect(get(trusting, `HTTPS ${before.host}`)).rejects.toMatchObject({
			kind: 'proxy-refused',
		});
		expect(abdm.requests).toHaveLength(0);
	});

	it('reads nothing that a proxy says after it has let us through as ABDM’s', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		proxy.answer = 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged';
		await expect(get(trusting, `PROXY ${proxy.host}`)).rejects.toMatchObject({ kind: 'tls' });
	});

	it('says of a proxy that is gone that the proxy refuses', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const { host } = proxy;
		await proxy.stop();
		running.pop();
		await expect(get(trusting, `PROXY ${host}`)).rejects.toMatchObject({ kind: 'proxy-refused' });
	});

	it('goes nowhere when the system names only proxies that we cannot use', async () => {
		const abdm = await startAbdm(makeTestCertificate({ address: '192.0.2.7' }));
		const call = get(trusting, 'SOCKS5 127.0.0.1:1');
		await expect(call).rejects.toMatchObject({ kind: 'proxy-refused' });
		const network = createNetwork(plainNetwork, () => Promise.resolve('SOCKS5 127.0.0.1:1'));
		expect(await network.isProxied(target)).toBe(true);
		expect(abdm.requests).toHaveLength(0);
	});

	it('says of a proxy whose name nobody knows that there is no network', async () => {
		const call = get(trusting, 'PROXY proxy.invalid:3128');
		await expect(call).rejects.toMatchObject({ kind: 'offline' });
	});

	it('waits for a slow PAC file no longer than for an answer', async () => {
		const network = createNetwork(plainNetwork, () => new Promise(() => undefined));
		const exchange = createHttp({ network, deadlineMs: 50 });
		const call = exchange({ method: 'GET', url: target, headers: {} });
		await expect(call).rejects.toMatchObject({ kind: 'timeout' });
	});

	it('goes to this computer directly, whatever the settings say', async () => {
		const abdm = await startAbdm(makeTestCertificate());
		const proxy = await startProxy(abdm);
		const server = await ScriptedServer.start((_request, response) => response.end('here'));
		running.push(server);
		const settings = { url: proxy.url, user: null, password: null };
		const answer = await get({ proxy: settings }, `PROXY ${proxy.host}`, `${server.origin}/x`);
		expect(answer.bytes.toString()).toBe('here');
		expect(proxy.asked).toEqual([]);
	});

	it('keeps one connection through the proxy for one call after another', async () => {
		const abdm = await startAbdm();
		const proxy = await startProxy(abdm);
		const resolve = () => Promise.resolve(`PROXY ${proxy.host}`);
		const network = createNetwork({ ...plainNetwork, ...trusting }, resolve);
		const exchange = createHttp({ network });
		await exchange({ method: 'GET', url: target, headers: {} });
		await exchange({ method: 'GET', url: target, headers: {} });
		expect(abdm.requests).toHaveLength(2);
		expect(proxy.asked).toHaveLength(1);
	});

	it('has one agent for each way, and says which ways have a proxy', async () => {
		const ways = { 'https://a.example': 'PROXY p.example:1', 'https://b.example': 'DIRECT' };
		const network = createNetwork(plainNetwork, (url) =>
			Promise.resolve(ways[url as keyof typeof ways]),
		);
		const [first, again, other] = await Promise.all(
			['https://a.example/1', 'https://a.example/2', 'https://b.example/'].map((url) =>
				network.agentFor(url),
			),
		);
		expect(again).toBe(first);
		expect(other).not.toBe(first);
		expect(await network.isProxied('https://a.example/')).toBe(true);
		expect(await network.isProxied('https://b.example/')).toBe(false);
	});

	it('asks for IPv4 addresses only where the hospital says so', async () => {
		for (const url of ['https://a.example', 'http://127.0.0.1']) {
			const agent = await createNetwork({ ...plainNetwork, ipv4Only: true }).agentFor(url);
			expect(agent).toMatchObject({ options: { family: 4 } });
		}
	});
});
