import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Secret } from '../secret.ts';
import type { AbdmClient } from './client.ts';
import { Gateway } from './gateway.ts';
import { createHttp, type HttpOptions } from './http.ts';
import { createPerform } from './perform.ts';
import { GatewaySession } from './session.ts';
import { V1V2Client } from './v1v2/client.ts';

/** Whom to speak to, and as whom. */
export interface AbdmAccess {
	urls: { sessions: string; abha: string };
	clientId: string;
	clientSecret: Secret;
	hipId: string;
}

/** Puts a client together for one facility. */
export function createAbdmClient(
	access: AbdmAccess,
	{ clock, log, http = {} }: { clock: Clock; log: Log; http?: HttpOptions },
): AbdmClient {
	const perform = createPerform({ exchange: createHttp(http), clock, log });
	const session = new GatewaySession(perform, access.urls.sessions, access, clock);
	return new V1V2Client(new Gateway(perform, session, access.hipId), access.urls.abha);
}
