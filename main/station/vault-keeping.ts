import { join } from 'node:path';

import { hashPin } from '../admin/pin-hash.ts';
import { noAttempts } from '../admin/pin-lock.ts';
import type { Clock } from '../clock.ts';
import type { FacilityConfiguration } from '../facility/configuration.ts';
import { requirePermitted } from '../facility/production.ts';
import { storeFacility } from '../facility/stored-facility.ts';
import { AppError } from '../failure.ts';
import type { Log } from '../log/log.ts';
import type { Secret } from '../secret.ts';
import type { Settings } from '../settings/settings.ts';
import type { Keyring } from '../vault/keyring.ts';
import { createVault } from '../vault/find-vault.ts';
import type { VaultOptions } from '../vault/vault.ts';
import type { CheckedProtection } from './protection-choice.ts';
import {
	newVaultContent,
	parseVaultContent,
	type StationVault,
	type VaultContent,
} from './vault-content.ts';

/** What a set-up or a provisioning file brings to a PC. */
export interface NewFacility {
	configuration: FacilityConfiguration;
	/** `null`: the PIN that there is stays, if there is one. */
	pin: Secret | null;
	/** `null`: as it is, like `kiosk`. */
	deskName: string | null;
	kiosk: boolean | null;
	/** Of a sealed file: whose files are taken from now on, and from which serial. */
	seal?: { signer: string; serial: number } | null;
}

interface KeepingOptions {
	folder: string;
	clock: Clock;
	log: Log;
	settings: Settings;
	findKeyring: () => Promise<Keyring | null>;
	/** `false`: a package that is not for patients. */
	mayUseProduction: boolean;
}

/** Where a facility is put: into the vault that there is, or into a new one, and into the settings. */
export class VaultKeeping {
	readonly vaultOptions: VaultOptions<VaultContent>;
	readonly #options: KeepingOptions;

	constructor(options: KeepingOptions) {
		const { folder, clock, log, findKeyring } = options;
		this.#options = options;
		this.vaultOptions = {
			folder: join(folder, 'vault'),
			clock,
			log,
			findKeyring,
			parse: parseVaultContent,
		};
	}

	/**
	 * `protection` is of a new vault; `null`: the best that there is without asking anybody. Throws
	 * `invalid-input` before anything is stored, see `requirePermitted`.
	 */
	async keep(
		vault: StationVault | null,
		facility: NewFacility,
		protection: CheckedProtection | null,
	): Promise<StationVault> {
		requirePermitted(facility.configuration, this.#options.mayUseProduction);
		const kept = await this.#keepInVault(vault, facility, protection);
		this.#follow(facility);
		return kept;
	}

	/** For this PC's own key, before there is a facility. */
	createEmpty(protection: CheckedProtection): Promise<StationVault> {
		return this.#create({}, protection);
	}

	async #keepInVault(
		vault: StationVault | null,
		{ configuration, pin, seal }: NewFacility,
		protection: CheckedProtection | null,
	): Promise<StationVault> {
		const setOn = new Date(this.#options.clock.wallNowMs()).toISOString();
		const facility = { stored: storeFacility(configuration), setOn };
		const record = pin === null ? null : await hashPin(pin.reveal(), setOn);
		if (vault === null) {
			const content = { facility, pin: record };
			return protection === null ? this.#createBest(content) : this.#create(content, protection);
		}
		await vault.change({
			facility,
			...(record !== null && { pin: record, pinAttempts: noAttempts }),
			...(seal && {
				seal: {
					...vault.cell('seal').value,
					trustedSigner: seal.signer,
					lastSerial: seal.serial,
				},
			}),
		});
		return vault;
	}

	/** Settings that cannot be stored must not undo a set-up; the desk has a warning for it. */
	#follow({ deskName, kiosk }: NewFacility): void {
		const { settings, log } = this.#options;
		try {
			if (deskName !== null) settings.change({ ...settings.value, deskName });
			if (kiosk !== null) settings.changeKiosk({ ...settings.kiosk, isOn: kiosk });
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			log.warn('settings not stored', { error });
		}
	}

	/** Without a person to ask: the keyring if it is strong, else memory. Registration must go on. */
	async #createBest(content: Partial<VaultContent>): Promise<StationVault> {
		const keyring = await this.#options.findKeyring();
		try {
			return await this.#create(content, { method: keyring === null ? 'memory' : 'keyring' });
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			this.#options.log.warn('vault not stored', { error });
			return this.#create(content, { method: 'memory' });
		}
	}

	#create(content: Partial<VaultContent>, choice: CheckedProtection): Promise<StationVault> {
		const whole = { ...newVaultContent(choice.method), ...content };
		return createVault(this.vaultOptions, whole, choice);
	}
}
