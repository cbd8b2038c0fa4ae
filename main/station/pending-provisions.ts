import type { PendingProvision } from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { requirePermitted } from '../facility/production.ts';
import { storeFacility } from '../facility/stored-facility.ts';
import type { PlainProvision, Provision } from '../provisioning/provision-file.ts';
import type { Unsealed } from '../provisioning/sealed-file.ts';
import type { StationVault } from './vault-content.ts';

/** A provision that a person may take, and what taking it means for the files after it. */
type Offer = PlainProvision & { seal: Pick<Unsealed, 'signer' | 'serial'> | null };

interface PendingOptions {
	provision: Provision | null;
	clock: Clock;
	/** `false`: a package that is not for patients. */
	mayUseProduction: boolean;
}

/** The provisioning file of this start, or one that was chosen, until it is taken or put away. */
export class PendingProvisions {
	readonly #clock: Clock;
	readonly #mayUseProduction: boolean;
	#file: Provision | null;
	/** What waits, to be judged again when it is taken; the offer that it makes now. */
	#waiting: { file: Provision; offer: Offer } | null = null;
	#pending: PendingProvision | null = null;
	#refusal: Failure | null = null;

	constructor({ provision, clock, mayUseProduction }: PendingOptions) {
		this.#file = provision;
		this.#clock = clock;
		this.#mayUseProduction = mayUseProduction;
	}

	/** What waits for a person's word. */
	get pending(): PendingProvision | null {
		return this.#pending;
	}

	/** Why the last file was not even offered. */
	get refusal(): Failure | null {
		return this.#refusal;
	}

	/** What `pending` describes. Throws `not-ready` when nothing waits, or why it is taken no more. */
	async take(vault: StationVault | null): Promise<Offer> {
		if (this.#waiting === null) throw new AppError({ code: 'not-ready' });
		await this.consider(vault, this.#waiting.file);
		const refusal = this.#refusal;
		if (refusal !== null) throw new AppError(refusal);
		return this.#required();
	}

	/** A plain file where no facility is stored: whoever may start the program with it may be obeyed. */
	takeUnopposed(vault: StationVault | null): PlainProvision | null {
		if (this.#file?.kind !== 'plain') return null;
		if ((vault?.cell('facility').value ?? null) !== null) return null;
		const taken = this.#file;
		this.#file = null;
		return taken;
	}

	/** Looks at the file, now that it is known what the vault holds. */
	async consider(vault: StationVault | null, file: Provision | null = this.#file): Promise<void> {
		this.#file = null;
		if (file === null) return;
		this.putAway();
		const stored = vault?.cell('facility').value?.stored ?? null;
		if (file.kind === 'plain') {
			// The same file at every start, from a shortcut: nothing to ask anybody.
			const given = JSON.stringify(storeFacility(file.configuration));
			if (given === JSON.stringify(stored)) return;
			this.#offer(
				file,
				{ ...file, seal: null },
				{ needsPin: stored !== null, isSignerKnown: true },
			);
			return;
		}
		try {
			const seal = vault?.cell('seal').value ?? null;
			// Loaded for the file that comes once in a PC's life, not at every start.
			const { unsealProvision } = await import('../provisioning/sealed-file.ts');
			const unsealed = unsealProvision(file.text, seal, this.#clock.wallNowMs());
			const { signer, serial, isSignerKnown, provision } = unsealed;
			requirePermitted(provision.configuration, this.#mayUseProduction);
			const offer = { ...provision, seal: { signer, serial } };
			this.#offer(file, offer, { needsPin: stored !== null, isSignerKnown });
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			this.#refusal = error.failure;
		}
	}

	/** Nobody wants it, or it was taken. */
	putAway(): void {
		this.#waiting = null;
		this.#pending = null;
		this.#refusal = null;
	}

	#offer(
		file: Provision,
		offer: Offer,
		known: Pick<PendingProvision, 'needsPin' | 'isSignerKnown'>,
	): void {
		const { facilityName, environment, generation } = offer.configuration;
		this.#waiting = { file, offer };
		this.#pending = {
			kind: offer.seal === null ? 'plain' : 'sealed',
			...{ facilityName, environment, generation },
			signer: offer.seal?.signer ?? null,
			...known,
		};
	}

	#required(): Offer {
		if (this.#waiting === null) throw new AppError({ code: 'not-ready' });
		return this.#waiting.offer;
	}
}
