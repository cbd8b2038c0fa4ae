import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Secret } from '../../../../main/secret.ts';
import { type RecordedRequest, type Respond, sendJson } from '../../../support/scripted-server.ts';
import { type Answers, gatewayToken, png, ScriptedAbdm, sendBytes } from '../scripted-abdm.ts';
import { aadhaar, mobile, targetOf, wholeLogin } from './every-call.ts';
import { filled } from './placeholders.ts';
import { byAddress, byNumber, type DocumentedRequest, pathOf, requests } from './v3-collection.ts';

/**
 * What NHA's collection of 2025 sends, and what the desk sends. A path, a field or a header that
 * drifts fails here.
 */

const card = sendBytes(202, 'image/png', png);
/** NHA has no example of these; the sessions' is in its prose, the renewal is as `verify/user`. */
const withoutExample: Answers = {
	'GET /abha/api/v3/profile/account/abha-card': card,
	'GET /abha/api/v3/phr/web/login/profile/abha/phr-card': card,
	'GET /abha/api/v3/profile/account/request/token': { token: 't', expiresIn: 1800 },
};

let abdm: ScriptedAbdm;

/** Answers each request with NHA's first example of success for the very same body. */
const asDocumented: Respond = (request, response) => {
	const entry = requests.find((candidate) => deviations(request, candidate).length === 0);
	const example = entry?.answers.find(({ body }) => body.authResult !== 'failed');
	if (example === undefined) sendJson(response, 404, { message: 'Not documented' });
	else sendJson(response, 200, filled(example.body));
};

/** Why a request is not the documented one; nothing when it is. */
function deviations(request: RecordedRequest, entry: DocumentedRequest): string[] {
	const found: string[] = [];
	if (request.method !== entry.method) found.push(`method ${request.method}`);
	if (request.path !== pathOf(entry)) found.push(`path ${request.path}`);
	for (const name of entry.headers) {
		if (!(name.toLowerCase() in request.headers)) found.push(`without header ${name}`);
	}
	const body: unknown = request.body === '' ? null : JSON.parse(request.body);
	if (!fits(body, entry.body)) found.push('another body');
	return found;
}

/** The same fields and words; `{{…}}` stands for any text that is not empty. */
function fits(value: unknown, pattern: unknown): boolean {
	if (typeof pattern === 'string' && pattern.startsWith('{{')) {
		return typeof value === 'string' && value !== '';
	}
	if (typeof pattern !== 'object' || pattern === null) return value === pattern;
	if (typeof value !== 'object' || value === null) return false;
	const keys = Object.keys(pattern);
	return (
		Object.keys(value).sort().join() === [...keys].sort().join() &&
		keys.every((key) =>
			fits((value as Record<string, unknown>)[key], (pattern as Record<string, unknown>)[key]),
		)
	);
}

const documentedPaths: Answers = Object.fromEntries(
	requests
		.filter(({ url }) => !/sessions|certificate/.test(url))
		.map((entry) => [`${entry.method} ${pathOf(entry)}`, asDocumented]),
);

describe('the calls of V3', () => {
	let sent: RecordedRequest[];
	/** Told after the strange requests, which say why. */
	let failed: unknown;

	beforeAll(async () => {
		abdm = await ScriptedAbdm.start('v3', { ...documentedPaths, ...withoutExample });
		failed = await everyCall().catch((error: unknown) => error);
		sent = [...abdm.requests];
	});

	afterAll(async () => {
		await abdm.stop();
	});

	async function everyCall(): Promise<void> {
		const { client } = abdm;
		for (const method of ['mobile-otp', 'aadhaar-otp'] as const) {
			await wholeLogin(client, await targetOf(client, byNumber), method);
			await wholeLogin(client, await targetOf(client, byAddress), method);
		}
		await wholeLogin(client, aadhaar, 'aadhaar-otp');
		// The body of `verify` is the same by mobile as by number, so its example has to be picked.
		await logInByMobile();
	}

	async function logInByMobile(): Promise<void> {
		const { signal } = new AbortController();
		await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		const choice = { accounts: [], transactionId: new Secret('t'), transferToken: new Secret('t') };
		const chosen = { name: null, abhaAddress: null, status: 'active', photo: null } as const;
		await abdm.client.chooseAccount(choice, { ...chosen, abhaNumber: byNumber.value }, signal);
	}

	it('are what NHA sends, each with its headers and its fields', () => {
		const strange = sent.filter((request) =>
			requests.every((entry) => deviations(request, entry).length > 0),
		);
		expect(strange.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([]);
		expect(failed).toBeUndefined();
	});

	it('are all in the fixture, and nothing else is', () => {
		const unsent = requests.filter((entry) =>
			sent.every((request) => deviations(request, entry).length > 0),
		);
		expect(unsent.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
	});

	it('carry the bearer token on all but the session', () => {
		for (const { path, headers } of sent) {
			const expected = path.endsWith('/sessions') ? undefined : `Bearer ${gatewayToken}`;
			expect(headers.authorization).toBe(expected);
		}
	});
});

describe('a drift', () => {
	const entry = requests.find(({ body }) => body?.loginHint === 'aadhaar')!;
	const body = { ...entry.body, loginId: 'c2VhbGVk' };
	const request = (changes: Partial<RecordedRequest>): RecordedRequest => ({
		method: 'POST',
		path: '/abha/api/v3/profile/login/request/otp',
		headers: { 'request-id': 'x', timestamp: 'x' },
		body: JSON.stringify(body),
		...changes,
	});

	it('that is none is let pass', () => {
		expect(deviations(request({}), entry)).toEqual([]);
	});

	it.each([
		['a path', { path: '/abha/api/v3/profile/login/request-otp' }],
		['a method', { method: 'PUT' }],
		['a header that is left out', { headers: { timestamp: 'x' } }],
		['a field that is left out', { body: JSON.stringify({ ...body, otpSystem: undefined }) }],
		['a field that is new', { body: JSON.stringify({ ...body, txnId: 't' }) }],
		['a word', { body: JSON.stringify({ ...body, otpSystem: 'abdm' }) }],
		['the order of the scope', { body: JSON.stringify({ ...body, scope: ['aadhaar-verify'] }) }],
		['an empty login id', { body: JSON.stringify({ ...body, loginId: '' }) }],
	])('of %s is noticed', (_name, changes) => {
		expect(deviations(request(changes), entry)).not.toEqual([]);
	});
});
