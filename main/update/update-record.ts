import { z } from 'zod';

import type { Log } from '../log/log.ts';
import type { DurableFile } from '../vault/durable-file.ts';
import { fileSize, installerFormat, sha512 } from './manifest.ts';
import { UpdateRefused } from './refusal.ts';
import { version } from './version.ts';

const counter = z.int().min(1);

/** An installer in our own folder, and how to know that it is still the one that was verified. */
const copy = z.strictObject({
	version,
	/** `null`: not of a manifest, but the file that was running. */
	counter: counter.nullable(),
	format: installerFormat,
	size: fileSize,
	sha512,
});

export type Copy = z.infer<typeof copy>;

const staged = z.strictObject({
	copy,
	expiresAt: z.iso.datetime(),
	/** The version that handed it over to be installed; `null`: it waits. */
	installedFrom: version.nullable(),
});

export type Staged = z.infer<typeof staged>;

const updateRecord = z.strictObject({
	/** The newest manifest that was ever taken for true. */
	highest: z.strictObject({ counter, digest: z.string() }).nullable(),
	/** How the running version fares. */
	start: z
		.strictObject({ version, attempts: z.int().min(1), reachedFirstScreen: z.boolean() })
		.nullable(),
	/** What was fetched to be installed. */
	staged: staged.nullable(),
	/** What there is to go back to. It has run here and reached its first screen. */
	kept: copy.nullable(),
	/** What never reached its first screen, newest last. */
	failed: z.array(z.strictObject({ version, counter: counter.nullable() })).max(16),
});

/** What a PC remembers of updates, over restarts and versions. */
export type UpdateRecord = z.infer<typeof updateRecord>;

export const recordVersion = 1;

export const emptyRecord: UpdateRecord = {
	...{ highest: null, start: null, staged: null, kept: null },
	failed: [],
};

/**
 * The record on the disk. It is not sealed, because it is needed before any vault is open: who writes
 * in this profile can make the PC forget a counter, and is still held to newer, signed versions.
 */
export class RecordFile {
	readonly #file: DurableFile;
	readonly #log: Log;
	/** `undefined`: not read yet. */
	#value: UpdateRecord | 'unreadable' | undefined;
	#changing: Promise<unknown> = Promise.resolve();

	constructor(file: DurableFile, log: Log) {
		this.#file = file;
		this.#log = log;
	}

	/** As last saved. Throws `record-unreadable`. */
	async read(): Promise<UpdateRecord> {
		this.#value ??= await this.#load();
		if (this.#value === 'unreadable') throw new UpdateRefused('record-unreadable');
		return this.#value;
	}

	/** Resolves once the change would survive a power cut. Throws `not-saved`: then nothing changed. */
	change(how: (record: UpdateRecord) => UpdateRecord): Promise<UpdateRecord> {
		const changed = this.#changing.then(async () => {
			const before = await this.read();
			const after = how(before);
			if (after === before) return before;
			try {
				await this.#file.write(Buffer.from(JSON.stringify(after)));
			} catch (error) {
				throw new UpdateRefused('not-saved', { cause: error });
			}
			this.#value = after;
			return after;
		});
		// The next change waits for this one, however it ends.
		this.#changing = changed.catch(() => undefined);
		return changed;
	}

	async #load(): Promise<UpdateRecord | 'unreadable'> {
		await this.#file.clearUnfinished();
		for (const generation of ['current', 'previous'] as const) {
			const reading = await this.#file.read(generation);
			if (reading.state === 'not-permitted' || reading.state === 'newer-version') {
				return 'unreadable';
			}
			const parsed = reading.state === 'sound' ? parse(reading.payload) : null;
			if (parsed !== null) return parsed;
			if (reading.state === 'absent') continue;
			this.#log.warn('update record damaged', { reason: generation });
			if (generation === 'current') this.#file.distrustCurrent();
		}
		// Lost with it is the counter; that a version must be newer and signed by us holds without it.
		return emptyRecord;
	}
}

function parse(payload: Buffer): UpdateRecord | null {
	try {
		const parsed = updateRecord.safeParse(JSON.parse(payload.toString('utf8')));
		return parsed.success ? parsed.data : null;
	} catch {
		// Not JSON, though its frame is whole.
		return null;
	}
}
