import { existsSync } from 'node:fs';

import type { UpdateSettings } from '../../preload/contract/updates.ts';
import type { Network } from '../network/network.ts';
import type { HandOver } from './install-plan.ts';
import type { Updates, UpdatesOptions } from './updates.ts';

/** What updates have to know of the desk, as it is at that moment. */
export interface UpdateDesk {
	settings: UpdateSettings;
	/** The way out of the house that the desk's own calls take. */
	network: () => Network;
	isBusy: boolean;
}

export interface OnDemandOptions extends Omit<
	UpdatesOptions,
	'source' | 'isBusy' | 'installsAtClosing' | 'run'
> {
	/** `null`: there is no desk yet. */
	desk: () => UpdateDesk | null;
	/** Starts and ends programs. */
	run: (handOver: Exclude<HandOver, { kind: 'show-file' }>) => Promise<void>;
}

/**
 * Updates that a PC pays for only once they are used: where none was ever asked for there is no
 * folder, and then nothing of them is loaded at the start.
 */
export class UpdatesOnDemand {
	readonly options: OnDemandOptions;
	#opening: Promise<Updates> | undefined;
	#hasBegun = false;
	#hasReachedScreen = false;
	#fileToInstall: string | null = null;

	constructor(options: OnDemandOptions) {
		this.options = options;
	}

	/** Whether anything was ever asked for on this PC. */
	get isInUse(): boolean {
		return existsSync(this.options.folder);
	}

	/** The file that a person has to install, after an `install` that could not. */
	get fileToInstall(): string | null {
		return this.#fileToInstall;
	}

	/** As Updates has it. Never rejects, but where this program's own files are broken. */
	async begin(): Promise<'go-on' | 'rolling-back'> {
		if (!this.isInUse) return 'go-on';
		this.#hasBegun = true;
		return (await this.#load()).begin();
	}

	/** The page has asked for the desk and got it. Never rejects, like `begin`. */
	async reachedFirstScreen(): Promise<void> {
		if (this.#hasReachedScreen) return;
		this.#hasReachedScreen = true;
		if (this.#hasBegun) await (await this.#load()).reachedFirstScreen();
	}

	/** For the administrator's steps, which make the folder. */
	async open(): Promise<Updates> {
		const updates = await this.#load();
		if (!this.#hasBegun) {
			// This start was a good one, and that is worth knowing: it can be gone back to.
			this.#hasBegun = true;
			await updates.begin();
			if (this.#hasReachedScreen) await updates.reachedFirstScreen();
		}
		return updates;
	}

	#load(): Promise<Updates> {
		this.#opening ??= this.#create();
		return this.#opening;
	}

	async #create(): Promise<Updates> {
		const [{ createUpdates }, { sourceOf }] = await Promise.all([
			import('./updates.ts'),
			import('./source-of-settings.ts'),
		]);
		const { desk, run, ...rest } = this.options;
		return createUpdates({
			...rest,
			source: () => {
				const now = desk();
				return now === null ? null : sourceOf(now.settings, now.network);
			},
			isBusy: () => desk()?.isBusy ?? false,
			installsAtClosing: () => false,
			run: async (handOver) => {
				this.#fileToInstall = null;
				if (handOver.kind === 'show-file') this.#fileToInstall = handOver.path;
				else await run(handOver);
			},
		});
	}
}
