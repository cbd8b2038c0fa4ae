import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startSimulator } from '../../../main/simulator/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { PracticeDesk } from './practice-desk.ts';

describe('startSimulator', () => {
	let desk: PracticeDesk;

	beforeEach(async () => {
		desk = await PracticeDesk.open();
	});

	afterEach(async () => {
		await desk.simulator.close();
	});

	it('listens on loopback only, at the paths of ABDM', () => {
		expect(desk.simulator.urls.v1v2.sessions).toMatch(
			/^http:\/\/127\.0\.0\.1:\d+\/gateway\/v0\.5\/sessions$/,
		);
		expect(desk.simulator.urls.v1v2.abha).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
	});

	it('speaks V3 on the same port, at three bases of its own', () => {
		const { v1v2, v3 } = desk.simulator.urls;
		const { origin } = new URL(v1v2.abha);
		expect(v3).toEqual({
			sessions: `${origin}/v3gw/api/hiecm/gateway/v3/sessions`,
			abha: `${origin}/v3gw/abha/api`,
			phr: `${origin}/v3gw/abha/api/v3/phr/web`,
		});
		expect(desk.simulator.credentials.cmId).toBe('sbx');
	});

	it('does not take the gateway token of one generation for the other', async () => {
		const { authorization = '' } = desk.headers;
		const response = await fetch(`${desk.simulator.urls.v3.abha}/v3/profile/public/certificate`, {
			headers: { authorization },
		});
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ code: '900901' });
	});

	it.each(['v1v2', 'v3'] as const)('speaks %s alone when told to', async (generation) => {
		const simulator = await startSimulator({ clock: new FakeClock(), generation });
		const statusOf = async (url: string) => (await fetch(url, { method: 'PUT' })).status;
		const { v1v2, v3 } = simulator.urls;
		expect([await statusOf(v1v2.sessions), await statusOf(v3.sessions)]).toEqual(
			generation === 'v1v2' ? [405, 404] : [404, 405],
		);
		await simulator.close();
	});

	it('dates its answers by its clock, and not by the computer', async () => {
		const response = await fetch(desk.simulator.urls.v1v2.sessions);
		expect(response.headers.get('date')).toBe('Mon, 23 Nov 2026 00:00:00 GMT');
	});

	it('makes up its credentials and its key at each start', async () => {
		const other = await PracticeDesk.open();
		for (const field of ['clientId', 'clientSecret', 'hipId'] as const) {
			expect(other.simulator.credentials[field]).not.toBe(desk.simulator.credentials[field]);
		}
		const [one, two] = await Promise.all([desk.get('/v1/auth/cert'), other.get('/v1/auth/cert')]);
		expect(one.text).not.toBe(two.text);
		await other.simulator.close();
	});

	it('serves a real RSA public key of 2048 bits', async () => {
		const { status, text } = await desk.get('/v1/auth/cert');
		expect(status).toBe(200);
		expect(text).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
		const key = createPublicKey(text);
		expect(key.asymmetricKeyType).toBe('rsa');
		expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
	});

	it('knows nothing outside the paths of ABDM', async () => {
		const { origin } = new URL(desk.simulator.urls.v1v2.abha);
		for (const path of ['/', '/api', '/apix/v1/auth/cert', '//', '/gateway/v0.5/certs']) {
			const response = await fetch(origin + path);
			expect(response.status, path).toBe(404);
			expect(await response.json()).toMatchObject({ code: '404', type: 'Status report' });
		}
	});

	it('goes on after a client that hangs up in mid-request', async () => {
		const { hostname, port } = new URL(desk.simulator.urls.v1v2.sessions);
		const socket = connect(Number(port), hostname);
		await once(socket, 'connect');
		socket.write(
			'POST /gateway/v0.5/sessions HTTP/1.1\r\nHost: abdm\r\n' +
				'Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"clientId":',
		);
		socket.destroy();
		await once(socket, 'close');
		expect((await desk.startSession()).status).toBe(200);
	});

	it('ends a keep-alive connection at once when closed', async () => {
		const { hostname, port } = new URL(desk.simulator.urls.v1v2.sessions);
		const socket = connect(Number(port), hostname);
		socket.write('GET / HTTP/1.1\r\nHost: abdm\r\nConnection: keep-alive\r\n\r\n');
		await once(socket, 'data');
		socket.on('error', () => undefined);
		const ended = once(socket, 'close');
		await desk.simulator.close();
		await ended;
		await expect(desk.get('/v1/auth/cert')).rejects.toThrow();
	});

	it('does not wait for a request that is half sent when closed', async () => {
		const { hostname, port } = new URL(desk.simulator.urls.v1v2.sessions);
		const socket = connect(Number(port), hostname);
		socket.on('error', () => undefined);
		await once(socket, 'connect');
		// The server answers `Expect` as soon as it has the head, and then waits for the body.
		socket.write(
			'POST /gateway/v0.5/sessions HTTP/1.1\r\nHost: abdm\r\nExpect: 100-continue\r\n' +
				'Content-Type: application/json\r\nContent-Length: 500\r\n\r\n',
		);
		await once(socket, 'data');
		const ended = once(socket, 'close');
		await desk.simulator.close();
		await ended;
	});

	it('calls off the SMS that have not arrived when closed', async () => {
		await desk.init('deepak.pant');
		expect(desk.clock.waiting).toBe(1);
		await desk.simulator.close();
		expect(desk.clock.waiting).toBe(0);
	});

	it('may be closed twice', async () => {
		await desk.simulator.close();
		await expect(desk.simulator.close()).resolves.toBeUndefined();
	});

	it('lets an SMS take a second and a half unless told otherwise', async () => {
		await desk.simulator.close();
		const clock = new FakeClock();
		const simulator = await startSimulator({ clock });
		const arrived: string[] = [];
		simulator.onMessage(({ to }) => arrived.push(to));
		const { hipId, ...client } = simulator.credentials;
		const post = async (url: string, fields: object, headers = {}) => {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(fields),
			});
			return (await response.json()) as Record<string, string>;
		};
		const session = await post(simulator.urls.v1v2.sessions, {
			...client,
			grantType: 'client_credentials',
		});
		await post(
			`${simulator.urls.v1v2.abha}/v2/auth/init`,
			{ authMethod: 'MOBILE_OTP', healthid: 'deepak.pant' },
			{ authorization: `Bearer ${session.accessToken}`, 'x-hip-id': hipId },
		);
		clock.advance(1499);
		expect(arrived).toEqual([]);
		clock.advance(1);
		expect(arrived).toEqual(['******0903']);
		await simulator.close();
	});
});
