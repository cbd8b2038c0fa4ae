import type {
	ProtectionChoice,
	SealedFile,
	Situation,
} from '../../preload/contract/administration.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { type Provision, readSealedFile } from '../provisioning/provision-file.ts';
import type { Administration } from './administration.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { PendingProvisions } from './pending-provisions.ts';
import { checkProtection } from './protection-choice.ts';
import type { Station } from './station.ts';
import type { StationVault } from './vault-content.ts';
import type { VaultKeeping } from './vault-keeping.ts';

/** How long another PC may take to be reached by a USB stick. */
const validDays = 7;

/** Needed by an administrator once in a while, and not by the start. */
const loadKeys = () => import('../provisioning/keys.ts');

export interface ProvisioningOptions {
	station: Station;
	administration: Administration;
	provisions: PendingProvisions;
	keeping: VaultKeeping;
	files: FileDialogs;
	clock: Clock;
}

/** How a PC gets its facility from a file, and how it makes such a file for another PC. */
export class Provisioning {
	readonly #options: ProvisioningOptions;

	constructor(options: ProvisioningOptions) {
		this.#options = options;
	}

	/** Takes what waits. Where a facility is stored, only for who knows the PIN. */
	async accept(pin: string | null): Promise<Situation> {
		const { station, administration, provisions } = this.#options;
		station.requireKnown();
		if (provisions.pending === null) throw new AppError({ code: 'not-ready' });
		if (station.isSetUp) await administration.tryPin(pin ?? '');
		const situation = await this.#takeOffer();
		administration.closeSettings();
		return situation;
	}

	dismiss(): Situation {
		const { station, provisions } = this.#options;
		provisions.putAway();
		return station.situation;
	}

	/** A good file waits for a person's word from then on. Throws `sealed-file-refused`. */
	async openSealedFile(): Promise<Situation> {
		const { station, files } = this.#options;
		station.requireKnown();
		const path = await files.chooseSealedFile();
		if (path !== null) await this.#consider(readSealedFile(path));
		return station.situation;
	}

	/** This PC's public key. Made once, and kept in the vault with the private one. */
	async pcKey(protection: ProtectionChoice): Promise<{ key: string }> {
		const vault = await this.#openVault(protection);
		const seal = vault.cell('seal');
		const { createPcKey, pcKeyText } = await loadKeys();
		const pcPrivateKey = seal.value.pcPrivateKey ?? createPcKey();
		// A key that was not stored would be shown, sealed for, and gone.
		if (seal.value.pcPrivateKey === null) {
			await vault.change({ seal: { ...seal.value, pcPrivateKey } });
		}
		return { key: pcKeyText(pcPrivateKey) };
	}

	/** This facility for another PC, whose key was typed; `null`: the person chose no place. */
	async sealFor(pcKey: string): Promise<{ sealed: SealedFile | null }> {
		const { administration, files, clock } = this.#options;
		const vault = administration.requireVault();
		const facility = vault.cell('facility').value?.stored;
		if (facility === undefined) return { sealed: null };
		const { createSigningKey } = await loadKeys();
		const { sealProvision } = await import('../provisioning/sealed-file.ts');
		const seal = vault.cell('seal');
		const before = seal.value.signer ?? { signingKey: createSigningKey(), lastSerial: 0 };
		const sealable = { facility, administratorPin: null, deskName: null, kiosk: null };
		const options = { pcKey, signer: before, nowWallMs: clock.wallNowMs(), validDays };
		const { text, file, signer } = sealProvision(sealable, options);
		// Before the file is given away: no serial may be used twice.
		await vault.change({ seal: { ...seal.value, signer } });
		const content = administration.whileOpen([text]);
		const isSaved = await files.save('ABHA Desk facility.sealed', content);
		if (isSaved) await administration.note('sealed');
		return { sealed: isSaved ? file : null };
	}
	/** Takes the file that waits, once a person has agreed. */
	#takeOffer(): Promise<Situation> {
		const { station, provisions, keeping } = this.#options;
		return station.change(async () => {
			// Judged again: it may have waited until it expired.
			const offer = await provisions.take(station.vault);
			const vault = await keeping.keep(station.vault, offer, null);
			provisions.putAway();
			await station.openWith(vault, { event: 'set-up', detail: 'provisioned' });
		});
	}

	/** A file that a person has chosen. Throws why it cannot even be offered. */
	async #consider(file: Provision): Promise<void> {
		const { station, provisions } = this.#options;
		await provisions.consider(station.vault, file);
		const { refusal } = provisions;
		if (refusal === null) return;
		// Told to the person who chose it, and not again at every look at the desk.
		provisions.putAway();
		throw new AppError(refusal);
	}

	/**
	 * The vault for this PC's key, made where there is none. Throws `not-ready` where one stands that
	 * nobody has opened: a key is no reason to put that aside.
	 */
	async #openVault(protection: ProtectionChoice): Promise<StationVault> {
		const { station, keeping } = this.#options;
		await station.change(async () => {
			if (station.desk.vault !== null) return;
			const vault = await keeping.createEmpty(checkProtection(protection));
			await station.openWith(vault, null);
		});
		const { vault } = station.desk;
		if (vault === null) throw new AppError({ code: 'not-ready' });
		return vault;
	}
}
