import type { IncomingMessage } from 'node:http';

import type { Clock } from '../../clock.ts';
import { randomToken, refreshTokenLifetimeSeconds, type GatewayAccess } from '../gateway-access.ts';
import { methodNotAllowed } from '../gateway-error.ts';
import { readFields, type Answer } from '../http-exchange.ts';
import { refuseHeaders } from './request-headers.ts';
import { accessDenied, bodyError, unknownError } from './v3-error.ts';

/** Below a root of the simulator's own: at ABDM this is another host, and V1/V2 has `/api` here. */
export const v3SessionsPath = '/v3gw/api/hiecm/gateway/v3/sessions';
/** abdm-api.md 2.8. */
export const v3TokenLifetimeSeconds = 1200;

/** Gives the facility its gateway token (abdm-api.md 2.2). */
export async function answerV3Sessions(
	request: IncomingMessage,
	{ access, clock }: { access: GatewayAccess; clock: Clock },
): Promise<Answer> {
	if (request.method !== 'POST') return methodNotAllowed('POST');
	const body = await readFields(request);
	if (!body.ok) return bodyError(body.status);
	if (request.headers['x-cm-id'] !== access.credentials.cmId) return accessDenied;
	const refusal = refuseHeaders(request.headers, clock);
	if (refusal !== undefined) return refusal;

	const { clientId, clientSecret, grantType } = body.fields;
	if (typeof clientId !== 'string' || typeof clientSecret !== 'string') {
		return unknownError(400, 'clientId and clientSecret are required');
	}
	if (grantType !== 'client_credentials') {
		return unknownError(400, 'grantType must be client_credentials');
	}
	if (!access.knows(clientId, clientSecret)) return unknownError(401, 'Invalid user credentials');
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
