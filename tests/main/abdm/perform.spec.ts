import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createHttp } from '../../../main/abdm/http.ts';
import { createPerform } from '../../../main/abdm/perform.ts';
import { systemClock } from '../../../main/clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer, sendJson } from '../../support/scripted-server.ts';

let server: ScriptedServer | undefined;

afterEach(async () => {
	await server?.stop();
});

const { log, lines } = recordedLog();
const limits = { deadlineMs: 150, maxBodyBytes: 1_000_000 };
const perform = createPerform({ exchange: createHttp(limits), clock: systemClock, log });

async function search(respond: Respond) {
	server = await ScriptedServer.start(respond);
	return perform({
		step: 'search',
		method: 'POST',
		url: server.origin,
		headers: {},
		body: {},
		answer: { type: 'json', schema: z.object({ name: z.string() }) },
	});
}

const reply =
	(status: number, contentType: string, body: string): Respond =>
	(_request, response) => {
		response.writeHead(status, { 'Content-Type': contentType });
		response.end(body);
	};

/** What ABDM may do instead of answering, and the one failure that the desk makes of it. */
const faults: [string, Respond, string][] = [
	['HTML with status 200', reply(200, 'text/html', '<html>Sign in</html>'), 'abdm-not-understood'],
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
	['503', reply(503, 'text/html', '<html>'), 'abdm-unavailable'],
	[
		'a redirect',
		(_request, response) => response.writeHead(302, { Location: '/' }).end(),
		'abdm-not-understood',
	],
];

describe('createPerform', () => {
	it.each(faults)('makes one failure of %s', async (_name, respond, code) => {
		lines.length = 0;
		const error = await search(respond).catch((failed: unknown) => failed);
		expect(error).toMatchObject({ failure: { code, details: { step: 'search' } } });
		expect(server?.requests).toHaveLength(1);

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
