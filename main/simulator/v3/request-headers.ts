import type { IncomingHttpHeaders } from 'node:http';

import type { Clock } from '../../clock.ts';
import type { Answer } from '../http-exchange.ts';
import { uuid } from '../route.ts';
import { accessDenied, codedError } from './v3-error.ts';

/** No official figure; a clock that is a few minutes off is refused (abdm-api.md 2.2). */
const toleratedMs = 5 * 60_000;

/** UTC with milliseconds, as NHA's collection writes it. */
const isoTimestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** `REQUEST-ID` and `TIMESTAMP`, which every call of V3 has to carry. */
export function refuseHeaders(headers: IncomingHttpHeaders, clock: Clock): Answer | undefined {
	const { 'request-id': requestId, timestamp } = headers;
	if (requestId === undefined || timestamp === undefined) return accessDenied;
	if (!uuid.test(String(requestId))) return codedError('ABDM-1030: ');
	const sent = String(timestamp);
	const skewMs = Math.abs(Date.parse(sent) - clock.wallNowMs());
	// Written so that a date that is none is refused as well.
	const isNear = skewMs <= toleratedMs;
	return isoTimestamp.test(sent) && isNear ? undefined : codedError('ABDM-1016: ');
}
