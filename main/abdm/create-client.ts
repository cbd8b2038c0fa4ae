import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Secret } from '../secret.ts';
import type { AbdmClient } from './client.ts';
import { Gateway } from './gateway.ts';
import { createHttp, type HttpOptions } from './http.ts';
import { createPerform } from './perform.ts';
import { GatewaySession } from './session.ts';
import { V1V2Client } from './v1v2/client.ts';
import { V1V2Dialect } from './v1v2/dialect.ts';
import { V3Client } from './v3/client.ts';
import { V3Dialect } from './v3/dialect.ts';

interface Facility {
	clientId: string;
	clientSecret: Secret;
	hipId: string;
}

/** Whom to speak to, in which generation of the API, and as whom. No URL ends with a slash. */
export type AbdmAccess =
	| (Facility & { generation: 'v1v2'; urls: { sessions: string; abha: string } })
	| (Facility & {
			generation: 'v3';
			/** See V3Urls for what is part of them. */
			urls: { sessions: string; abha: string; phr: string };
			/** `sbx` or `abdm`. */
			cmId: string;
			/** `@sbx` or `@abdm`. */
			addressSuffix: string;
	  });

export interface AbdmConnection {
	client: AbdmClient;
	/** Knows whether the gateway takes this facility. */
	session: GatewaySession;
}

/** Puts a client together for one facility. */
export function createAbdmClient(
	access: AbdmAccess,
	{ clock, log, http = {} }: { clock: Clock; log: Log; http?: HttpOptions },
): AbdmConnection {
	const { generation, hipId } = access;
	const dialect =
		generation === 'v1v2' ? new V1V2Dialect(hipId) : new V3Dialect({ ...access, hipId }, clock);
	const perform = createPerform({ exchange: createHttp(http), clock, log, generation });
	const session = new GatewaySession(perform, access.urls.sessions, access, dialect, clock);
	const gateway = new Gateway(perform, session, dialect);
	const client =
		generation === 'v1v2'
			? new V1V2Client(gateway, access.urls.abha)
			: new V3Client(gateway, access);
	return { client, session };
}
