import type { Socket } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { createHttp } from '../../../main/abdm/http.ts';
import { createPerform } from '../../../main/abdm/perform.ts';
import { mayRepeat } from '../../../main/abdm/retry.ts';
import { systemClock } from '../../../main/clock.ts';
import type { AbdmStep } from '../../../preload/contract/failure.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer } from '../../support/scripted-server.ts';

const repeated: readonly AbdmStep[] = ['session', 'certificate', 'search', 'profile', 'card'];
const never: readonly AbdmStep[] = [
	'send-otp',
	'resend-otp',
	'verify-otp',
	'choose-account',
	'refresh',
	'log-out',
];

let server: ScriptedServer;

afterEach(() => server.stop());

async function start(
	respond: (nth: number, ...rest: Parameters<Respond>) => void,
	deadlineMs = 5_000,
) {
	let nth = 0;
	server = await ScriptedServer.start((...rest) => {
		nth += 1;
		respond(nth, ...rest);
	});
	const { log, lines } = recordedLog();
	const exchange = createHttp({ deadlineMs });
	const perform = createPerform({ exchange, clock: systemClock, log, generation: 'v3' });
	const ask = (step: AbdmStep): Promise<string> =>
		perform({
			step,
			method: 'POST',
			url: server.origin,
			headers: {},
			body: {},
			answer: { type: 'text', read: (text) => text },
		});
	return { ask, lines };
}

/** Lets the agent put the connection of the last answer back among the free ones. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a connection that was reset', () => {
	const connections = new Set<Socket>();
	/** The server answers once, and resets the same connection when it is asked again. */
	const stale: Parameters<typeof start>[0] = (nth, _request, response, incoming) => {
		if (nth === 1) connections.clear();
		const known = connections.has(incoming.socket);
		connections.add(incoming.socket);
		if (known) incoming.socket.resetAndDestroy();
		else response.end('yes');
	};

	it.each(repeated)('and had served before does not stop %s', async (step) => {
		const { ask, lines } = await start(stale);
		await ask('session');
		await settle();
		expect(await ask(step)).toBe('yes');
		expect(server.requests).toHaveLength(3);
		expect(lines).toEqual([]);
	});

	it.each(never)('and had served before fails %s, which is asked once', async (step) => {
		const { ask } = await start(stale);
		await ask('session');
		await settle();
		await expect(ask(step)).rejects.toMatchObject({ failure: { code: 'abdm-unavailable' } });
		expect(server.requests).toHaveLength(2);
	});

	it.each([...repeated, ...never])('and is new fails %s, which is asked once', async (step) => {
		const { ask } = await start((_nth, _request, _response, incoming) => {
			incoming.socket.resetAndDestroy();
		});
		await expect(ask(step)).rejects.toMatchObject({ failure: { code: 'abdm-unavailable' } });
		expect(server.requests).toHaveLength(1);
	});

	it('in the middle of an answer is not asked again, though it had served before', async () => {
		const { ask } = await start((nth, _request, response, incoming) => {
			if (nth === 1) return response.end('yes');
			response.writeHead(200, { 'Content-Length': 100 });
			response.write('half');
			return setTimeout(() => incoming.socket.resetAndDestroy(), 20);
		});
		await ask('session');
		await settle();
		await expect(ask('search')).rejects.toMatchObject({ failure: { code: 'abdm-unavailable' } });
		expect(server.requests).toHaveLength(2);
	});
});

describe('an answer of 502, 503 or 504', () => {
	const busyOnce =
		(status: number): Parameters<typeof start>[0] =>
		(nth, _request, response) => {
			response.writeHead(nth === 1 ? status : 200).end('yes');
		};

	it.each(repeated)('is asked once more for %s', async (step) => {
		for (const status of [502, 503, 504]) {
			const { ask } = await start(busyOnce(status));
			expect(await ask(step)).toBe('yes');
			expect(server.requests).toHaveLength(2);
			await server.stop();
		}
		server = await ScriptedServer.start(() => undefined);
	});

	it.each(never)('fails %s, which is asked once', async (step) => {
		const { ask } = await start(busyOnce(503));
		await expect(ask(step)).rejects.toMatchObject({ failure: { code: 'abdm-unavailable' } });
		expect(server.requests).toHaveLength(1);
	});

	it('is asked once more and not twice', async () => {
		const { ask, lines } = await start((_nth, _request, response) => response.writeHead(503).end());
		await expect(ask('search')).rejects.toMatchObject({ failure: { code: 'abdm-unavailable' } });
		expect(server.requests).toHaveLength(2);
		expect(lines).toHaveLength(1);
	});

	it('is not asked again when the server said that it wants to be left alone', async () => {
		const { ask } = await start((_nth, _request, response) =>
			response.writeHead(503, { 'Retry-After': '60' }).end(),
		);
		await expect(ask('search')).rejects.toThrow();
		expect(server.requests).toHaveLength(1);
	});

	it('has no new deadline for its second try', async () => {
		const { ask } = await start((nth, _request, response) => {
			if (nth === 1) setTimeout(() => response.writeHead(503).end(), 300);
		}, 800);
		const startedAtMs = performance.now();
		await expect(ask('search')).rejects.toMatchObject({ failure: { code: 'abdm-timeout' } });
		expect(server.requests).toHaveLength(2);
		expect(performance.now() - startedAtMs).toBeLessThan(1_100);
	});
});

describe('other answers', () => {
	it.each([500, 501, 429, 401, 404])('of %i are not asked again', async (status) => {
		const { ask } = await start((_nth, _request, response) => response.writeHead(status).end());
		await expect(ask('search')).rejects.toThrow();
		expect(server.requests).toHaveLength(1);
	});
});

describe('mayRepeat', () => {
	it('knows every step', async () => {
		server = await ScriptedServer.start(() => undefined);
		expect(repeated.filter(mayRepeat)).toEqual(repeated);
		expect(never.filter(mayRepeat)).toEqual([]);
	});
});
