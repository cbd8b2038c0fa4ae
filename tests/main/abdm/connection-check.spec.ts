import { generateKeyPairSync } from 'node:crypto';

import { afterEach, describe, expect, it } from 'vitest';

import { checkConnection } from '../../../main/abdm/connection-check.ts';
import type { AbdmAccess } from '../../../main/abdm/create-client.ts';
import { createHttp } from '../../../main/abdm/http.ts';
import { createPerform } from '../../../main/abdm/perform.ts';
import { GatewaySession } from '../../../main/abdm/session.ts';
import { systemClock } from '../../../main/clock.ts';
import { createNetwork, plainNetwork } from '../../../main/network/network.ts';
import { Secret } from '../../../main/secret.ts';
import { plainDialect } from '../../support/dialects.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer, sendJson } from '../../support/scripted-server.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const pem = key.export({ type: 'spki', format: 'pem' }).toString();
const named = {
	publicKey: key.export({ type: 'spki', format: 'der' }).toString('base64'),
	encryptionAlgorithm: 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding',
};

/** An ABDM in order, but for the paths that a test answers itself. */
function respondWith(instead: Record<string, Respond> = {}): Respond {
	const answers: Record<string, Respond> = {
		'POST /sessions': (_request, response) => {
			sendJson(response, 200, { accessToken: 'canary-token', expiresIn: 600 });
		},
		'GET /abha/v1/auth/cert': (_request, response) => response.end(pem),
		'GET /abha/v3/profile/public/certificate': (_request, response) => {
			sendJson(response, 200, named);
		},
		...instead,
	};
	return (request, response, incoming) => {
		const respond = answers[`${request.method} ${request.path}`];
		if (respond === undefined) sendJson(response, 404, {});
		else respond(request, response, incoming);
	};
}

const certificate = makeTestCertificate();

async function startAbdm(instead?: Record<string, Respond>, with_?: typeof certificate) {
	const server = await ScriptedServer.start(respondWith(instead), with_);
	running.push(server);
	return server;
}

function accessTo(origin: string): AbdmAccess {
	const urls = { sessions: `${origin}/sessions`, abha: `${origin}/abha` };
	const clientSecret = new Secret('canary-secret');
	return { generation: 'v1v2', clientId: 'id', clientSecret, hipId: 'HIP', urls };
}

interface CheckOptions {
	clockOffMs?: number;
	deadlineMs?: number;
	network?: ReturnType<typeof createNetwork>;
	resolveName?: (hostname: string) => Promise<unknown>;
	session?: GatewaySession;
}

const { log, lines } = recordedLog();

/** The report in short: `dns=ok tls=failed:tls-not-trusted …` */
async function check(access: AbdmAccess, options: CheckOptions = {}) {
	lines.length = 0;
	const { clockOffMs = 0, deadlineMs = 5_000, network } = options;
	const { resolveName = () => Promise.resolve(), session } = options;
	const clock = { ...systemClock, wallNowMs: () => Date.now() + clockOffMs };
	const trusted = createNetwork({ ...plainNetwork, extraCa: [certificate.cert] });
	const http = { deadlineMs, network: network ?? trusted };
	const desk = session === undefined ? {} : { session };
	const { steps } = await checkConnection(access, { clock, log, http, resolveName, ...desk });
	const words = steps.map(({ step, result, failure }) =>
		failure === null ? `${step}=${result}` : `${step}=${result}:${failure.code}`,
	);
	return { steps, words: words.join(' ') };
}

describe('checkConnection', () => {
	it('goes through all steps with an ABDM in order, and sends no OTP', async () => {
		const server = await startAbdm({}, certificate);
		const { words, steps } = await check(accessTo(server.origin), { clockOffMs: 12_000 });
		// The address is this computer's, and needs no name.
		expect(words).toBe('dns=not-tried tls=ok clock=ok session=ok certificate=ok');
		expect(Math.abs((steps[2]?.clockAheadSeconds ?? 0) - 12)).toBeLessThanOrEqual(2);
		expect(server.paths).toEqual(['GET /sessions', 'POST /sessions', 'GET /abha/v1/auth/cert']);
		expect(lines).toEqual([]);
	});

	it('speaks V3 too', async () => {
		const server = await startAbdm();
		const { urls, ...access } = accessTo(server.origin);
		const v3Urls = { ...urls, phr: `${server.origin}/phr` };
		const v3 = { ...access, generation: 'v3', urls: v3Urls, cmId: 'sbx', addressSuffix: '@sbx' };
		const { words } = await check(v3 as AbdmAccess);
		expect(words).toBe('dns=not-tried tls=not-tried clock=ok session=ok certificate=ok');
		expect(server.requests[1]?.headers).toMatchObject({ 'x-cm-id': 'sbx' });
	});

	it('says that a name is not known, in one line of the log', async () => {
		const asked: string[] = [];
		const resolveName = (hostname: string) => {
			asked.push(hostname);
			return Promise.reject(new Error('canary'));
		};
		const { words, steps } = await check(accessTo('https://abdm.invalid'), { resolveName });
		expect(words).toBe(
			'dns=failed:offline tls=not-tried clock=not-tried session=not-tried certificate=not-tried',
		);
		expect(asked).toEqual(['abdm.invalid']);
		expect(lines).toHaveLength(1);
		const { failure } = steps[0] as { failure: { details: { incident: string } } };
		expect(lines[0]).toContain(failure.details.incident);
	});

	it('does not wait for ever for a resolver that is silent', async () => {
		const resolveName = () => new Promise(() => undefined);
		const access = accessTo('https://abdm.invalid');
		const { words } = await check(access, { resolveName, deadlineMs: 50 });
		expect(words).toContain('dns=failed:offline');
	});

	it.each([
		['of another name', makeTestCertificate({ address: '192.0.2.9' })],
		['that has expired', makeTestCertificate({ validUntil: new Date(Date.now() - 1000) })],
	])('says that a certificate %s is not trusted', async (_what, other) => {
		const server = await startAbdm({}, other);
		const network = createNetwork({ ...plainNetwork, extraCa: [other.cert] });
		const { words } = await check(accessTo(server.origin), { network });
		expect(words).toBe(
			'dns=not-tried tls=failed:tls-not-trusted clock=not-tried session=not-tried certificate=not-tried',
		);
		expect(server.requests).toEqual([]);
	});

	it('looks at every host, not only at that of the session', async () => {
		const server = await startAbdm({}, certificate);
		const access = accessTo(server.origin);
		const other = { ...access, urls: { ...access.urls, abha: 'https://127.0.0.1:1/abha' } };
		expect((await check(other as AbdmAccess)).words).toContain('tls=failed:abdm-unavailable');
	});

	it('says that nobody answers at a plain URL of this computer', async () => {
		const { words } = await check(accessTo('http://127.0.0.1:1'));
		expect(words).toContain('tls=not-tried clock=failed:abdm-unavailable');
	});

	it('says how far the clock is off, and asks for nothing with it', async () => {
		const server = await startAbdm();
		const { words, steps } = await check(accessTo(server.origin), { clockOffMs: -600_000 });
		expect(words).toContain('clock=failed:clock-wrong session=not-tried');
		expect(Math.abs((steps[2]?.clockAheadSeconds ?? 0) + 600)).toBeLessThanOrEqual(2);
		expect(server.paths).toEqual(['GET /sessions']);
	});

	it('goes on with a server that does not say what time it is', async () => {
		const server = await startAbdm({
			'GET /sessions': (_request, response) => {
				response.sendDate = false;
				response.end();
			},
		});
		const { words } = await check(accessTo(server.origin));
		expect(words).toContain('clock=not-tried session=ok certificate=ok');
	});

	it('says that the session is refused, at each press again, whatever the desk’s pause', async () => {
		const server = await startAbdm({
			'POST /sessions': (_request, response) => {
				sendJson(response, 401, { code: '900901', message: 'canary' });
			},
		});
		for (let press = 1; press <= 2; press += 1) {
			const { words, steps } = await check(accessTo(server.origin));
			expect(words).toContain('session=failed:credentials-refused certificate=not-tried');
			expect(JSON.stringify(steps) + lines.join('')).not.toContain('canary');
		}
		expect(server.paths.filter((path) => path === 'POST /sessions')).toHaveLength(2);
	});

	/** The session that the desk works with. */
	function deskSession(access: AbdmAccess): GatewaySession {
		const { generation, urls } = access;
		const perform = createPerform({ exchange: createHttp(), clock: systemClock, log, generation });
		return new GatewaySession(perform, urls.sessions, access, plainDialect, systemClock);
	}

	it('obeys and begins the pause of the desk’s session, where it is given that', async () => {
		const server = await startAbdm({
			'POST /sessions': (_request, response) => {
				sendJson(response, 401, { code: '900901', message: 'canary' });
			},
		});
		const access = accessTo(server.origin);
		const session = deskSession(access);
		const first = await check(access, { session });
		expect(first.words).toContain('session=failed:credentials-refused certificate=not-tried');
		expect(session.state.state).toBe('paused');
		const second = await check(access, { session });
		expect(second.words).toContain('session=failed:gateway-paused certificate=not-tried');
		expect(server.paths.filter((path) => path === 'POST /sessions')).toHaveLength(1);
		session.tryNow();
	});

	it('asks anew for the desk’s session, and leaves the desk the token that it got', async () => {
		let sessions = 0;
		const server = await startAbdm({
			'POST /sessions': (_request, response) => {
				sessions += 1;
				sendJson(response, 200, { accessToken: `token-${String(sessions)}`, expiresIn: 600 });
			},
		});
		const access = accessTo(server.origin);
		const session = deskSession(access);
		await session.token();
		expect((await check(access, { session })).words).toContain('session=ok certificate=ok');
		expect((await session.token()).reveal()).toBe('token-2');
		expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
		expect(sessions).toBe(2);
	});

	it('says that the certificate cannot be used', async () => {
		const server = await startAbdm({
			'GET /abha/v1/auth/cert': (_request, response) => response.end('<html>canary</html>'),
		});
		const { words } = await check(accessTo(server.origin));
		expect(words).toContain('session=ok certificate=failed:abdm-not-understood');
	});

	it('leaves names to the proxy, and says that it refuses', async () => {
		const server = await startAbdm({}, certificate);
		const proxy = await ConnectProxy.start();
		running.push(proxy);
		proxy.target = server.port;
		proxy.answer = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n';
		const settings = { url: proxy.url, user: null, password: null };
		const network = createNetwork({ ...plainNetwork, proxy: settings });
		const resolveName = () => Promise.reject(new Error('Nobody asks'));
		const { words } = await check(accessTo('https://abdm.invalid'), { network, resolveName });
		expect(words).toContain('dns=not-tried tls=failed:proxy-refused');
	});
});
