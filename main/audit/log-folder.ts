import nodeFs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { AuditAnchor } from './anchor.ts';

/** What is used of the file system, so that a test can break each part of it. */
export type AuditFs = Pick<typeof nodeFs, 'mkdir' | 'readdir' | 'lstat' | 'open' | 'unlink'>;

const fileName = /^activity-(\d{4}-(?:0[1-9]|1[0-2]))\.jsonl$/;
const newLine = 0x0a;

/** Of the months with a file, those that the log still has: older ones were pruned and wait for removal. */
export function keptMonths(months: readonly string[], { base }: AuditAnchor): string[] {
	return months.filter((month) => month >= (base?.month ?? ''));
}

/** The folder of the activity log: a file a month, each only ever appended to. */
export class LogFolder {
	readonly #path: string;
	readonly #fs: AuditFs;

	constructor(path: string, fs: AuditFs = nodeFs) {
		this.#path = path;
		this.#fs = fs;
	}

	async make(): Promise<void> {
		await this.#fs.mkdir(this.#path, { recursive: true, mode: 0o700 });
	}

	/** The months that have a file, oldest first. */
	async months(): Promise<string[]> {
		try {
			const names = await this.#fs.readdir(this.#path);
			return names.flatMap((name) => fileName.exec(name)?.[1] ?? []).sort();
		} catch (error) {
			if (isAbsent(error)) return [];
			throw error;
		}
	}

	/** Hands a month's file over for reading, with the size that it has now. */
	async read<T>(month: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
		const file = await this.openForReading(month);
		try {
			return await use(file, (await file.stat()).size);
		} finally {
			await file.close();
		}
	}

	/** Whoever asks closes it. */
	async openForReading(month: string): Promise<FileHandle> {
		// A pipe of that name would wait for a writer for ever.
		if (!(await this.#fs.lstat(this.#file(month))).isFile()) throw new Error('not a file');
		return this.#fs.open(this.#file(month), 'r');
	}

	/**
	 * Resolves once the lines would survive a power cut. On failure the file is as it was, or, where
	 * even that fails, has part of them at its end.
	 */
	async append(month: string, lines: string): Promise<void> {
		const file = await this.#fs.open(this.#file(month), 'a+', 0o600);
		let size: number | undefined;
		try {
			({ size } = await file.stat());
			// Else a line that was cut short, by whomever, would take ours with it.
			const isOpen = size > 0 && (await lastByte(file, size)) !== newLine;
			await writeAll(file, Buffer.from(isOpen ? `\n${lines}` : lines));
			await file.datasync();
		} catch (error) {
			if (size !== undefined) await this.cut(month, size).catch(ignore);
			throw error;
		} finally {
			await file.close();
		}
		if (size === 0) await this.#syncFolder();
	}

	/** Takes all after `size` off. */
	async cut(month: string, size: number): Promise<void> {
		// A file opened for appending cannot be cut on Windows.
		const file = await this.#fs.open(this.#file(month), 'r+');
		try {
			await file.truncate(size);
			await file.datasync();
		} finally {
			await file.close();
		}
	}

	async remove(month: string): Promise<void> {
		await this.#fs.unlink(this.#file(month));
	}

	#file(month: string): string {
		return join(this.#path, `activity-${month}.jsonl`);
	}

	/** A new file's name is the folder's content. Windows cannot sync a folder, and need not. */
	async #syncFolder(): Promise<void> {
		try {
			const folder = await this.#fs.open(this.#path, 'r');
			await folder.sync().finally(() => folder.close());
		} catch {
			return;
		}
	}
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
	const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer[0];
}

/** A disk that is nearly full takes a part of a write without an error. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
	for (let written = 0; written < bytes.length;) {
		const { bytesWritten } = await file.write(bytes, written);
		if (bytesWritten === 0) throw new Error('nothing was written');
		written += bytesWritten;
	}
}

function ignore(): void {
	// What went wrong first is what is told.
}
