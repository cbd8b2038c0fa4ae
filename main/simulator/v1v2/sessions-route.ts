import type { IncomingMessage } from 'node:http';

import { randomToken, refreshTokenLifetimeSeconds, type GatewayAccess } from '../gateway-access.ts';
import { gatewayError, methodNotAllowed, wrongCredentials } from '../gateway-error.ts';
import { readFields, type Answer } from '../http-exchange.ts';

export const sessionsPath = '/gateway/v0.5/sessions';
/** The seed's step 1. */
export const tokenLifetimeSeconds = 600;

/** Gives the facility its gateway token (seed step 1). */
export async function answerSessions(
	request: IncomingMessage,
	access: GatewayAccess,
): Promise<Answer> {
	if (request.method !== 'POST') return methodNotAllowed('POST');
	const body = await readFields(request);
	if (!body.ok) return refusal(body.status, 'The body is no JSON object of an allowed size.');

	const { clientId, clientSecret, grantType } = body.fields;
	if (typeof clientId !== 'string' || typeof clientSecret !== 'string') {
		return refusal(400, 'clientId and clientSecret are required.');
	}
	// Stricter than the real gateway, which forgives its absence: the seed's body has it.
	if (grantType !== 'client_credentials') {
		return refusal(400, 'grantType must be client_credentials.');
	}
	if (!access.knows(clientId, clientSecret)) return wrongCredentials;
	return {
		status: 200,
		json: {
			accessToken: access.issueToken(),
			expiresIn: access.tokenLifetimeSeconds,
			refreshExpiresIn: refreshTokenLifetimeSeconds,
			// Shaped like ABDM's, but good for nothing: the desk starts a new session instead.
			refreshToken: randomToken(),
			tokenType: 'bearer',
		},
	};
}

function refusal(status: 400 | 413 | 415, description: string): Answer {
	return gatewayError(status, String(status), 'Bad Request', description);
}
