import type {
	ProtectionChoice,
	SealedFile,
	Situation,
} from '../../preload/contract/administration.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { createPcKey, createSigningKey, pcKeyText } from '../provisioning/keys.ts';
import { readSealedFile } from '../provisioning/provision-file.ts';
import { sealProvision } from '../provisioning/sealed-file.ts';
import type { Administration } from './administration.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { Station } from './station.ts';

/** How long another PC may take to be reached by a USB stick. */
const validDays = 7;

export interface ProvisioningOptions {
	station: Station;
	administration: Administration;
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
		const { station, administration } = this.#options;
		station.requireKnown();
		if (station.provisions.pending === null) throw new AppError({ code: 'not-ready' });
		if (station.isSetUp) await administration.tryPin(pin ?? '');
		const situation = await station.takeOffer();
		administration.closeSettings();
		return situation;
	}

	dismiss(): Situation {
		const { station } = this.#options;
		station.provisions.putAway();
		return station.situation;
	}

	/** A good file waits for a person's word from then on. Throws `sealed-file-refused`. */
	async openSealedFile(): Promise<Situation> {
		const { station, files } = this.#options;
		station.requireKnown();
		const path = await files.chooseSealedFile();
		if (path !== null) station.considerFile(readSealedFile(path));
		return station.situation;
	}

	/** This PC's public key. Made once, and kept in the vault with the private one. */
	async pcKey(protection: ProtectionChoice): Promise<{ key: string }> {
		const vault = await this.#options.station.openVault(protection);
		const seal = vault.cell('seal');
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
}
