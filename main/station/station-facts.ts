import type { Situation } from '../../preload/contract/administration.ts';
import type { FacilityFacts, VaultState } from '../diagnostics/facts.ts';
import { maskId } from '../diagnostics/mask.ts';
import { AppError } from '../failure.ts';
import type { Station } from './station.ts';

/** What a running desk adds to the diagnostics. */
export interface StationFacts {
	vault: VaultState;
	facility: FacilityFacts | null;
	/** The facility names a proxy of its own. */
	hasProxy: boolean;
}

/** What the station may say of itself where anybody can read it. */
export function stationFacts(station: Pick<Station, 'situation' | 'vault'>): StationFacts {
	const situation = situationOf(station);
	if (situation === null) return closed('not-opened');
	if (situation.state === 'locked') return closed('locked');
	if (situation.state === 'unreadable') return closed(situation.reason);
	const { environment, generation } = situation.desk;
	const stored = station.vault?.cell('facility').value?.stored ?? null;
	return {
		vault: stored === null ? 'none' : (station.vault?.protection.method ?? 'none'),
		facility: {
			environment,
			generation,
			clientId: stored === null ? null : maskId(stored.clientId),
			hipId: stored === null ? null : maskId(stored.hipId),
		},
		hasProxy: stored?.network.proxyUrl !== undefined,
	};
}

/** `null`: not known yet, or being changed. */
function situationOf(station: Pick<Station, 'situation'>): Situation | null {
	try {
		return station.situation;
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return null;
	}
}

function closed(vault: VaultState): StationFacts {
	return { vault, facility: null, hasProxy: false };
}
