import type { Events } from '../../preload/contract.ts';
import type { UpdateOffer, UpdateState } from '../../preload/contract/updates.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import type { Log } from '../log/log.ts';
import type { Settings } from '../settings/settings.ts';
import { UpdateRefused } from '../update/refusal.ts';
import type { Updates } from '../update/updates.ts';
import type { UpdatesOnDemand } from '../update/updates-on-demand.ts';
import type { Administration } from './administration.ts';
import type { FileDialogs } from './file-dialogs.ts';

/** So often is said how much of a download has come. */
const progressEveryMs = 500;

export interface UpdatingOptions {
	administration: Administration;
	settings: Settings;
	files: FileDialogs;
	updates: UpdatesOnDemand;
	clock: Clock;
	log: Log;
	announce: <E extends keyof Events>(event: E, payload: Events[E]) => void;
}

/** Updates as the administrator asks for them; nothing here happens by itself. */
export class Updating {
	readonly #options: UpdatingOptions;

	constructor(options: UpdatingOptions) {
		this.#options = options;
	}

	async chooseFolder(): Promise<{ folder: string | null }> {
		this.#requireAdministrator();
		return { folder: await this.#options.files.chooseFolder() };
	}

	state(): Promise<UpdateState> {
		const { updates } = this.#options;
		const { runningVersion, pinnedKeys, installation } = updates.options;
		return this.#step(async () => ({
			runningVersion,
			hasPinnedKeys: pinnedKeys.current !== null || pinnedKeys.next !== null,
			isInstalled: installation !== null,
			waiting: updates.isInUse ? await (await updates.open()).waiting() : null,
		}));
	}

	check(): Promise<UpdateOffer> {
		return this.#step(async () => (await this.#openOn()).check());
	}

	fetch(): Promise<UpdateOffer> {
		const { clock, announce } = this.#options;
		let saidAtMs = -Infinity;
		return this.#step(async () =>
			(await this.#openOn()).fetch((receivedBytes) => {
				if (clock.nowMs() - saidAtMs < progressEveryMs) return;
				saidAtMs = clock.nowMs();
				announce('updateProgress', { receivedBytes });
			}),
		);
	}

	install(): Promise<{ fileToInstall: string | null }> {
		const { updates, administration } = this.#options;
		return this.#step(async () => {
			if (!updates.isInUse) throw new UpdateRefused('nothing-fetched');
			const opened = await updates.open();
			const version = await opened.waiting();
			await opened.install('administrator');
			// Written before the program has ended: its end waits for the activity log.
			if (version !== null) await administration.noteUpdate(version);
			return { fileToInstall: updates.fileToInstall };
		});
	}

	/** Where nothing is set nothing is opened either: there is not even a folder then. */
	#openOn(): Promise<Updates> {
		const { settings, updates } = this.#options;
		if (settings.updates.source === 'off') throw new UpdateRefused('off');
		return updates.open();
	}

	#requireAdministrator(): void {
		this.#options.administration.requireVault();
	}

	/** A step of an administrator who is here. Throws `pin-required`, `update-refused`. */
	async #step<T>(step: () => Promise<T>): Promise<T> {
		this.#requireAdministrator();
		try {
			return await step();
		} catch (error) {
			if (!(error instanceof UpdateRefused)) throw error;
			const { reason } = error;
			this.#options.log.warn('update refused', { reason, error });
			throw new AppError({ code: 'update-refused', reason }, { cause: error });
		}
	}
}
