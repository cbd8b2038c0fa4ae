import { createHash, timingSafeEqual } from 'node:crypto';

import type {
	Activity,
	ActivityQuery,
	DeskSettings,
	FacilityForm,
	LogReport,
	ProtectionChoice,
	Settings as SettingsShown,
	SetUpOptions,
	Situation,
} from '../../preload/contract/administration.ts';
import type { KioskSettings } from '../../preload/contract/kiosk.ts';
import type { UpdateSettings } from '../../preload/contract/updates.ts';
import type { ConnectionReport } from '../../preload/contract/desk.ts';
import type { AdminSession } from '../admin/admin-session.ts';
import { checkPin } from '../admin/pin-rules.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../failure.ts';
import { parseFacilityForm, showFacility } from '../facility/stored-facility.ts';
import type { Settings } from '../settings/settings.ts';
import type { Keyring } from '../vault/keyring.ts';
import type { FacilityChange } from './facility-change.ts';
import { checkFacility, type CheckOptions } from './facility-check.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { OpenDesk } from './open-desk.ts';
import { checkProtection } from './protection-choice.ts';
import type { Station } from './station.ts';
import type { StationVault } from './vault-content.ts';

export interface AdministrationOptions extends CheckOptions {
	station: Station;
	facilityChange: FacilityChange;
	findKeyring: () => Promise<Keyring | null>;
	session: AdminSession;
	settings: Settings;
	files: FileDialogs;
	/** Settings may have changed how long a visit may be left alone. */
	onSettingsChanged: () => void;
	/** The administrator closes the program. */
	onQuit: () => void;
	/** Whether the program starts when its user logs in. Fails with `settings-not-saved`. */
	setAutostart: (isOn: boolean) => Promise<void>;
}

/** A desk that is set up: the only kind that has an administrator. */
type SetUpDesk = OpenDesk & {
	[Part in 'vault' | 'audit' | 'pinLock']: NonNullable<OpenDesk[Part]>;
};

/** What only the administrator may do. Each call begins with the session, which the PIN opens. */
export class Administration {
	readonly #options: AdministrationOptions;

	constructor(options: AdministrationOptions) {
		this.#options = options;
	}

	async openSettings(pin: string): Promise<SettingsShown> {
		await this.tryPin(pin);
		return this.#open();
	}

	/** One try at the PIN, which leaves its trace either way. */
	async tryPin(pin: string): Promise<void> {
		const { pinLock } = this.#setUpDesk();
		await this.#traced(() => pinLock.tryPin(pin));
	}

	async choosePin(clientSecret: string, pin: string): Promise<SettingsShown> {
		const { vault, pinLock } = this.#setUpDesk();
		// First, so that a PIN which will not do costs no try.
		checkPin(pin);
		const stored = vault.cell('facility').value?.stored.clientSecret;
		if (stored === undefined) throw new AppError({ code: 'pin-required' });
		await this.#traced(() =>
			pinLock.try(
				() => Promise.resolve(isSame(clientSecret.trim(), stored)),
				(waitSeconds) => ({ code: 'wrong-client-secret', waitSeconds }),
			),
		);
		await pinLock.setPin(pin);
		await this.note('pin');
		return this.#open();
	}

	closeSettings(): void {
		this.#options.session.close();
	}

	changeSettings(desk: DeskSettings): Promise<SettingsShown> {
		return this.#changed('desk', () => {
			this.#options.settings.change(desk);
			this.#options.onSettingsChanged();
		});
	}

	changeUpdates(updates: UpdateSettings): Promise<SettingsShown> {
		return this.#changed('updates', () => {
			this.#options.settings.changeUpdates(updates);
		});
	}

	changePin(pin: string): Promise<SettingsShown> {
		return this.#changed('pin', ({ pinLock }) => pinLock.setPin(pin));
	}

	changeKiosk(kiosk: KioskSettings): Promise<SettingsShown> {
		const { settings, setAutostart } = this.#options;
		return this.#changed('kiosk', async () => {
			const before = settings.kiosk.startsWithSession;
			settings.changeKiosk(kiosk);
			if (before !== kiosk.startsWithSession) await setAutostart(kiosk.startsWithSession);
			this.#options.onSettingsChanged();
			await this.#options.station.changeMode(false);
		});
	}

	/** The way out of the kiosk: to a desk until the next start, or out of the program. */
	async leaveKiosk(pin: string, to: 'desk' | 'quit'): Promise<Situation> {
		await this.tryPin(pin);
		await this.note(to === 'quit' ? 'kiosk-closed' : 'kiosk-left');
		const situation = await this.#options.station.changeMode(true);
		if (to === 'quit') this.#options.onQuit();
		return situation;
	}

	changeProtection(choice: ProtectionChoice): Promise<SettingsShown> {
		return this.#changed('protection', ({ vault }) => vault.protect(checkProtection(choice)));
	}

	async replaceFacility(form: FacilityForm): Promise<Situation> {
		const { vault } = this.#require();
		const before = vault.cell('facility').value?.stored ?? null;
		const configuration = parseFacilityForm(form, before);
		const situation = await this.#options.facilityChange.replace(configuration);
		this.closeSettings();
		return situation;
	}

	async deleteFacility(): Promise<Situation> {
		this.#require();
		const situation = await this.#options.facilityChange.delete();
		this.closeSettings();
		return situation;
	}

	/** Open to all while nothing is set up; then only to the administrator. */
	async setUpOptions(): Promise<SetUpOptions> {
		const { station, findKeyring } = this.#options;
		station.requireKnown();
		if (station.isSetUp) this.#require();
		const keyring = await findKeyring();
		const facility = station.vault?.cell('facility').value ?? null;
		return {
			keyring: keyring?.name ?? null,
			protection: station.vault?.protection ?? null,
			hasUnopenedVault: station.hasUnopenedVault,
			facility: facility === null ? null : showFacility(facility.stored, facility.setOn),
		};
	}

	async checkFacility(form: FacilityForm): Promise<ConnectionReport> {
		const { station } = this.#options;
		station.requireKnown();
		if (station.isSetUp) this.#require();
		const before = station.vault?.cell('facility').value?.stored ?? null;
		return checkFacility(parseFacilityForm(form, before), this.#options);
	}

	async activity(query: ActivityQuery): Promise<Activity> {
		return this.#require().audit.activity(query);
	}

	async checkLog(): Promise<LogReport> {
		return this.#require().audit.check();
	}

	async exportActivity(what: Parameters<AuditLog['export']>[0]): Promise<boolean> {
		const { audit } = this.#require();
		const extension = what.format === 'csv' ? 'csv' : 'jsonl';
		const name = `ABHA Desk activity ${what.month ?? 'all'}.${extension}`;
		const saved = await this.#options.files.save(name, this.whileOpen(audit.export(what)));
		if (saved) await audit.record({ event: 'log-exported', detail: what.format });
		return saved;
	}

	/** Leaves a trace of a change. */
	async note(detail: string): Promise<void> {
		await this.#setUpDesk().audit.record({ event: 'settings-changed', detail });
	}

	/** Leaves a trace of a program that takes this one's place. */
	async noteUpdate(version: string): Promise<void> {
		// A detail is one word, and has no dot: an ABHA address has.
		const detail = `v${version.replaceAll('.', '-')}`;
		await this.#setUpDesk().audit.record({ event: 'update-begun', detail });
	}

	/** The vault of a desk whose administrator is here. */
	requireVault(): StationVault {
		return this.#require().vault;
	}

	/** The dialog that asks where to save may stand open for longer than the administrator is here. */
	async *whileOpen(content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
		this.#options.session.require();
		yield* content;
	}

	async #open(): Promise<SettingsShown> {
		// First, so that nothing is open when it cannot be shown.
		const shown = await this.#shown();
		this.#options.session.open();
		// Settings must not stand beside a patient.
		this.#options.station.front.visit.end('administration');
		return shown;
	}

	async #changed(
		detail: string,
		change: (desk: SetUpDesk) => void | Promise<void>,
	): Promise<SettingsShown> {
		await change(this.#require());
		await this.note(detail);
		return this.#shown();
	}

	async #shown(): Promise<SettingsShown> {
		const { vault, pinLock } = this.#setUpDesk();
		const facility = vault.cell('facility').value;
		if (facility === null) throw new AppError({ code: 'pin-required' });
		const keyring = await this.#options.findKeyring();
		return {
			desk: this.#options.settings.value,
			kiosk: this.#options.settings.kiosk,
			facility: showFacility(facility.stored, facility.setOn),
			protection: vault.protection,
			keyring: keyring?.name ?? null,
			pinSetOn: pinLock.setOn ?? '',
			updates: this.#options.settings.updates,
		};
	}

	#require(): SetUpDesk {
		this.#options.session.require();
		return this.#setUpDesk();
	}

	#setUpDesk(): SetUpDesk {
		const { desk } = this.#options.station;
		const { vault, audit, pinLock } = desk;
		if (vault === null || audit === null || pinLock === null) {
			throw new AppError({ code: 'pin-required' });
		}
		return { ...desk, vault, audit, pinLock };
	}

	async #traced(attempt: () => Promise<void>): Promise<void> {
		const { audit } = this.#setUpDesk();
		try {
			await attempt();
			await audit.record({ event: 'pin-right' });
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			const { code } = error.failure;
			// What was not looked at was no try, and could fill the log.
			const isTry = code === 'wrong-pin' || code === 'wrong-client-secret';
			if (isTry) await audit.record({ event: 'pin-wrong', detail: code });
			throw error;
		}
	}
}

/** In constant time, whatever their lengths. */
function isSame(typed: string, stored: string): boolean {
	const [a, b] = [typed, stored].map((text) => createHash('sha256').update(text).digest());
	return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
