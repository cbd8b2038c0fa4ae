import type {
	FacilityForm,
	ProtectionChoice,
	SetUpForm,
	SetUpOptions,
	Situation,
} from '../administration.ts';
import type { ConnectionReport } from '../desk.ts';

/** What this PC holds and how it comes to hold it: its vault, its facility, provisioning files. */
export interface SetUpCalls {
	/**
	 * Opens the vault with its passphrase. Takes as long as the key takes to derive. Fails with
	 * `wrong-passphrase`, and with `busy` while another try is under way.
	 */
	unlock(input: { passphrase: string }): Situation;

	/** Reads the vault once more: the keyring may be unlocked by now. Never deletes anything. */
	tryVaultAgain(): Situation;

	/** What this PC can offer. With a facility stored: fails with `pin-required` outside Settings. */
	getSetUpOptions(): SetUpOptions;

	/**
	 * Goes through the steps of `checkConnection` with what is typed, and stores nothing. Fails with
	 * `invalid-input`; with `pin-required` where a facility is stored and Settings are not open.
	 */
	checkFacility(input: FacilityForm): ConnectionReport;

	/**
	 * Sets up a PC that has no readable facility: makes the vault, sets PIN and desk. A vault that
	 * cannot be read is set aside, never deleted. Fails with `invalid-input`, `keyring-not-strong`,
	 * `vault-not-saved`, or `pin-required` where a facility is stored.
	 */
	setUp(input: SetUpForm): Situation;

	/** Training was chosen at the first run: the choice is not offered again. */
	chooseTraining(): Situation;

	/** Takes the provisioning file that waits. Fails with `wrong-pin`, `pin-wait`, `vault-not-saved`. */
	acceptProvision(input: { pin: string | null }): Situation;
	dismissProvision(): Situation;
	/**
	 * Lets the person choose a sealed file; a good one is then `Desk.provision`. Fails with
	 * `sealed-file-refused`.
	 */
	openSealedFile(): Situation;
	/**
	 * This PC's public key for sealed files, made when first asked for. `protection` counts only where
	 * no vault stands yet.
	 */
	getPcKey(input: { protection: ProtectionChoice }): { key: string };
}
