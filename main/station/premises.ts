import { AdminSession } from '../admin/admin-session.ts';
import { IdleWatch } from '../desk/idle-watch.ts';
import { idleLimits } from '../kiosk/idle-limits.ts';
import type { Provision } from '../provisioning/provision-file.ts';
import { Settings, type SettingsStore } from '../settings/settings.ts';
import { restoreFacility } from '../facility/stored-facility.ts';
import { createNetwork } from '../network/network.ts';
import type { UpdateDesk, UpdatesOnDemand } from '../update/updates-on-demand.ts';
import type { Keyring } from '../vault/keyring.ts';
import { Administration } from './administration.ts';
import { describeForLog } from './describe-desk.ts';
import { FacilityChange } from './facility-change.ts';
import type { FileDialogs } from './file-dialogs.ts';
import { PendingProvisions } from './pending-provisions.ts';
import { Provisioning } from './provisioning.ts';
import { Station, type StationOptions } from './station.ts';
import { Updating } from './updating.ts';
import { VaultKeeping } from './vault-keeping.ts';

export interface PremisesOptions extends Omit<
	StationOptions,
	'settings' | 'provisions' | 'keeping'
> {
	findKeyring: () => Promise<Keyring | null>;
	/** The provisioning file of this start. */
	provision: Provision | null;
	settingsStore: SettingsStore;
	files: FileDialogs;
	/** Kiosk: replaces the page's process, and with it all that the page remembers. */
	replacePage: () => void;
	/** The administrator closes the program. */
	onQuit: () => void;
	/** Whether the program starts when its user logs in. */
	setAutostart: (isOn: boolean) => Promise<void>;
	updates: UpdatesOnDemand;
}

/** All that this PC is, put together: its station, who may change it, and who watches over it. */
export interface Premises {
	station: Station;
	facilityChange: FacilityChange;
	administration: Administration;
	provisioning: Provisioning;
	idle: IdleWatch;
	/** What the log has to know of it. */
	forLog(): ReturnType<typeof describeForLog>;
	/** A person is at the desk. */
	onPerson: () => void;
	/** Nobody is left to see the screen: the visit ends, and the page clears itself. */
	onScreenLocked: () => void;
	/** Kiosk: its display is gone, or it stands on another now. */
	onDisplayLost: () => void;
	/** The page is gone, and another will know nothing of the visit. */
	onPageGone: () => void;
	updating: Updating;
	/** The page has got what it asked for first. */
	onFirstScreen: () => void;
	/** What updates have to know of the desk. */
	forUpdates(): UpdateDesk;
}

export function createPremises(options: PremisesOptions): Premises {
	const { settingsStore, files, replacePage, onQuit, setAutostart, updates, ...rest } = options;
	const { clock, log, announce } = rest;
	const settings = new Settings(settingsStore, log);
	const provisions = new PendingProvisions(rest);
	const keeping = new VaultKeeping({ ...rest, settings });
	const station = new Station({ ...rest, settings, provisions, keeping });
	const facilityChange = new FacilityChange({ station, settings, provisions, keeping });
	const session = new AdminSession(clock, () => {
		announce('settingsClosed', null);
	});
	/** Somebody has touched the kiosk since it was last at its start. */
	let hasBegun = false;
	const limits = () =>
		idleLimits({
			kiosk: station.isKiosk ? settings.kiosk : null,
			hasBegun,
			isVisitOpen: station.isVisitOpen,
			awaitsOtp: station.awaitsOtp,
			idleEndsVisitAfterMinutes: settings.value.idleEndsVisitAfterMinutes,
		});
	const idle = new IdleWatch({
		clock,
		limitMs: () => limits().limitMs,
		isVisitOpen: () => limits().warns,
		onWarning: (secondsLeft) => {
			announce('idleWarning', { secondsLeft });
		},
		onIdle: () => {
			leave('idle');
		},
	});
	const leave = (reason: 'idle' | 'screen-locked' | 'display-lost') => {
		session.end();
		hasBegun = false;
		station.endVisit(reason);
		// A kiosk's page does not say why, and a desk's never hears of a display.
		announce('visitEnded', { reason: reason === 'idle' ? 'idle' : 'screen-locked' });
		if (station.isKiosk) replacePage();
	};
	const administration = new Administration({
		...rest,
		...{ station, facilityChange, session, settings, files },
		onSettingsChanged: () => {
			idle.restart();
		},
		onQuit,
		setAutostart,
	});
	const provisioning = new Provisioning({
		...{ station, administration, provisions, keeping, files, clock },
	});
	const updating = new Updating({ ...rest, administration, settings, files, updates });
	/** Through the proxy, and with the trust, of the facility. */
	const network = () => {
		const stored = station.vault?.cell('facility').value?.stored;
		const facility = stored === undefined ? undefined : restoreFacility(stored);
		return createNetwork(facility?.network, rest.resolveProxy);
	};
	return {
		...{ station, facilityChange, administration, provisioning, idle, updating },
		onFirstScreen: () => void updates.reachedFirstScreen(),
		forUpdates: () => ({
			...{ settings: settings.updates, network },
			isBusy: station.isVisitOpen || station.awaitsOtp,
		}),
		forLog: () => describeForLog(station.vault, station.environment),
		onPerson: () => {
			hasBegun = true;
			idle.touch();
			session.touch();
		},
		onScreenLocked: () => {
			leave('screen-locked');
		},
		onDisplayLost: () => {
			leave('display-lost');
		},
		onPageGone: () => {
			hasBegun = false;
			session.end();
			station.endVisit('page-gone');
		},
	};
}
