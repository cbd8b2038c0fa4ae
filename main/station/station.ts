import type { Desk, DeskWarning, Generation } from '../../preload/contract/desk.ts';
import type {
	ProtectionChoice,
	SetUpForm,
	Situation,
} from '../../preload/contract/administration.ts';
import { parsePin } from '../admin/pin-rules.ts';
import type { AuditRecord } from '../audit/trail.ts';
import type { FrontDesk } from '../desk/front-desk.ts';
import type { VisitEnd } from '../desk/recorded-visit.ts';
import { AppError } from '../failure.ts';
import { parseFacilityForm } from '../facility/stored-facility.ts';
import type { Provision } from '../provisioning/provision-file.ts';
import { Secret } from '../secret.ts';
import type { Settings } from '../settings/settings.ts';
import type { Keyring } from '../vault/keyring.ts';
import {
	findVault,
	type VaultFound,
	type VaultLocked,
	type VaultUnreadable,
} from '../vault/find-vault.ts';
import { openDesk, type OpenDesk, type OpenDeskOptions } from './open-desk.ts';
import { describeDesk } from './describe-desk.ts';
import { type Offer, PendingProvisions } from './pending-provisions.ts';
import { asTyped, checkProtection } from './protection-choice.ts';
import { secretsOf, type StationVault, type VaultContent } from './vault-content.ts';
import { type NewFacility, VaultKeeping } from './vault-keeping.ts';

export interface StationOptions extends OpenDeskOptions {
	settings: Settings;
	findKeyring: () => Promise<Keyring | null>;
	/** The provisioning file of this start. */
	provision: Provision | null;
}

type Standing = { state: 'ready'; desk: OpenDesk } | VaultLocked<VaultContent> | VaultUnreadable;

/**
 * This PC: its vault, and the desk that stands on what the vault holds. One change at a time; each
 * ends with the desk that follows from it.
 */
export class Station {
	readonly #options: StationOptions;
	readonly provisions: PendingProvisions;
	readonly #keeping: VaultKeeping;
	readonly #warnings = new Set<DeskWarning>();
	#standing: Standing | null = null;
	#opening: Promise<void> | undefined;
	#isChanging = false;

	constructor(options: StationOptions) {
		this.#options = options;
		this.provisions = new PendingProvisions(options);
		this.#keeping = new VaultKeeping(options);
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
		const { settings } = this.#options;
		const desk = describeDesk(this.desk, settings, this.provisions, [...this.#warnings]);
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

	get isVisitOpen(): boolean {
		return this.#standing?.state === 'ready' && this.#standing.desk.front.visit.isOpen;
	}

	/** What no log may hold. */
	get secrets(): readonly Secret[] {
		return this.vault === null ? [] : secretsOf(this.vault);
	}

	/** What support has to know before it reads a line of the log. */
	get facts(): { environment: string; protection: string } {
		const { situation } = this;
		if (situation.state !== 'ready') return { environment: situation.state, protection: 'closed' };
		const { environment, protection } = situation.desk;
		return { environment, protection: protection?.method ?? 'none' };
	}

	findKeyring(): Promise<Keyring | null> {
		return this.#options.findKeyring();
	}

	unlock(passphrase: string): Promise<Situation> {
		return this.#change(async () => {
			if (this.#standing?.state !== 'locked') throw new AppError({ code: 'not-ready' });
			await this.#take(await this.#standing.unlock(asTyped(passphrase)), 'unlocked');
		});
	}

	/** Reads the vault once more; what is open stays as it is. */
	tryAgain(): Promise<Situation> {
		return this.#change(async () => {
			if (this.#standing?.state === 'unreadable') await this.#look();
		});
	}

	chooseTraining(): Situation {
		this.#options.settings.chooseTraining();
		return this.situation;
	}

	/** Sets this PC up. Everything is checked before anything is stored. */
	setUp({ facility, deskName, pin, protection }: SetUpForm): Promise<Situation> {
		return this.#change(async () => {
			if (this.isSetUp) throw new AppError({ code: 'pin-required' });
			const configuration = parseFacilityForm(facility, null);
			const { settings } = this.#options;
			const newSettings = settings.check({ ...settings.value, deskName });
			const checkedPin = parsePin(pin);
			if (!checkedPin.ok) {
				throw new AppError({ code: 'invalid-input', problem: checkedPin.problem });
			}
			const vault = await this.#keeping.keep(
				this.vault,
				{ configuration, pin: new Secret(checkedPin.value) },
				// A vault that stands keeps what was chosen for it; Settings can change that.
				this.vault === null ? checkProtection(protection) : null,
			);
			this.#saveIfPossible(() => {
				settings.change(newSettings);
			});
			await this.#openWith(vault, { event: 'set-up' });
		});
	}

	/** A vault for this PC's key, before there is a facility. */
	async openVault(protection: ProtectionChoice): Promise<StationVault> {
		if (this.vault !== null) return this.vault;
		const vault = await this.#keeping.createEmpty(checkProtection(protection));
		await this.#change(() => this.#openWith(vault, { event: 'set-up' }));
		return vault;
	}

	/** Another facility, or the same with other credentials, takes the place of what is stored. */
	replace(facility: NewFacility, detail: string): Promise<Situation> {
		return this.#change(async () => {
			const vault = await this.#keeping.keep(this.vault, facility, null);
			await this.#openWith(vault, { event: 'set-up', detail });
		});
	}

	/** What a provisioning file offers, once a person has agreed. */
	takeOffer(offer: Offer): Promise<Situation> {
		return this.#change(async () => {
			const vault = await this.#keeping.keep(this.vault, offer, null);
			if (offer.seal !== null) {
				const { signer: trustedSigner, serial: lastSerial } = offer.seal;
				const seal = vault.cell('seal');
				await seal.set({ ...seal.value, trustedSigner, lastSerial });
			}
			this.#nameDesk(offer.deskName);
			this.provisions.putAway();
			await this.#openWith(vault, { event: 'set-up', detail: 'provisioned' });
		});
	}

	/** A sealed file that a person has chosen. Throws why it cannot even be offered. */
	considerFile(file: Provision): void {
		this.provisions.consider(this.vault, file);
		const { refusal } = this.provisions;
		if (refusal === null) return;
		// Told to the person who chose it, and not again at every look at the desk.
		this.provisions.putAway();
		throw new AppError(refusal);
	}

	/** Deletes the facility and its PIN. The activity log stays, and goes on with the next facility. */
	deleteFacility(): Promise<Situation> {
		return this.#change(async () => {
			const { vault, audit } = this.desk;
			if (vault === null) return;
			await audit?.record({ event: 'settings-changed', detail: 'credentials-deleted' });
			await vault.cell('facility').set(null);
			// One after the other: the second write takes the secret out of the previous generation as well.
			await vault.cell('pin').set(null);
			await this.#openWith(vault, null);
		});
	}

	/** Training only; see FrontDesk. */
	train(generation: Generation): Desk {
		this.front.train(generation);
		const { situation } = this;
		if (situation.state !== 'ready') throw new AppError({ code: 'not-ready' });
		return situation.desk;
	}

	/** The visit ends, whoever wants it. */
	endVisit(reason: VisitEnd): void {
		if (this.#standing?.state === 'ready') this.#standing.desk.front.visit.end(reason);
	}

	async close(): Promise<void> {
		if (this.#standing?.state === 'ready') await this.#standing.desk.close('page-gone');
	}

	async #look(): Promise<void> {
		await this.#take(await findVault(this.#keeping.vaultOptions), 'started');
	}

	async #take(found: VaultFound<VaultContent>, event: 'started' | 'unlocked'): Promise<void> {
		switch (found.state) {
			case 'absent':
				return this.#openWith(null, { event });
			case 'open':
				if (found.isPreviousGeneration) this.#warnings.add('vault-restored');
				return this.#openWith(found.vault, { event });
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

	/** Whether the file of this start could simply be taken, because nothing stands against it. */
	async #openProvisioned(vault: StationVault | null): Promise<boolean> {
		const provision = this.provisions.takeUnopposed(vault);
		if (provision === null) return false;
		const kept = await this.#keeping.keep(vault, provision, null);
		this.#nameDesk(provision.deskName);
		await this.#openWith(kept, { event: 'set-up', detail: 'provisioned' });
		return true;
	}

	async #openWith(vault: StationVault | null, first: AuditRecord | null): Promise<void> {
		if (await this.#openProvisioned(vault)) return;
		// The vault that could not be opened has made room; with memory only it still stands there.
		if (this.#standing?.state === 'ready') await this.#standing.desk.close('administration');
		else if (this.#standing !== null && first?.event === 'set-up') {
			this.#warnings.add('vault-set-aside');
		}
		const desk = await openDesk(vault, this.#options);
		this.#standing = { state: 'ready', desk };
		if (first !== null) await desk.audit?.record(first);
		this.provisions.consider(vault);
	}

	#nameDesk(deskName: string | null): void {
		const { settings } = this.#options;
		if (deskName === null) return;
		this.#saveIfPossible(() => {
			settings.change({ ...settings.value, deskName });
		});
	}

	/** Settings that cannot be stored must not undo a set-up; the desk has a warning for it. */
	#saveIfPossible(save: () => void): void {
		try {
			save();
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			this.#options.log.warn('settings not stored', { error });
		}
	}

	async #change(change: () => Promise<void>): Promise<Situation> {
		if (this.#isChanging) throw new AppError({ code: 'busy' });
		this.#isChanging = true;
		try {
			await change();
			return this.situation;
		} finally {
			this.#isChanging = false;
		}
	}
}
