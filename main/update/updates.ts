import type { UpdateOffer } from '../../preload/contract/updates.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { DurableFile, type FileSystem } from '../vault/durable-file.ts';
import { look, offerOf, takeIn } from './fetch-update.ts';
import type { HandOver } from './install-plan.ts';
import { installStaged, rollBack } from './install-update.ts';
import type { Installation } from './installation.ts';
import type { PinnedKeys } from './pinned-keys.ts';
import { UpdateRefused } from './refusal.ts';
import type { UpdateSource } from './source.ts';
import { beginStart, reachFirstScreen } from './start-record.ts';
import { UpdateFolder } from './update-folder.ts';
import { type Copy, RecordFile, recordVersion } from './update-record.ts';

export interface UpdatesOptions {
	clock: Clock;
	log: Log;
	/** Ours alone: verified installers and the record. Made where it is missing. */
	folder: string;
	/** As the settings have it now; `null`: off, as the program comes. */
	source: () => UpdateSource | null;
	channel: string;
	pinnedKeys: PinnedKeys;
	runningVersion: string;
	/** `null`: nothing that can be updated. */
	installation: Installation | null;
	/** Whether a patient is being served: from the first key of a visit to its end. */
	isBusy: () => boolean;
	/** Whether, as the settings have it now, `install('closing')` may install what waits. */
	installsAtClosing: () => boolean;
	/** Starts and ends programs. Rejects if the program did not start, or ended badly. */
	run: (handOver: HandOver) => Promise<void>;
	/** Of the record, so that tests can end any step of it. */
	fileSystem?: FileSystem;
}

/** What each step works with. */
export interface UpdateParts {
	options: UpdatesOptions;
	record: RecordFile;
	folder: UpdateFolder;
}

/** Unless it says otherwise, each rejects with UpdateRefused and nothing else. */
export interface Updates {
	/**
	 * To be awaited at every start, after the second instance has given way and before anything else:
	 * counts the start. `rolling-back`: a version that failed twice is being replaced by the one before
	 * it, and nothing more is to be started. Never rejects: no fault here may keep a desk closed.
	 */
	begin(): Promise<'go-on' | 'rolling-back'>;
	/** The page stands and answers. Never rejects. */
	reachedFirstScreen(): Promise<void>;
	/** Asks the source. Changes nothing but the memory of the newest manifest. */
	check(): Promise<UpdateOffer>;
	/** Checks again, and takes what is offered into our folder. Nothing is installed. */
	fetch(onBytes?: (received: number) => void): Promise<UpdateOffer>;
	/** The version that was fetched and waits; `null`: none. */
	waiting(): Promise<string | null>;
	/** Installs what waits. `closing` is refused (`not-at-closing`) unless it was set so. */
	install(occasion: 'administrator' | 'closing'): Promise<void>;
}

export function createUpdates(options: UpdatesOptions): Updates {
	const { clock, log, folder: path, runningVersion, installsAtClosing } = options;
	const durable = new DurableFile({
		...{ folder: path, name: 'update-record', version: recordVersion, clock },
		fileSystem: options.fileSystem,
	});
	const record = new RecordFile(durable, log);
	const folder = new UpdateFolder(path, clock);
	const parts: UpdateParts = { options, record, folder };
	let isAtIt = false;

	/** Two at a time would each believe in a file that the other replaces. */
	async function alone<T>(step: () => Promise<T>): Promise<T> {
		if (isAtIt) throw new UpdateRefused('already-at-it');
		isAtIt = true;
		try {
			return await step();
		} finally {
			isAtIt = false;
		}
	}

	async function tidy(): Promise<void> {
		const { staged, kept } = await record.read();
		await folder.keepOnly([staged?.copy, kept]);
	}

	async function countStart(): Promise<Copy | null> {
		const found: { rollBackTo: Copy | null } = { rollBackTo: null };
		await record.change((before) => {
			const begun = beginStart(before, runningVersion);
			found.rollBackTo = begun.rollBackTo;
			return begun.record;
		});
		return found.rollBackTo;
	}

	return {
		begin: async () => {
			try {
				const rollBackTo = await countStart();
				if (rollBackTo === null) return 'go-on';
				log.error('version does not start', { version: runningVersion });
				await rollBack(parts, rollBackTo);
				return 'rolling-back';
			} catch (error) {
				log.error('update step failed', { step: 'begin', error });
				return 'go-on';
			}
		},
		reachedFirstScreen: async () => {
			try {
				await record.change((before) => reachFirstScreen(before, runningVersion));
				// A download that runs already tidies up itself, and must not lose its file.
				if (!isAtIt) await tidy();
			} catch (error) {
				log.error('update step failed', { step: 'first-screen', error });
			}
		},
		check: () => alone(async () => offerOf(await look(parts))),
		fetch: (onBytes = () => undefined) =>
			alone(async () => {
				const seen = await look(parts);
				if (seen.judged !== 'up-to-date') await takeIn(parts, seen, seen.judged, onBytes);
				await tidy();
				return offerOf(seen);
			}),
		waiting: async () => (await record.read()).staged?.copy.version ?? null,
		install: (occasion) =>
			alone(async () => {
				if (occasion === 'closing' && !installsAtClosing())
					throw new UpdateRefused('not-at-closing');
				await installStaged(parts);
			}),
	};
}
