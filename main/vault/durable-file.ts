import { randomBytes } from 'node:crypto';
import * as nodeFileSystem from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Clock } from '../clock.ts';
import { frame, maxFileBytes, type Unframed, unframe } from './file-frame.ts';
import { codeOf, whileHeld } from './held-file.ts';

/** The part of node:fs/promises that is used, so that tests can fail or end any step of it. */
export interface FileSystem {
	mkdir(path: string, options: { recursive: true; mode: number }): Promise<string | undefined>;
	open(path: string, flags: string, mode?: number): Promise<OpenFile>;
	stat(path: string): Promise<{ size: number; isFile(): boolean }>;
	readFile(path: string): Promise<Uint8Array>;
	readdir(path: string): Promise<string[]>;
	rename(from: string, to: string): Promise<void>;
	rm(path: string, options: { force: true }): Promise<void>;
}

export interface OpenFile {
	writeFile(bytes: Uint8Array): Promise<void>;
	sync(): Promise<void>;
	close(): Promise<void>;
}

export interface DurableFileOptions {
	folder: string;
	name: string;
	/** Of what the payload means. A file of a later one is neither read nor replaced by a write. */
	version: number;
	clock: Clock;
	fileSystem?: FileSystem | undefined;
}

/** The newest write, and the one before it. */
export type Generation = 'current' | 'previous';

export type Reading =
	| Unframed
	| { state: 'absent' }
	/** The operating system does not let us; what stands there may be whole. */
	| { state: 'not-permitted'; error: unknown };

/** What comes of a folder's fsync where there is no such thing: Windows and some network drives. */
const noFolderSyncCodes = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS'];
/** A folder in the file's place, and a bad sector. */
const damagedCodes = ['EISDIR', 'EIO'];

/**
 * One small file in two generations. Each is only ever replaced whole: a complete and synced file of
 * another name is renamed over it. Whenever the program or the power dies, both names stand for a
 * complete file, or for none where there was none. Writes must come one after another.
 */
export class DurableFile {
	readonly #options: DurableFileOptions;
	readonly #fileSystem: FileSystem;
	readonly #paths: Readonly<Record<Generation, string>>;
	#isCurrentDistrusted = false;

	constructor(options: DurableFileOptions) {
		this.#options = options;
		this.#fileSystem = options.fileSystem ?? nodeFileSystem;
		const current = join(options.folder, options.name);
		this.#paths = { current, previous: `${current}.bak` };
	}

	/** Removes what earlier, killed writes left. To be called before the first write. */
	async clearUnfinished(): Promise<void> {
		for (const name of await this.#fileSystem.readdir(this.#options.folder).catch(() => [])) {
			if (name.startsWith(`${this.#options.name}.tmp-`)) {
				await this.#discard(join(this.#options.folder, name));
			}
		}
	}

	async read(generation: Generation): Promise<Reading> {
		const path = this.#paths[generation];
		try {
			const bytes = await this.#whileHeld(() => this.#readWhole(path));
			return bytes === null ? { state: 'damaged' } : unframe(bytes, this.#options.version);
		} catch (error) {
			const code = codeOf(error);
			if (code === 'ENOENT') return { state: 'absent' };
			if (damagedCodes.includes(code)) return { state: 'damaged' };
			return { state: 'not-permitted', error };
		}
	}

	/** What the current generation holds is of no use, though its frame is whole. */
	distrustCurrent(): void {
		this.#isCurrentDistrusted = true;
	}

	/**
	 * Resolves once the payload would survive a power cut. Until then, and when it rejects, what was
	 * written before is still there.
	 */
	async write(payload: Uint8Array): Promise<void> {
		await this.#ensureFolder();
		const current = await this.read('current');
		if (current.state === 'not-permitted') throw current.error;
		if (current.state === 'newer-version') throw new Error('a newer version wrote the file');
		// A previous generation that is sound is given up for nothing but a sound one.
		if (current.state === 'damaged' || this.#isCurrentDistrusted) await this.setAside('current');
		else if (current.state === 'sound') await this.#put('previous', current.payload);
		await this.#put('current', payload);
		this.#isCurrentDistrusted = false;
		await this.#syncFolder();
	}

	/** As `write`, to begin anew: whatever stands there is set aside, a newer version's file too. */
	async replace(payload: Uint8Array): Promise<void> {
		await this.#ensureFolder();
		// First, so that a full disk is found out before anything was moved.
		const temporary = await this.#prepare(payload);
		try {
			await this.setAside('current');
			await this.setAside('previous');
			await this.#rename(temporary, this.#paths.current);
		} catch (error) {
			await this.#discard(temporary);
			throw error;
		}
		this.#isCurrentDistrusted = false;
		await this.#syncFolder();
	}

	/** Out of the way, for whoever may still need it. Nothing that cannot be read is ever deleted. */
	async setAside(generation: Generation): Promise<void> {
		const path = this.#paths[generation];
		const time = new Date(this.#options.clock.wallNowMs()).toISOString().replaceAll(':', '');
		try {
			await this.#rename(path, await this.#unusedPath(`${path}.unreadable-${time}`));
		} catch (error) {
			if (codeOf(error) !== 'ENOENT') throw error;
		}
	}

	/** Deletes both generations. */
	async remove(): Promise<void> {
		for (const generation of ['previous', 'current'] as const) {
			const path = this.#paths[generation];
			await this.#whileHeld(() => this.#fileSystem.rm(path, { force: true }));
		}
		await this.#syncFolder();
	}

	async #ensureFolder(): Promise<void> {
		const { folder } = this.#options;
		const made = await this.#fileSystem.mkdir(folder, { recursive: true, mode: 0o700 });
		// A new folder is itself a name in another one, and would be lost with all that is in it.
		if (made !== undefined) await this.#syncFolder(dirname(folder));
	}

	/** `null`: nothing that we could have written. A pipe would never end, a huge file fill memory. */
	async #readWhole(path: string): Promise<Uint8Array | null> {
		const stat = await this.#fileSystem.stat(path);
		return stat.isFile() && stat.size <= maxFileBytes ? this.#fileSystem.readFile(path) : null;
	}

	async #put(generation: Generation, payload: Uint8Array): Promise<void> {
		const temporary = await this.#prepare(payload);
		try {
			await this.#rename(temporary, this.#paths[generation]);
		} catch (error) {
			await this.#discard(temporary);
			throw error;
		}
	}

	/** A complete file under a name that nobody reads, on the disk and not merely on its way there. */
	async #prepare(payload: Uint8Array): Promise<string> {
		const unique = `${process.pid}-${randomBytes(4).toString('hex')}`;
		const path = `${this.#paths.current}.tmp-${unique}`;
		try {
			// `wx`: never into a file, or through a link, that somebody else put there.
			const file = await this.#fileSystem.open(path, 'wx', 0o600);
			try {
				await file.writeFile(frame(payload, this.#options.version));
				await file.sync();
			} finally {
				await file.close();
			}
			return path;
		} catch (error) {
			await this.#discard(path);
			throw error;
		}
	}

	/** What cannot be removed now is removed at the next start. */
	async #discard(temporary: string): Promise<void> {
		await this.#fileSystem.rm(temporary, { force: true }).catch(() => undefined);
	}

	/** Two may be set aside within a millisecond, or after the clock was set back. */
	async #unusedPath(path: string): Promise<string> {
		const taken = await this.#fileSystem.readdir(this.#options.folder);
		const isTaken = (candidate: string) =>
			taken.some((name) => join(this.#options.folder, name) === candidate);
		let unused = path;
		for (let number = 2; isTaken(unused); number += 1) unused = `${path}-${number}`;
		return unused;
	}

	#rename(from: string, to: string): Promise<void> {
		return this.#whileHeld(() => this.#fileSystem.rename(from, to));
	}

	#whileHeld<T>(step: () => Promise<T>): Promise<T> {
		return whileHeld(this.#options.clock, step);
	}

	/** Makes the renames durable. Windows has no such thing, and needs none on NTFS. */
	async #syncFolder(path = this.#options.folder): Promise<void> {
		try {
			const folder = await this.#fileSystem.open(path, 'r');
			try {
				await folder.sync();
			} finally {
				await folder.close();
			}
		} catch (error) {
			if (!noFolderSyncCodes.includes(codeOf(error))) throw error;
		}
	}
}
