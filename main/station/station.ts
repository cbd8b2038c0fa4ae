import type { Desk, DeskWarning } from '../../preload/contract/desk.ts';
import type { Situation } from '../../preload/contract/administration.ts';
import type { AuditRecord } from '../audit/trail.ts';
import type { FrontDesk } from '../desk/front-desk.ts';
import type { VisitEnd } from '../desk/recorded-visit.ts';
import { SendLimits } from '../desk/send-limits.ts';
import { AppError } from '../failure.ts';
import { isProduction } from '../facility/production.ts';
import { restoreFacility } from '../facility/stored-facility.ts';
import { SlipNumbers } from '../kiosk/slip-numbers.ts';
import type { Settings } from '../settings/settings.ts';
import {
	findVault,
	type VaultFound,
	type VaultLocked,
	type VaultUnreadable,
} from '../vault/find-vault.ts';
import { openDesk, type OpenDesk, type OpenDeskOptions } from './open-desk.ts';
import { ActivityLog } from './activity-log.ts';
import { describeDesk } from './describe-desk.ts';
import type { PendingProvisions } from './pending-provisions.ts';
import { asTyped } from './protection-choice.ts';
import type { StationVault, VaultContent } from './vault-content.ts';
import type { VaultKeeping } from './vault-keeping.ts';

export interface StationOptions extends OpenDeskOptions {
	settings: Settings;
	provisions: PendingProvisions;
	keeping: VaultKeeping;
	/** The window has to follow. */
	onModeChange: (isKiosk: boolean) => void;
}

type Standing = { state: 'ready'; desk: OpenDesk } | VaultLocked<VaultContent> | VaultUnreadable;

/**
 * This PC: its vault, and the desk that stands on what the vault holds. What changes them stands
 * beside it and goes through `change`: one at a time, each ending with the desk that follows from it.
 */
export class Station {
	readonly #options: StationOptions;
	readonly #activityLog: ActivityLog;
	/** Nobody is sent more OTPs because the facility or the mode has changed. */
	readonly #limits: SendLimits;
	readonly #slips: SlipNumbers;
	readonly #warnings = new Set<DeskWarning>();
	/** `null`: not known yet, or being changed. Nothing may be set up over what is not known. */
	#standing: Standing | null = null;
	#opening: Promise<void> | undefined;
	#isChanging = false;
	/** An administrator has left the kiosk: a desk until the next start. */
	#hasLeftKiosk = false;

	constructor(options: StationOptions) {
		this.#options = options;
		this.#activityLog = new ActivityLog(options);
		const { clock, settings } = options;
		this.#limits = new SendLimits(clock, {
			maxSends: () => (this.isKiosk ? settings.kiosk.sendsPerAbha : 3),
			maxDeviceSends: () => (this.isKiosk ? settings.kiosk.sendsPerDevice : null),
		});
		this.#slips = new SlipNumbers({ store: settings.slips, clock });
	}

	/**
	 * Opens whatever this PC has: a facility, training, or the question for a passphrase. Called when
	 * the page asks, not before: a locked keyring may hold the program up, and the window must stand by
	 * then.
	 */
	open(): Promise<Situation> {
		this.#opening ??= this.#look().catch((error: unknown) => {
			this.#opening = undefined;
			throw error;
		});
		return this.#opening.then(() => this.situation);
	}

	get situation(): Situation {
		if (this.#standing?.state === 'locked') return { state: 'locked' };
		if (this.#standing?.state === 'unreadable') return this.#standing;
		const { settings, provisions } = this.#options;
		const warnings = [...this.#warnings];
		const desk = describeDesk(this.desk, settings, provisions, warnings, this.isKiosk);
		return { state: 'ready', desk };
	}

	/** The desk as it stands. Throws `not-ready`. */
	get desk(): OpenDesk {
		if (this.#standing?.state !== 'ready') throw new AppError({ code: 'not-ready' });
		return this.#standing.desk;
	}

	get front(): FrontDesk {
		return this.desk.front;
	}

	/** The vault, if there is one that is open. */
	get vault(): StationVault | null {
		return this.#standing?.state === 'ready' ? this.#standing.desk.vault : null;
	}

	/** Whether a facility is stored here: then only an administrator may change anything. */
	get isSetUp(): boolean {
		return this.#standing?.state === 'ready' && this.#standing.desk.pinLock !== null;
	}

	/** Whether patients operate it. Only a desk that is set up can be a kiosk: it takes a PIN to leave. */
	get isKiosk(): boolean {
		return this.isSetUp && this.#options.settings.kiosk.isOn && !this.#hasLeftKiosk;
	}

	get environment(): Desk['environment'] | 'closed' {
		return this.#standing?.state === 'ready' ? this.front.desk.environment : 'closed';
	}

	get isVisitOpen(): boolean {
		return this.#standing?.state === 'ready' && this.#standing.desk.front.visit.isOpen;
	}

	get awaitsOtp(): boolean {
		return this.#standing?.state === 'ready' && this.#standing.desk.front.awaitsOtp;
	}

	/** Throws `not-ready` while it is not known what this PC holds: what is known decides who may ask. */
	requireKnown(): void {
		if (this.#standing === null) throw new AppError({ code: 'not-ready' });
	}

	/** There is a vault that nobody has opened; what would replace it has to be said to replace it. */
	get hasUnopenedVault(): boolean {
		return this.#standing?.state === 'locked' || this.#standing?.state === 'unreadable';
	}

	unlock(passphrase: string): Promise<Situation> {
		return this.change(async () => {
			if (this.#standing?.state !== 'locked') throw new AppError({ code: 'not-ready' });
			await this.#take(await this.#standing.unlock(asTyped(passphrase)), 'unlocked');
		});
	}

	/** Reads the vault once more; what is open stays as it is. */
	tryAgain(): Promise<Situation> {
		return this.change(async () => {
			if (this.#standing?.state === 'unreadable') await this.#look();
		});
	}

	chooseTraining(): Situation {
		this.#options.settings.chooseTraining();
		return this.situation;
	}

	/** Opens the same desk as what it is now, kiosk or not. */
	changeMode(leaves: boolean): Promise<Situation> {
		this.#hasLeftKiosk = leaves;
		return this.change(() => this.openWith(this.vault, null));
	}

	/** Throws `busy` while another change is under way. */
	async change(change: () => Promise<void>): Promise<Situation> {
		if (this.#isChanging) throw new AppError({ code: 'busy' });
		this.#isChanging = true;
		try {
			await change();
			return this.situation;
		} finally {
			this.#isChanging = false;
		}
	}

	/** Opens the desk of a vault in place of the one that stands. `first`: what the activity log is told. */
	async openWith(vault: StationVault | null, first: AuditRecord | null): Promise<void> {
		if (await this.#openProvisioned(vault)) return;
		const before = this.#standing;
		// With memory only, what could not be opened still stands where it stood.
		if (this.hasUnopenedVault && vault !== null && vault.protection.method !== 'memory') {
			if (first?.event === 'set-up') this.#warnings.add('vault-set-aside');
		}
		// Until the next desk stands nobody is served: an answer could be of the one before.
		this.#standing = null;
		if (before?.state === 'ready') before.desk.close('administration');
		try {
			const audit = await this.#activityLog.of(vault);
			const isKiosk = this.#options.settings.kiosk.isOn && !this.#hasLeftKiosk;
			const shared = { limits: this.#limits, slips: this.#slips, isKiosk };
			const desk = await openDesk(vault, audit, { ...this.#options, ...shared });
			this.#standing = { state: 'ready', desk };
			this.#options.onModeChange(this.isKiosk);
			if (first !== null) await audit?.record(first);
		} catch (error) {
			// The next question begins from the disk again.
			this.#opening = undefined;
			throw error;
		}
		await this.#options.provisions.consider(vault);
	}

	/** The visit ends, whoever wants it. */
	endVisit(reason: VisitEnd): void {
		if (this.#standing?.state === 'ready') this.#standing.desk.front.visit.end(reason);
	}

	async close(): Promise<void> {
		if (this.#standing?.state === 'ready') this.#standing.desk.close('page-gone');
		await this.#activityLog.close();
	}

	async #look(): Promise<void> {
		await this.#take(await findVault(this.#options.keeping.vaultOptions), 'started');
	}

	async #take(found: VaultFound<VaultContent>, event: 'started' | 'unlocked'): Promise<void> {
		switch (found.state) {
			case 'absent':
				return this.openWith(null, { event });
			case 'open':
				if (this.#isForPatients(found.vault)) {
					// As it was found: not opened, and nothing set up over it.
					this.#standing = { state: 'unreadable', reason: 'not-in-this-package' };
					return;
				}
				if (found.isPreviousGeneration) this.#warnings.add('vault-restored');
				return this.openWith(found.vault, { event });
			case 'locked':
				this.#standing = found;
				return;
			case 'unreadable':
				this.#standing = found;
				// A provisioning file is "the credentials, entered again": nobody has to be asked for them.
				if (found.reason === 'damaged' || found.reason === 'key-unreadable') {
					await this.#openProvisioned(null);
				}
		}
	}

	/** A release's vault, in the hands of a package that is not for patients. */
	#isForPatients(vault: StationVault): boolean {
		const stored = vault.cell('facility').value?.stored;
		if (this.#options.mayUseProduction || stored === undefined) return false;
		return isProduction(restoreFacility(stored));
	}

	/** Whether the file of this start could simply be taken, because nothing stands against it. */
	async #openProvisioned(vault: StationVault | null): Promise<boolean> {
		const { provisions, keeping } = this.#options;
		const provision = provisions.takeUnopposed(vault);
		if (provision === null) return false;
		const kept = await keeping.keep(vault, provision, null);
		await this.openWith(kept, { event: 'set-up', detail: 'provisioned' });
		return true;
	}
}
