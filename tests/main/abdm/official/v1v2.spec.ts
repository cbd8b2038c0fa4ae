import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import operationsFile from '../../../fixtures/v1v2-operations.json';
import type { RecordedRequest } from '../../../support/scripted-server.ts';
import { type Answers, png, ScriptedAbdm, sendBytes } from '../scripted-abdm.ts';
import { mobile, targetOf, wholeLogin } from './every-call.ts';
import { filled } from './placeholders.ts';

/**
 * What NHA's own documents say of V1/V2, and what the desk sends. A path, a field, a type or a
 * header that drifts fails here.
 */
const field = z.object({ type: z.string(), enum: z.array(z.string()).optional() });
const operation = z.object({
	source: z.string(),
	method: z.string(),
	path: z.string(),
	headers: z.array(z.string()),
	body: z
		.object({ required: z.array(z.string()), properties: z.record(z.string(), field) })
		.nullable(),
	answer: z.unknown().optional(),
});
const { operations } = z.object({ operations: z.array(operation) }).parse(operationsFile);

/** The session has a host and a base of its own. */
const pathOf = (path: string) => (path.startsWith('/gateway') ? path : `/api${path}`);
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const documented = new Map(
	operations.map((entry) => [nameOf({ ...entry, path: pathOf(entry.path) }), entry]),
);

let abdm: ScriptedAbdm;
let sent: RecordedRequest[];
/** Told after the deviations, which say why. */
let failed: unknown;

beforeAll(async () => {
	const examples: Answers = Object.fromEntries(
		[...documented]
			.filter(([, { answer }]) => answer !== undefined)
			.map(([name, { answer }]) => [name, filled(answer)]),
	);
	abdm = await ScriptedAbdm.start('v1v2', {
		...examples,
		// Documented as bytes, and as nothing at all.
		'GET /api/v1/account/getPngCard': sendBytes(200, 'image/png', png),
		'GET /api/v1/account/logout': sendBytes(200, '', Buffer.alloc(0)),
	});
	failed = await everyCall().catch((error: unknown) => error);
	sent = [...abdm.requests];
});

afterAll(async () => {
	await abdm.stop();
});

async function everyCall(): Promise<void> {
	const { client } = abdm;
	const record = await targetOf(client, { kind: 'abha-number', value: '43-4221-5105-6749' });
	await wholeLogin(client, record, 'mobile-otp');
	await wholeLogin(client, record, 'aadhaar-otp');
	await wholeLogin(client, mobile, 'mobile-otp');
}

/** Why a request is not what is documented; nothing when it is. */
function deviations(request: RecordedRequest): string[] {
	const entry = documented.get(nameOf(request));
	if (entry === undefined) return [`${nameOf(request)} is not documented`];
	const missing = entry.headers.filter((name) => !(name.toLowerCase() in request.headers));
	return [
		...missing.map((name) => `header ${name} is missing`),
		...bodyDeviations(request.body, entry.body),
	].map((deviation) => `${nameOf(request)}: ${deviation}`);
}

function bodyDeviations(written: string, body: z.output<typeof operation>['body']): string[] {
	if (body === null) return written === '' ? [] : ['has a body'];
	const sentFields = JSON.parse(written) as Record<string, unknown>;
	const absent = body.required.filter((name) => !(name in sentFields));
	return [
		...absent.map((name) => `field ${name} is missing`),
		...Object.entries(sentFields).flatMap(([name, value]) => {
			const wanted = body.properties[name];
			if (wanted === undefined) return [`field ${name} is not documented`];
			if (typeof value !== wanted.type) return [`field ${name} is no ${wanted.type}`];
			return wanted.enum?.includes(String(value)) === false ? [`${name} is ${String(value)}`] : [];
		}),
	];
}

describe('the calls of V1/V2', () => {
	it('are what NHA documents, each with its headers and its fields', () => {
		expect(sent.flatMap(deviations)).toEqual([]);
		expect(failed).toBeUndefined();
	});

	it('are all in the fixture, and nothing else is', () => {
		expect([...new Set(sent.map(nameOf))].sort()).toEqual([...documented.keys()].sort());
	});

	it('carry Authorization and X-HIP-ID wherever the Swagger has them', () => {
		const bare = sent.filter(({ headers }) => !('x-hip-id' in headers)).map(({ path }) => path);
		expect(new Set(bare)).toEqual(new Set(['/gateway/v0.5/sessions']));
	});

	it.each(operations.map((entry) => [`${entry.method} ${entry.path}`, entry.source]))(
		'%s has a source',
		(_name, source) => {
			expect(source).toMatch(/NHA|seed/);
		},
	);
});

describe('a drift', () => {
	const request = (changes: Partial<RecordedRequest>): RecordedRequest => ({
		method: 'POST',
		path: '/api/v2/auth/init',
		headers: { authorization: 'Bearer x', 'x-hip-id': 'x' },
		body: JSON.stringify({ authMethod: 'MOBILE_OTP', healthid: '43-4221-5105-6749' }),
		...changes,
	});

	it('that is none is let pass', () => {
		expect(deviations(request({}))).toEqual([]);
	});

	it.each([
		['a path', { path: '/api/v2/auth/initiate' }],
		['a method', { method: 'GET' }],
		['a header that is left out', { headers: { authorization: 'Bearer x' } }],
		['a field in another case', { body: '{"authMethod":"MOBILE_OTP","healthId":"x"}' }],
		['a field that is left out', { body: '{"authMethod":"MOBILE_OTP"}' }],
		['a word that ABDM does not know', { body: '{"authMethod":"SMS","healthid":"x"}' }],
		['a number for a string', { body: '{"authMethod":"MOBILE_OTP","healthid":7}' }],
	])('of %s is noticed', (_name, changes) => {
		expect(deviations(request(changes))).not.toEqual([]);
	});
});
