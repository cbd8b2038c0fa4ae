import type { Events } from '../../preload/contract.ts';
import { PinLock } from '../admin/pin-lock.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { noTrail } from '../audit/trail.ts';
import type { Clock } from '../clock.ts';
import { FrontDesk } from '../desk/front-desk.ts';
import type { VisitEnd } from '../desk/recorded-visit.ts';
import type { SendLimits } from '../desk/send-limits.ts';
import type { SlipNumbers } from '../kiosk/slip-numbers.ts';
import { openFacility } from '../facility/facility.ts';
import { restoreFacility } from '../facility/stored-facility.ts';
import type { Log } from '../log/log.ts';
import { createNetwork, type ResolveProxy } from '../network/network.ts';
import type { Settings } from '../settings/settings.ts';
import type { StationVault } from './vault-content.ts';

export interface OpenDeskOptions {
	/** Where this PC's files are. */
	folder: string;
	clock: Clock;
	log: Log;
	settings: Pick<Settings, 'value'>;
	resolveProxy: ResolveProxy;
	/** `false`: a package that is not for patients. */
	mayUseProduction: boolean;
	announce: <E extends keyof Events>(event: E, payload: Events[E]) => void;
}

/** What outlives the desk of a moment, and whether it is to be a kiosk. */
interface Shared {
	limits: SendLimits;
	slips: SlipNumbers;
	isKiosk: boolean;
}

/** A desk that works: with the facility of its vault, or in training. */
export interface OpenDesk {
	front: FrontDesk;
	/** `null`: training, and nothing of this PC was ever stored. */
	vault: StationVault | null;
	/** `null`: training, which leaves no trace. */
	audit: AuditLog | null;
	/** `null`: training, where there is nothing to lock. */
	pinLock: PinLock | null;
	/** Ends the visit; nothing of this desk is heard again. The activity log is not its own to close. */
	close(reason: VisitEnd): void;
}

/** Opens the desk for what the vault holds. Without a facility in it: training. */
export async function openDesk(
	vault: StationVault | null,
	audit: AuditLog | null,
	options: OpenDeskOptions & Shared,
): Promise<OpenDesk> {
	const { clock, log, resolveProxy, announce, limits, slips, isKiosk } = options;
	const stored = vault?.cell('facility').value ?? null;
	const configuration = stored === null ? undefined : restoreFacility(stored.stored);
	const facility = await openFacility(configuration, options);
	const isSetUp = vault !== null && stored !== null;
	const front = new FrontDesk({
		facility,
		clock,
		log,
		network: createNetwork(configuration?.network, resolveProxy),
		trail: audit ?? noTrail,
		announce,
		limits,
		kiosk: isKiosk && isSetUp ? { slips } : null,
	});
	facility.onTrainingMessage((message) => {
		announce('trainingMessageArrived', message);
	});
	return {
		front,
		vault,
		audit,
		pinLock: isSetUp
			? new PinLock({ record: vault.cell('pin'), attempts: vault.cell('pinAttempts'), clock })
			: null,
		close: (reason) => {
			front.close(reason);
		},
	};
}
