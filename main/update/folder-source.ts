import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from '../vault/held-file.ts';
import { UpdateRefused } from './refusal.ts';
import type { UpdateSource } from './source.ts';

const pieceBytes = 256 * 1024;

/** Windows has neither of them; there the look before has to do. */
const {
	O_RDONLY,
	O_NOFOLLOW = 0,
	O_NONBLOCK = 0,
} = constants as Partial<typeof constants> & {
	O_RDONLY: number;
};

/** A USB stick, or a share of the LAN, that the administrator has named. */
export function createFolderSource(folder: string): UpdateSource {
	return {
		async *read(name, signal) {
			const file = await openPlain(join(folder, name));
			try {
				const piece = Buffer.alloc(pieceBytes);
				while (!signal.aborted) {
					const { bytesRead } = await file.read(piece, 0, pieceBytes, null);
					if (bytesRead === 0) return;
					// A copy: the next piece is read into the same memory.
					yield Buffer.from(piece.subarray(0, bytesRead));
				}
			} catch (error) {
				// A stick that was pulled out.
				throw new UpdateRefused('source-unreachable', { cause: error });
			} finally {
				await file.close().catch(() => undefined);
			}
		},
	};
}

/**
 * Opens a file, and nothing that merely has its name: through a link this program would read what the
 * person who brought the stick may not, and a pipe would be waited for without end.
 */
export async function openPlain(path: string): Promise<FileHandle> {
	try {
		if (!(await lstat(path)).isFile()) throw new UpdateRefused('not-a-file');
		const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
		if ((await file.stat()).isFile()) return file;
		await file.close();
		throw new UpdateRefused('not-a-file');
	} catch (error) {
		if (error instanceof UpdateRefused) throw error;
		throw new UpdateRefused(reasons[codeOf(error)] ?? 'source-unreachable', { cause: error });
	}
}

const reasons: Readonly<Record<string, 'nothing-there' | 'not-a-file' | undefined>> = {
	ENOENT: 'nothing-there',
	ENOTDIR: 'nothing-there',
	// Between the look and the opening a link was put there.
	ELOOP: 'not-a-file',
};
