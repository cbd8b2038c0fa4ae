import type { Settings } from '../administration.ts';
import type { UpdateOffer, UpdateSettings, UpdateState } from '../updates.ts';

/** Updates, for the administrator alone. All fail with `pin-required` when Settings are not open. */
export interface UpdateCalls {
	/** Fails with `invalid-input` (field `updatePlace`), `settings-not-saved`. */
	changeUpdates(input: UpdateSettings): Settings;
	/** Asks for a folder in the system's own dialog; `null`: the person chose none. */
	chooseUpdateFolder(): { folder: string | null };
	/** Asks nobody but this PC. This and the rest fail with `update-refused`. */
	getUpdateState(): UpdateState;
	/** Asks the source what it has. Nothing is fetched. */
	checkForUpdates(): UpdateOffer;
	/** Fetches and verifies what the source has; it waits then. Hours on a bad line; see `updateProgress`. */
	fetchUpdate(): UpdateOffer;
	/**
	 * Installs what waits, outside of a visit alone. The program ends then, unless a person has to install
	 * the file: then its path comes back.
	 */
	installUpdate(): { fileToInstall: string | null };
}
