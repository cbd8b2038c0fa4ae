import type { ConnectionReport } from '../../preload/contract/desk.ts';
import { checkConnection } from '../abdm/connection-check.ts';
import { createAbdmClient } from '../abdm/create-client.ts';
import type { Clock } from '../clock.ts';
import type { FacilityConfiguration } from '../facility/configuration.ts';
import { openFacility } from '../facility/facility.ts';
import type { Log } from '../log/log.ts';
import { createNetwork, type ResolveProxy } from '../network/network.ts';

export interface CheckOptions {
	clock: Clock;
	log: Log;
	resolveProxy: ResolveProxy;
	/** `false`: a package that is not for patients. */
	mayUseProduction: boolean;
}

/** Goes through the steps of a call with what is typed, before any of it is stored. */
export async function checkFacility(
	configuration: FacilityConfiguration,
	{ clock, log, resolveProxy, mayUseProduction }: CheckOptions,
): Promise<ConnectionReport> {
	const facility = await openFacility(configuration, { clock, mayUseProduction });
	const access = facility.accessFor(facility.generation);
	const http = { network: createNetwork(configuration.network, resolveProxy) };
	// A session of its own: the desk's may be paused for the credentials that this is to replace.
	const { session } = createAbdmClient(access, { clock, log, http });
	return checkConnection(access, { clock, log, http, session });
}
