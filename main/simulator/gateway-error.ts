import type { Answer } from './http-exchange.ts';

/** The API manager in front of ABDM answers for itself in these two shapes (abdm-api.md 2.9, 4). */
export function gatewayError(
	status: 400 | 401 | 413 | 415,
	code: string,
	message: string,
	description: string,
): Answer {
	return { status, json: { code, message, description } };
}

export const wrongCredentials = gatewayError(
	401,
	'900901',
	'Invalid Credentials',
	'The client ID and client secret do not belong to a known client.',
);

export const invalidToken = gatewayError(
	401,
	'900901',
	'Invalid Credentials',
	'The access token is unknown or has expired.',
);

export const missingToken = gatewayError(
	401,
	'900902',
	'Missing Credentials',
	'The Authorization header has no bearer token.',
);

export const noSuchResource: Answer = {
	status: 404,
	json: { code: '404', type: 'Status report', message: 'No resource of this API has this path.' },
};

export function methodNotAllowed(allowed: string): Answer {
	return {
		status: 405,
		headers: { allow: allowed },
		json: {
			code: '405',
			type: 'Status report',
			message: 'This resource has no such method.',
		},
	};
}
