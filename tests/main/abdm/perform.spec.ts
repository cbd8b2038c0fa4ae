import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createHttp } from '../../../main/abdm/http.ts';
import { isDecryptionRefusal } from '../../../main/abdm/decryption-refusal.ts';
import type { Outcome } from '../../../main/abdm/outcome.ts';
import { type AbdmCall, createPerform, TokenRefused } from '../../../main/abdm/perform.ts';
import { systemClock } from '../../../main/clock.ts';
import type { Generation } from '../../../preload/contract/desk.ts';
import type { AbdmStep } from '../../../preload/contract/failure.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer, sendJson } from '../../support/scripted-server.ts';

let server: ScriptedServer | undefined;

afterEach(async () => {
	await server?.stop();
});

const { log, lines } = recordedLog();
/** Long, so that a busy computer makes no timeout of another fault; short where it is the fault. */
const [patientMs, hurriedMs] = [5_000, 150];

function performWithin(deadlineMs: number, generation: Generation) {
	const exchange = createHttp({ deadlineMs, maxBodyBytes: 1_000_000 });
	return createPerform({ exchange, clock: systemClock, log, generation });
}

async function search(respond: Respond, deadlineMs?: number) {
	return call({}, respond, deadlineMs);
}

/** A search, or what the test wants of a call instead. */
async function call(
	wanted: Partial<AbdmCall<unknown>>,
	respond: Respond,
	deadlineMs = patientMs,
	generation: Generation = 'v3',
) {
	server = await ScriptedServer.start(respond);
	return performWithin(
		deadlineMs,
		generation,
	)({
		step: 'search',
		method: 'POST',
		url: server.origin,
		headers: {},
		body: {},
		answer: { type: 'json', schema: z.object({ name: z.string() }) },
		...wanted,
	});
}

const reply =
	(status: number, contentType: string, body: string): Respond =>
	(_request, response) => {
		response.writeHead(status, { 'Content-Type': contentType });
		response.end(body);
	};

/** What ABDM may do instead of answering, and the one failure that the desk makes of it. */
const faults: [string, Respond, string, number?][] = [
	['HTML with status 200', reply(200, 'text/html', '<html>Sign in</html>'), 'abdm-not-understood'],
	['a proxy’s 407', reply(407, 'text/html', '<html>Password</html>'), 'proxy-refused'],
	['HTML with status 403', reply(403, 'text/html', '<html>Denied</html>'), 'abdm-refused'],
	['an empty body', reply(200, 'application/json', ''), 'abdm-not-understood'],
	['no body and no type', (_request, response) => response.end(), 'abdm-not-understood'],
	['an array', reply(200, 'application/json', '[]'), 'abdm-not-understood'],
	['null', reply(200, 'application/json', 'null'), 'abdm-not-understood'],
	['a wrong content type', reply(200, 'text/plain', '{"name":"x"}'), 'abdm-not-understood'],
	[
		'a field of the wrong type',
		reply(200, 'application/json', '{"name":7}'),
		'abdm-not-understood',
	],
	['truncated JSON', reply(200, 'application/json', '{"name":"x'), 'abdm-not-understood'],
	[
		'megabytes of junk',
		reply(200, 'application/json', 'x'.repeat(2_000_000)),
		'abdm-not-understood',
	],
	[
		'a slow drip',
		(_request, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const drip = setInterval(() => response.write(' '), 20);
			response.on('close', () => {
				clearInterval(drip);
			});
		},
		'abdm-timeout',
	],
	['silence', () => undefined, 'abdm-timeout'],
	[
		'a reset connection',
		(_request, _response, incoming) => incoming.socket.resetAndDestroy(),
		'abdm-unavailable',
	],
	['503', reply(503, 'text/html', '<html>'), 'abdm-unavailable', 2],
	[
		'a redirect',
		(_request, response) => response.writeHead(302, { Location: '/' }).end(),
		'abdm-not-understood',
	],
];

describe('createPerform', () => {
	it.each(faults)('makes one failure of %s', async (_name, respond, code, requests = 1) => {
		lines.length = 0;
		const deadlineMs = code === 'abdm-timeout' ? hurriedMs : patientMs;
		const error = await search(respond, deadlineMs).catch((failed: unknown) => failed);
		expect(error).toMatchObject({ failure: { code, details: { step: 'search' } } });
		expect(server?.requests).toHaveLength(requests);

		const { failure } = error as { failure: { details: { incident: string } } };
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(failure.details.incident);
	});

	it('returns what passed its schema, and drops what was not asked for', async () => {
		const found = await search((_request, response) => {
			sendJson(response, 200, { name: 'N', extra: true });
		});
		expect(found).toEqual({ name: 'N' });
	});

	it('keeps the code of a refusal that it has no words for', async () => {
		const refused = search((_request, response) => {
			sendJson(response, 422, {
				code: 'HIS-422',
				details: [{ code: 'HIS-7777', message: 'Deepak' }],
			});
		});
		await expect(refused).rejects.toMatchObject({
			failure: { code: 'abdm-refused', details: { abdmCode: 'HIS-7777', httpStatus: 422 } },
		});
	});

	it('says nothing of what ABDM wrote, neither in the failure nor in the log', async () => {
		lines.length = 0;
		const error = await search(
			reply(200, 'application/json', '{"patient":"Deepak Pant","otp":"012345"'),
		).catch((failed: unknown) => failed);
		const { failure, cause } = error as { failure: unknown; cause: unknown };
		const seen = JSON.stringify(failure) + String(cause) + lines.join('');
		expect(seen).not.toContain('Deepak');
		expect(seen).not.toContain('012345');
	});
});

describe('an answer that is no JSON', () => {
	const card = { type: 'bytes', read: (bytes: Buffer, type: string) => [...bytes, type] } as const;
	const png = Buffer.from([0x89, 0x50, 0xff]);
	const sendPng: Respond = (_request, response) => {
		response.writeHead(202, { 'Content-Type': 'image/png' });
		response.end(png);
	};

	it('is read as bytes, with its type, from any 2xx', async () => {
		expect(await call({ step: 'card', answer: card }, sendPng)).toEqual([...png, 'image/png']);
	});

	it('is a failure when its reader says so, without what the reader says', async () => {
		const read = () => {
			throw new TypeError('canary');
		};
		const failed = call({ step: 'card', answer: { type: 'bytes', read } }, sendPng);
		const error = await failed.catch((failure: unknown) => failure);
		expect(error).toMatchObject({ failure: { code: 'abdm-not-understood' } });
		expect(JSON.stringify(error) + lines.join('')).not.toContain('canary');
	});

	it('may be nothing at all', async () => {
		const nothing = { type: 'nothing' } as const;
		const answer = await call({ step: 'log-out', answer: nothing }, (_request, response) =>
			response.writeHead(204).end(),
		);
		expect(answer).toBeUndefined();
	});
});

describe('a refusal with status 200', () => {
	const anything = { type: 'json', schema: z.object({ name: z.string().nullish() }) } as const;
	const nothing = { type: 'nothing' } as const;

	it.each([
		['profile', anything, { code: 'ABDM-1094', message: 'X-token expired' }, 'token-expired'],
		['search', anything, { error: { code: 'ABDM-1114', message: 'm' } }, 'abha-not-found'],
		['send-otp', anything, [{ code: 'ABDM-1006: ', message: 'm' }], 'abdm-refused'],
		['log-out', nothing, { code: 'ABDM-1094', message: 'm' }, 'token-expired'],
		['session', anything, { code: 'ABDM-9999', message: 'Down' }, 'abdm-refused'],
	] as const)('of %s is a failure: %j', async (step, answer, body, code) => {
		const failed = call({ step, answer }, (_request, response) => {
			sendJson(response, 200, body);
		});
		await expect(failed).rejects.toMatchObject({ failure: { code, details: { httpStatus: 200 } } });
	});

	it.each([
		['profile', { message: 'X-token expired', timestamp: 't' }, 'token-expired'],
		['verify-otp', { txnId: 'Invalid Transaction Id', timestamp: 't' }, 'otp-expired'],
		['search', { message: 'Something', timestamp: 't' }, 'abdm-not-understood'],
	] as const)('of %s may have no code: %j', async (step, body, code) => {
		const failed = call({ step }, (_request, response) => {
			sendJson(response, 200, body);
		});
		await expect(failed).rejects.toMatchObject({ failure: { code } });
	});

	it('is what the call’s own judge says, in one line of the log', async () => {
		lines.length = 0;
		const judge = (): Outcome => ({ code: 'wrong-otp', attemptsLeft: 2 });
		const failed = call({ step: 'verify-otp', judge }, (_request, response) => {
			sendJson(response, 200, { name: 'N' });
		});
		await expect(failed).rejects.toMatchObject({
			failure: { code: 'wrong-otp', attemptsLeft: 2, details: { step: 'verify-otp' } },
		});
		expect(lines).toHaveLength(1);
	});

	it('is none when the judge has nothing to say', async () => {
		const answered = call({ judge: () => undefined }, (_request, response) => {
			sendJson(response, 200, { name: 'N', code: null });
		});
		expect(await answered).toEqual({ name: 'N' });
	});
});

describe('a clock that is wrong', () => {
	/** Answers at `offMs` from this computer's time. */
	const at =
		(offMs: number, status: number, body: unknown): Respond =>
		(_request, response) => {
			response.setHeader('Date', new Date(Date.now() + offMs).toUTCString());
			sendJson(response, status, body);
		};
	const timestamp = { error: { code: 'ABDM-1016: ', message: 'Invalid Timestamp' } };
	const minutes = 60_000;

	it.each([
		['search', -10 * minutes, 404, timestamp, 600],
		['search', 10 * minutes, 404, timestamp, -600],
		['session', 10 * minutes, 401, {}, -600],
		['search', 10 * minutes, 403, {}, -600],
		['search', 10 * minutes, 401, { code: '900901' }, -600],
	] as const)('is said of %s at %i ms with %i', async (step, offMs, status, body, ahead) => {
		const error = await call({ step }, at(offMs, status, body)).catch((failed: unknown) => failed);
		expect(error).toMatchObject({ failure: { code: 'clock-wrong', details: { step } } });
		const { failure } = error as { failure: { aheadSeconds: number } };
		expect(Math.abs(failure.aheadSeconds - ahead)).toBeLessThanOrEqual(2);
	});

	it.each([
		['a clock that is nearly right', 'search', 28_000, 404, timestamp, 'abdm-refused'],
		[
			'a patient whom nobody knows',
			'search',
			600_000,
			404,
			{ code: 'ABDM-1114' },
			'abha-not-found',
		],
		['a server that is down', 'search', 600_000, 500, {}, 'abdm-unavailable'],
		[
			'a wrong secret',
			'session',
			600_000,
			400,
			{ error: { code: 'ABDM-9999: ', message: 'Invalid user credentials' } },
			'credentials-refused',
		],
	] as const)('is not said of %s', async (_what, step, offMs, status, body, code) => {
		const failed = call({ step }, at(offMs, status, body));
		await expect(failed).rejects.toMatchObject({ failure: { code } });
	});

	it.each([
		['session', 401, {}],
		['session', 400, {}],
		['search', 401, { code: '900901' }],
	] as const)(
		'is not said of refused credentials in V1/V2: %s %i %j',
		async (step, status, body) => {
			const failed = call({ step }, at(600_000, status, body), patientMs, 'v1v2');
			await expect(failed).rejects.toMatchObject({ failure: { code: 'credentials-refused' } });
		},
	);

	it('is not said of an answer that is good', async () => {
		expect(await search(at(600_000, 200, { name: 'N' }))).toEqual({ name: 'N' });
	});

	it('still has the gateway’s token renewed once', async () => {
		const failed = search(at(600_000, 401, { code: '900901' }));
		await expect(failed).rejects.toBeInstanceOf(TokenRefused);
	});
});

describe('a field that ABDM cannot decrypt', () => {
	const refusedWith = async (step: AbdmStep, body: unknown) =>
		call({ step }, (_request, response) => {
			sendJson(response, 400, body);
		}).catch((failed: unknown) => failed);

	it('asks for another certificate, and blames nobody', async () => {
		const error = await refusedWith('send-otp', { loginId: 'Invalid LoginId', timestamp: 't' });
		expect(isDecryptionRefusal(error)).toBe(true);
		expect(error).toMatchObject({ failure: { code: 'abdm-refused' } });
	});

	it('is told from a wrong OTP', async () => {
		const error = await refusedWith('verify-otp', { code: 'ABDM-1035', message: 'OTP' });
		expect(isDecryptionRefusal(error)).toBe(false);
		expect(error).toMatchObject({ failure: { code: 'wrong-otp' } });
	});
});
