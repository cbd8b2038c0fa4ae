import {
	constants,
	generateKeyPairSync,
	type KeyObject,
	privateDecrypt,
	type KeyPairKeyObjectResult,
} from 'node:crypto';

import type { AbdmClient } from '../../../main/abdm/client.ts';
import { createAbdmClient } from '../../../main/abdm/create-client.ts';
import { Secret } from '../../../main/secret.ts';
import type { Generation } from '../../../preload/contract/desk.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer, sendJson } from '../../support/scripted-server.ts';

/** What a path answers: JSON with 200, or whatever a test says. */
export type Answers = Readonly<Record<string, unknown>>;

export const facility = { clientId: 'SBX_000001', hipId: 'IN2910000007', cmId: 'sbx' };

export const gatewayToken = 'gateway-token-3f81';

export const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
export const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

/** Where a client of each generation finds its calls on one server, as in the sandbox. */
const paths = {
	v1v2: { sessions: '/gateway/v0.5/sessions', abha: '/api' },
	v3: {
		sessions: '/api/hiecm/gateway/v3/sessions',
		abha: '/abha/api',
		phr: '/abha/api/v3/phr/web',
	},
} as const;

const keys = new Map<string, KeyPairKeyObjectResult>();

/** Made once a file: it takes a tenth of a second. */
function keyPair(name: string): KeyPairKeyObjectResult {
	const pair = keys.get(name) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
	keys.set(name, pair);
	return pair;
}

/** A client, and an ABDM that answers as the test says and can read what is sent to it. */
export class ScriptedAbdm {
	readonly client: AbdmClient;
	readonly lines: readonly string[];
	readonly #server: ScriptedServer;
	readonly #key: () => KeyPairKeyObjectResult;

	private constructor(
		generation: Generation,
		server: ScriptedServer,
		clock: FakeClock,
		key: () => KeyPairKeyObjectResult,
	) {
		this.#server = server;
		this.#key = key;
		const { log, lines } = recordedLog();
		this.lines = lines;
		const { origin } = server;
		const { clientId, hipId, cmId } = facility;
		const common = { clientId, hipId, clientSecret: new Secret('client-secret-77aa') };
		const { sessions, abha, phr } = { ...paths.v3, ...paths[generation] };
		const urls = { sessions: origin + sessions, abha: origin + abha, phr: origin + phr };
		this.client = createAbdmClient(
			generation === 'v1v2'
				? { ...common, generation, urls }
				: { ...common, generation, urls, cmId, addressSuffix: '@sbx' },
			{ clock, log },
		).client;
	}

	/** `answers` by method and path; `keyName` may change while the test runs. */
	static async start(
		generation: Generation,
		answers: Answers,
		keyName: () => string = () => 'only',
	): Promise<ScriptedAbdm> {
		const key = () => keyPair(keyName());
		const clock = new FakeClock();
		const all: Answers = { ...always(generation, key), ...answers };
		const server = await ScriptedServer.start((request, response, incoming) => {
			const name = `${request.method} ${request.path}`;
			const answer = all[name];
			// The desk compares it with its own clock.
			response.setHeader('Date', new Date(clock.wallNowMs()).toUTCString());
			if (typeof answer === 'function') (answer as Respond)(request, response, incoming);
			else if (answer === undefined) sendJson(response, 404, { message: `No ${name}` });
			else sendJson(response, 200, answer);
		});
		return new ScriptedAbdm(generation, server, clock, key);
	}

	/** All that was asked, in its order. */
	get requests(): ScriptedServer['requests'] {
		return this.#server.requests;
	}

	/** The requests to one path, the last part of which is enough. */
	to(path: string): ScriptedServer['requests'] {
		return this.requests.filter((request) => request.path.endsWith(path));
	}

	/** The body of the newest request to a path. */
	body(path: string): Record<string, unknown> {
		return JSON.parse(this.to(path).at(-1)?.body ?? 'null') as Record<string, unknown>;
	}

	/** What ABDM reads in an encrypted field with the key that it has now. */
	decrypt(field: unknown, padding: 'pkcs1' | 'oaep-sha1'): string {
		const { privateKey } = this.#key();
		const bytes = Buffer.from(String(field), 'base64');
		return padding === 'pkcs1'
			? withoutPkcs1Padding(privateKey, bytes)
			: privateDecrypt(
					{ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
					bytes,
				).toString('utf8');
	}

	async stop(): Promise<void> {
		await this.#server.stop();
	}
}

/** Node no longer unpads PKCS #1 (CVE-2023-46809), so `00 02 … 00` is taken off by hand. */
function withoutPkcs1Padding(key: KeyObject, bytes: Buffer): string {
	const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes);
	if (padded[0] !== 0 || padded[1] !== 2) throw new Error('Not padded as PKCS #1');
	return padded.subarray(padded.indexOf(0, 2) + 1).toString('utf8');
}

/** Session and certificate, without which nothing else is asked. */
function always(generation: Generation, key: () => KeyPairKeyObjectResult): Answers {
	const session = { accessToken: gatewayToken, expiresIn: 1200, tokenType: 'bearer' };
	const pem: Respond = (_request, response) => {
		response.writeHead(200, { 'Content-Type': 'text/plain' });
		response.end(key().publicKey.export({ type: 'spki', format: 'pem' }));
	};
	const json: Respond = (_request, response) => {
		const der = key().publicKey.export({ type: 'spki', format: 'der' });
		sendJson(response, 200, {
			publicKey: der.toString('base64'),
			encryptionAlgorithm: 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding',
		});
	};
	return generation === 'v1v2'
		? { [`POST ${paths.v1v2.sessions}`]: session, 'GET /api/v1/auth/cert': pem }
		: {
				[`POST ${paths.v3.sessions}`]: session,
				'GET /abha/api/v3/profile/public/certificate': json,
			};
}

/** Answers with these bytes under this content type. */
export function sendBytes(status: number, contentType: string, bytes: Buffer): Respond {
	return (_request, response) => {
		response.writeHead(status, { 'Content-Type': contentType });
		response.end(bytes);
	};
}

/** Answers with this status and JSON. */
export function refuse(status: number, body: unknown): Respond {
	return (_request, response) => {
		sendJson(response, status, body);
	};
}
