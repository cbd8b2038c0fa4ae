import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { HandOver } from '../../main/update/install-plan.ts';
import { createUpdates, type Updates, type UpdatesOptions } from '../../main/update/updates.ts';
import { FakeClock } from './fake-clock.ts';
import { recordedLog } from './recorded-log.ts';
import { appImage, MemorySource, release, testKeys } from './signed-updates.ts';

/** A PC with an AppImage, whose content is its version, and a source with whatever a test publishes. */
export class UpdatedPc {
	readonly folder = mkdtempSync(join(tmpdir(), 'abha-desk-updates-'));
	/** Ours. */
	readonly updateFolder = join(this.folder, 'profile', 'updates');
	readonly image = join(this.folder, 'ABHA Desk.AppImage');
	readonly clock = new FakeClock();
	readonly source = new MemorySource();
	readonly handedOver: HandOver[] = [];
	readonly lines: string[];
	isBusy = false;
	isOff = false;
	installsAtClosing = false;
	readonly #log;

	constructor() {
		({ log: this.#log, lines: this.lines } = recordedLog());
		mkdirSync(join(this.folder, 'profile'));
		writeFileSync(this.image, '0.1.0');
	}

	/** The program, as a start of `runningVersion` makes it. */
	start(runningVersion = '0.1.0', changes: Partial<UpdatesOptions> = {}): Updates {
		return createUpdates({
			...{ clock: this.clock, log: this.#log, folder: this.updateFolder },
			source: () => (this.isOff ? null : this.source),
			...{ channel: 'stable', pinnedKeys: testKeys, runningVersion },
			installation: appImage(this.image),
			isBusy: () => this.isBusy,
			installsAtClosing: () => this.installsAtClosing,
			run: async (handOver) => {
				this.handedOver.push(handOver);
			},
			...changes,
		});
	}

	/** A whole start, to the first screen. */
	async startWell(runningVersion = '0.1.0', changes: Partial<UpdatesOptions> = {}) {
		const updates = this.start(runningVersion, changes);
		await updates.begin();
		await updates.reachedFirstScreen();
		return updates;
	}

	/** A day's release; its counter is the number of the day. */
	release(version: string, counter: number) {
		return release(version, counter, this.clock.wallNowMs());
	}

	publish(version: string, counter: number): void {
		this.source.publish(this.release(version, counter));
	}

	/** The version that a next start would run. */
	get imageContent(): string {
		return readFileSync(this.image, 'utf8');
	}

	/** Our folder lies elsewhere, and a link in its place. */
	moveFolderAway(): void {
		const elsewhere = join(this.folder, 'elsewhere');
		renameSync(this.updateFolder, elsewhere);
		symlinkSync(elsewhere, this.updateFolder);
	}

	removeFile(path: string): void {
		rmSync(path);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true });
	}
}
