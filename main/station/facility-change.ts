import type { SetUpForm, Situation } from '../../preload/contract/administration.ts';
import { noAttempts } from '../admin/pin-lock.ts';
import { checkPin } from '../admin/pin-rules.ts';
import type { FacilityConfiguration } from '../facility/configuration.ts';
import { parseFacilityForm } from '../facility/stored-facility.ts';
import { AppError } from '../failure.ts';
import type { Settings } from '../settings/settings.ts';
import type { PendingProvisions } from './pending-provisions.ts';
import { checkProtection } from './protection-choice.ts';
import type { Station } from './station.ts';
import type { VaultKeeping } from './vault-keeping.ts';

export interface FacilityChangeOptions {
	station: Station;
	provisions: PendingProvisions;
	keeping: VaultKeeping;
	settings: Settings;
}

/** The facility of this PC as persons change it: typed for the first time, replaced, deleted. */
export class FacilityChange {
	readonly #options: FacilityChangeOptions;

	constructor(options: FacilityChangeOptions) {
		this.#options = options;
	}

	/** Sets this PC up. Everything is checked before anything is stored. */
	setUp(form: SetUpForm): Promise<Situation> {
		const { station, provisions, keeping, settings } = this.#options;
		return station.change(async () => {
			this.#requireReplaceable();
			const configuration = parseFacilityForm(form.facility, null);
			const { deskName } = settings.check({ ...settings.value, deskName: form.deskName });
			const pin = checkPin(form.pin);
			// A vault that stands keeps what was chosen for it; Settings can change that.
			const protection = station.vault === null ? checkProtection(form.protection) : null;
			const facility = { configuration, pin, deskName, kiosk: null };
			const vault = await keeping.keep(station.vault, facility, protection);
			// A file that waited was for a PC without a facility.
			provisions.putAway();
			await station.openWith(vault, { event: 'set-up' });
		});
	}

	/** Another facility, or the same with other credentials, takes the place of what is stored. */
	replace(configuration: FacilityConfiguration): Promise<Situation> {
		const { station, keeping } = this.#options;
		return station.change(async () => {
			const facility = { configuration, pin: null, deskName: null, kiosk: null };
			const vault = await keeping.keep(station.vault, facility, null);
			await station.openWith(vault, { event: 'set-up', detail: 'replaced' });
		});
	}

	/** Deletes the facility and its PIN. The activity log stays, and goes on with the next facility. */
	delete(): Promise<Situation> {
		const { station } = this.#options;
		return station.change(async () => {
			const { vault, audit } = station.desk;
			if (vault === null) return;
			const seal = { ...vault.cell('seal').value, trustedSigner: null };
			await vault.change({ facility: null, pin: null, pinAttempts: noAttempts, seal });
			await audit?.record({ event: 'settings-changed', detail: 'credentials-deleted' });
			// Once more, which takes the secret out of the previous generation as well. If it fails, the
			// next save does it; the facility is gone all the same.
			await vault.save().catch(() => undefined);
			await station.openWith(vault, null);
		});
	}

	/** A newer version's vault, and one that may be whole, are not ours to replace. */
	#requireReplaceable(): void {
		const { station } = this.#options;
		station.requireKnown();
		if (station.isSetUp) throw new AppError({ code: 'pin-required' });
		const { situation } = station;
		if (situation.state !== 'unreadable') return;
		const { reason } = situation;
		const isWhole = reason === 'newer-version' || reason === 'not-permitted';
		if (isWhole || reason === 'not-in-this-package') throw new AppError({ code: 'not-ready' });
	}
}
