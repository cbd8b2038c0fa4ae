import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../clock.ts';
import { whileHeld } from '../vault/held-file.ts';
import { openPlain } from './folder-source.ts';
import type { InstallerFormat } from './manifest.ts';
import { UpdateRefused } from './refusal.ts';
import type { Copy } from './update-record.ts';

const extensions: Readonly<Record<InstallerFormat, string>> = {
	nsis: 'exe',
	deb: 'deb',
	rpm: 'rpm',
	appimage: 'AppImage',
};

/** What a file has to be, to the byte. */
export type Measure = Pick<Copy, 'size' | 'sha512'>;

/** A name of ours, of digits and dots: what a manifest calls a file never reaches this disk. */
function nameOf({ version, format }: Pick<Copy, 'version' | 'format'>): string {
	return `${version}.${extensions[format]}`;
}

/**
 * The folder that verified installers lie in, closed to other users. What is verified is always our
 * own copy, never what lies on a stick or a share, where it can change at any moment.
 */
export class UpdateFolder {
	readonly #path: string;
	readonly #clock: Clock;

	constructor(path: string, clock: Clock) {
		this.#path = path;
		this.#clock = clock;
	}

	pathOf(copy: Pick<Copy, 'version' | 'format'>): string {
		return join(this.#path, nameOf(copy));
	}

	/**
	 * Takes `pieces` in under `copy`'s name, if they are what `copy` says. Throws `too-large`,
	 * `truncated`, `wrong-hash`, `not-saved`, and what the pieces throw. Nothing stays behind then.
	 */
	async takeIn(pieces: AsyncIterable<Uint8Array>, copy: Copy): Promise<void> {
		const unfinished = await this.#unfinished();
		try {
			const written = await write(unfinished, pieces, 0o600, copy.size);
			if (written.size > copy.size) throw new UpdateRefused('too-large');
			if (written.size < copy.size) throw new UpdateRefused('truncated');
			if (written.sha512 !== copy.sha512) throw new UpdateRefused('wrong-hash');
			await this.#put(unfinished, copy);
		} catch (error) {
			await rm(unfinished, { force: true }).catch(() => undefined);
			throw error;
		}
	}

	/** Takes in the file at `path`, whatever it is. Throws `not-saved` and what opening it throws. */
	async takeFile(path: string, named: Pick<Copy, 'version' | 'format'>): Promise<Measure> {
		const unfinished = await this.#unfinished();
		const file = await openPlain(path);
		try {
			const written = await write(unfinished, piecesOf(file), 0o600);
			await this.#put(unfinished, named);
			return written;
		} catch (error) {
			await rm(unfinished, { force: true }).catch(() => undefined);
			throw error;
		} finally {
			await file.close();
		}
	}

	/**
	 * Reads all of `copy` through one open file, and calls `use` while that is still open and is still
	 * what the path leads to. Throws `changed-since-check`.
	 */
	async withVerified<T>(
		copy: Copy,
		use: (path: string, bytes: () => AsyncIterable<Uint8Array>) => Promise<T>,
	): Promise<T> {
		const path = this.pathOf(copy);
		const changed = (error?: unknown) => new UpdateRefused('changed-since-check', { cause: error });
		await this.#prepare();
		const file = await openPlain(path).catch((error: unknown) => {
			throw changed(error);
		});
		try {
			const hash = createHash('sha512');
			for await (const piece of piecesOf(file)) hash.update(piece);
			const opened = await saved(() => file.stat({ bigint: true }));
			const isStillNamed = (await inodeOf(path)) === opened.ino;
			// A second name would be a second way to write into it.
			const isOurs = opened.nlink === 1n && opened.size === BigInt(copy.size);
			if (!isStillNamed || !isOurs || hash.digest('hex') !== copy.sha512) throw changed();
			return await use(path, () => piecesOf(file));
		} finally {
			await file.close();
		}
	}

	/** Removes whatever is not a file of `kept`: what kills, failures and the past left. */
	async keepOnly(kept: readonly (Copy | undefined | null)[]): Promise<void> {
		await this.#prepare();
		const names = kept.flatMap((copy) => (copy ? [nameOf(copy)] : []));
		const isOurs = (name: string) =>
			/^\d+\.\d+\.\d+\.(?:exe|deb|rpm|AppImage)$|^[0-9a-f]+\.part$/.test(name);
		await saved(async () => {
			for (const name of await readdir(this.#path)) {
				if (isOurs(name) && !names.includes(name)) {
					await rm(join(this.#path, name), { force: true });
				}
			}
		});
	}

	async #unfinished(): Promise<string> {
		await this.#prepare();
		return join(this.#path, `${randomBytes(8).toString('hex')}.part`);
	}

	async #put(unfinished: string, copy: Pick<Copy, 'version' | 'format'>): Promise<void> {
		await saved(async () => {
			await whileHeld(this.#clock, () => rename(unfinished, this.pathOf(copy)));
			await syncFolder(this.#path);
		});
	}

	async #prepare(): Promise<void> {
		await saved(async () => {
			await mkdir(this.#path, { recursive: true, mode: 0o700 });
			// Somebody else's folder, by a link, would be somebody else's to write into.
			if (!(await lstat(this.#path)).isDirectory()) throw new Error('not a folder');
			if (process.platform !== 'win32') await chmod(this.#path, 0o700);
		});
	}
}

/** Writes a new file and syncs it. Stops at the first piece that is too much. */
export async function write(
	path: string,
	pieces: AsyncIterable<Uint8Array>,
	mode: number,
	maxBytes = Infinity,
): Promise<Measure> {
	const hash = createHash('sha512');
	let size = 0;
	// `wx`: never into a file, or through a link, that somebody else put there.
	const file = await saved(() => open(path, 'wx', mode));
	try {
		for await (const piece of pieces) {
			size += piece.length;
			if (size > maxBytes) break;
			hash.update(piece);
			await saved(() => file.writeFile(piece));
		}
		await saved(() => file.sync());
	} finally {
		await file.close();
	}
	return { size, sha512: hash.digest('hex') };
}

/** Makes a rename durable, where there is such a thing. */
export async function syncFolder(path: string): Promise<void> {
	if (process.platform === 'win32') return;
	const folder = await open(path, constants.O_RDONLY);
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

/** From the beginning, by position: the same open file can be read again. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
	const piece = Buffer.alloc(256 * 1024);
	for (let at = 0; ;) {
		const { bytesRead } = await saved(() => file.read(piece, 0, piece.length, at));
		if (bytesRead === 0) return;
		at += bytesRead;
		yield piece.subarray(0, bytesRead);
	}
}

/** `null`: nothing has that name any more. */
async function inodeOf(path: string): Promise<bigint | null> {
	return lstat(path, { bigint: true }).then(
		({ ino }) => ino,
		() => null,
	);
}

/** One failure for all that a full, read-only, failing or foreign disk may say. */
export async function saved<T>(step: () => Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (error) {
		throw new UpdateRefused('not-saved', { cause: error });
	}
}
