import { z } from 'zod';

import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import { Secret } from '../secret.ts';
import type { AbhaFamily, ProfileSession } from './client.ts';
import { requiredText, seconds, text } from './fields.ts';

/** The tokens of a login. Older servers send the token alone. */
export const tokensAnswer = z.object({
	token: requiredText,
	expiresIn: seconds,
	refreshToken: text,
});

export type Tokens = z.output<typeof tokensAnswer>;

export function toProfileSession(tokens: Tokens, family: AbhaFamily): ProfileSession {
	return {
		token: new Secret(tokens.token),
		expiresInSeconds: tokens.expiresIn,
		refreshToken: tokens.refreshToken === null ? null : new Secret(tokens.refreshToken),
		family,
	};
}

/** The refresh token of a session. Without one ABDM need not be asked. */
export function requireRefreshToken({ refreshToken }: ProfileSession): Secret {
	if (refreshToken !== null) return refreshToken;
	throw new AppError({
		code: 'token-expired',
		details: { incident: newIncident(), step: 'refresh', httpStatus: null, abdmCode: null },
	});
}
