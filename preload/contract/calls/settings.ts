import type {
	Activity,
	ActivityGroup,
	ActivityQuery,
	DeskSettings,
	FacilityForm,
	LogReport,
	ProtectionChoice,
	SealedFile,
	Settings,
	Situation,
} from '../administration.ts';
import type { KioskSettings } from '../kiosk.ts';

/** The administrator at work: into Settings with the PIN, and what only Settings may do. */
export interface SettingsCalls {
	/**
	 * Opens Settings for a person with the administrator's PIN. Every wrong PIN is counted, on the disk
	 * too, before it is answered. Fails with `wrong-pin`, `pin-wait`, `pin-not-set`, `vault-not-saved`.
	 */
	openSettings(input: { pin: string }): Settings;

	/**
	 * Sets the PIN where it was never set or is forgotten, for who knows the facility's client secret;
	 * counted as PINs are. Fails with `wrong-client-secret`, `pin-wait`, `invalid-input`.
	 */
	choosePin(input: { clientSecret: string; pin: string }): Settings;

	/** Ends the administrator's session; it also ends by itself, see `settingsClosed`. */
	closeSettings(): void;

	/** All of these fail with `pin-required` when Settings are not open, then with `invalid-input`. */
	changeSettings(input: DeskSettings): Settings;
	changePin(input: { pin: string }): Settings;
	/** Switches the kiosk on with `isOn`, which takes effect when Settings are closed. */
	changeKiosk(input: KioskSettings): Settings;
	/** Wraps the vault's key anew; what it protects is not touched. Fails with `keyring-not-strong`. */
	changeProtection(input: { protection: ProtectionChoice }): Settings;
	/** Ends the visit and opens the desk with the new facility. */
	replaceFacility(input: FacilityForm): Situation;
	/** Deletes client ID, secret and PIN from this PC. The activity log stays. */
	deleteFacility(): Situation;

	/**
	 * Seals this facility for another PC and saves the file where the person chooses; `null`: nowhere.
	 * Needs Settings open. Fails with `invalid-input` (field `pc-key`), `file-not-saved`.
	 */
	sealForPc(input: { key: string }): { sealed: SealedFile | null };

	/** A page of the activity log. Needs Settings open, as the two after it do. */
	getActivity(input: ActivityQuery): Activity;
	/** Walks the whole log and says what was changed. */
	checkLog(): LogReport;
	/** Saves the entries of a month (`null`: all) where the person chooses. Fails with `file-not-saved`. */
	exportActivity(input: {
		format: 'csv' | 'json-lines';
		month: string | null;
		group: ActivityGroup | null;
	}): { saved: boolean };
}
