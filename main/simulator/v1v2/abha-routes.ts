import type { IncomingMessage } from 'node:http';

import type { GatewayAccess } from '../gateway-access.ts';
import { pathOf, readFields, type Answer } from '../http-exchange.ts';
import type { KeyPair } from '../key-pair.ts';
import type { OtpTransactions } from '../otp-transactions.ts';
import { invalidToken, methodNotAllowed, missingToken, noSuchResource } from './gateway-error.ts';
import { hisFieldError, hisRequestError } from './his-error.ts';
import { confirmWithMobileOtp, initAuth, searchByHealthId } from './login.ts';

export interface AbhaService {
	readonly access: GatewayAccess;
	readonly transactions: OtpTransactions;
	readonly keys: KeyPair;
}

export const abhaPath = '/api';

type Route =
	| { method: 'GET'; answer: (service: AbhaService) => Promise<Answer> }
	| {
			method: 'POST';
			answer: (fields: Readonly<Record<string, unknown>>, service: AbhaService) => Answer;
	  };

/** The seed's steps 2 to 5, which mix v1 and v2 just so (abdm-api.md 1.2). */
const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
	[
		'/api/v1/auth/cert',
		{
			method: 'GET',
			answer: async ({ keys }) => ({ status: 200, text: await keys.publicKeyPem() }),
		},
	],
	[
		'/api/v1/search/searchByHealthId',
		{ method: 'POST', answer: (fields) => searchByHealthId(fields) },
	],
	[
		'/api/v2/auth/init',
		{ method: 'POST', answer: (fields, { transactions }) => initAuth(fields, transactions) },
	],
	[
		'/api/v1/auth/confirmWithMobileOTP',
		{
			method: 'POST',
			answer: (fields, { transactions }) => confirmWithMobileOtp(fields, transactions),
		},
	],
]);

/** The gateway checks the token, the service the facility, and only then is there a resource. */
export async function answerAbha(request: IncomingMessage, service: AbhaService): Promise<Answer> {
	const { access } = service;
	const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (token === undefined) return missingToken;
	if (!access.accepts(token)) return invalidToken;

	const hipId = request.headers['x-hip-id'];
	if (hipId === undefined) return hisFieldError(400, 'X-HIP-ID', 'is required');
	if (hipId !== access.credentials.hipId) {
		return hisFieldError(400, 'X-HIP-ID', 'is no facility of this client');
	}

	const route = routes.get(pathOf(request));
	if (route === undefined) return noSuchResource;
	if (request.method !== route.method) return methodNotAllowed(route.method);
	if (route.method === 'GET') return route.answer(service);

	const body = await readFields(request);
	return body.ok ? route.answer(body.fields, service) : hisRequestError(body.status);
}
