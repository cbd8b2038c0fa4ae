import { dirname, join } from 'node:path';

import type { FileSystem, OpenFile } from '../../main/vault/durable-file.ts';

interface StoredFile {
	bytes: Buffer;
	/** What a power cut cannot take; `null`: nothing was synced. */
	synced: Buffer | null;
}

type Names = Map<string, StoredFile>;

/** Picks one of `count` possibilities, from 0. */
export type Choose = (count: number) => number;

/**
 * A disk in memory that keeps what POSIX promises over a power cut, and not a bit more: a file's bytes
 * only after its fsync, names only after the folder's. Of what was not synced, any part may be there.
 */
export class PowerCutDisk implements FileSystem {
	#names: Names;
	readonly #syncedNames: Names;
	#unsyncedChanges: ((names: Names) => void)[] = [];
	#stepsLeft = Infinity;

	constructor(names: Names = new Map<string, StoredFile>()) {
		this.#names = names;
		this.#syncedNames = new Map(names);
	}

	/** From now on, so many steps are done, and then none. */
	cutAfter(steps: number): void {
		this.#stepsLeft = steps;
	}

	/** The disk as the next start finds it. */
	afterCut(choose: Choose): PowerCutDisk {
		const names: Names = new Map(this.#syncedNames);
		for (const change of this.#unsyncedChanges) if (choose(2) === 1) change(names);
		const found = [...names].map(([name, file]): [string, StoredFile] => {
			const bytes = afterCut(file, choose);
			return [name, { bytes, synced: bytes }];
		});
		return new PowerCutDisk(new Map(found));
	}

	/** There is one folder, which is there. */
	async mkdir(): Promise<undefined> {
		this.#step();
	}

	async stat(path: string) {
		return { size: this.#file(path).bytes.length, isFile: () => true };
	}

	async readFile(path: string): Promise<Buffer> {
		return this.#file(path).bytes;
	}

	async readdir(path: string): Promise<string[]> {
		return [...this.#names.keys()]
			.filter((name) => dirname(name) === path)
			.map((name) => name.slice(join(path, 'x').length - 1));
	}

	async rename(from: string, to: string): Promise<void> {
		const file = this.#file(from);
		this.#change((names) => {
			names.delete(from);
			names.set(to, file);
		});
	}

	async rm(path: string): Promise<void> {
		this.#change((names) => names.delete(path));
	}

	async open(path: string, flags: string): Promise<OpenFile> {
		if (flags === 'r') return this.#folder();
		const file: StoredFile = { bytes: Buffer.alloc(0), synced: null };
		this.#change((names) => names.set(path, file));
		return {
			writeFile: async (bytes) => {
				this.#step();
				file.bytes = Buffer.from(bytes);
			},
			sync: async () => {
				this.#step();
				file.synced = file.bytes;
			},
			close: async () => {
				this.#step();
			},
		};
	}

	#folder(): OpenFile {
		return {
			writeFile: () => Promise.reject(new Error('a folder')),
			sync: async () => {
				this.#step();
				for (const change of this.#unsyncedChanges) change(this.#syncedNames);
				this.#unsyncedChanges = [];
			},
			close: () => Promise.resolve(),
		};
	}

	#file(path: string): StoredFile {
		const file = this.#names.get(path);
		if (file === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
		return file;
	}

	#change(change: (names: Names) => void): void {
		this.#step();
		change(this.#names);
		this.#unsyncedChanges.push(change);
	}

	#step(): void {
		this.#stepsLeft -= 1;
		if (this.#stepsLeft < 0) throw new Error('the power is off');
	}
}

/** Whole, empty, half or full of NULs: all have been seen (security-and-performance.md 2.6). */
function afterCut({ bytes, synced }: StoredFile, choose: Choose): Buffer {
	if (synced?.equals(bytes) === true) return bytes;
	const remains = [
		bytes,
		synced ?? Buffer.alloc(0),
		bytes.subarray(0, bytes.length / 2),
		Buffer.alloc(bytes.length),
	];
	return remains[choose(remains.length)] ?? bytes;
}
