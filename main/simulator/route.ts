import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import type { GatewayAccess } from './gateway-access.ts';
import { invalidToken, methodNotAllowed, missingToken, noSuchResource } from './gateway-error.ts';
import { pathOf, readFields, type Answer, type BodyRead } from './http-exchange.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A request as a route sees it. A GET has no fields. */
export interface Asked {
	readonly fields: Fields;
	readonly headers: IncomingHttpHeaders;
}

export interface Route<Service> {
	readonly method: 'GET' | 'POST';
	readonly answer: (asked: Asked, service: Service) => Answer | Promise<Answer>;
}

/** The paths of one API below its base. */
export type Routes<Service> = ReadonlyMap<string, Route<Service>>;

export type UnreadableBody = Extract<BodyRead, { ok: false }>['status'];

/** The gateway's part in both generations: a bearer token that it gave out and that still lasts. */
export function refuseCaller(request: IncomingMessage, access: GatewayAccess): Answer | undefined {
	const token = bearerOf(request.headers.authorization);
	if (token === undefined) return missingToken;
	return access.accepts(token) ? undefined : invalidToken;
}

/** Each API words the refusal of a body in its own error shape. */
export async function answerByRoute<Service>(
	routes: Routes<Service>,
	request: IncomingMessage,
	base: string,
	service: Service,
	refuseBody: (status: UnreadableBody) => Answer,
): Promise<Answer> {
	const { headers } = request;
	const route = routes.get(pathOf(request).slice(base.length));
	if (route === undefined) return noSuchResource;
	if (request.method !== route.method) return methodNotAllowed(route.method);
	if (route.method === 'GET') return route.answer({ fields: {}, headers }, service);
	const body = await readFields(request);
	return body.ok
		? route.answer({ fields: body.fields, headers }, service)
		: refuseBody(body.status);
}

/** The token of `Authorization`, `X-Token`, `T-Token` and `R-Token` alike. */
export function bearerOf(header: string | string[] | undefined): string | undefined {
	return /^Bearer +(\S+)$/i.exec(String(header ?? ''))?.[1];
}

export function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
