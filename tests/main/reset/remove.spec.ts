import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as nodeFileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Remover, removeWhole } from '../../../main/reset/remove.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-remove-'));
	mkdirSync(join(folder, 'in', 'deep'), { recursive: true });
	for (const name of ['a', 'in/b', 'in/c', 'in/deep/d']) writeFileSync(join(folder, name), name);
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** A disk on which a step fails for what ends so. */
function refusing(step: keyof Remover, end: string, code: string): Remover {
	const refuse = (path: string) => {
		if (path.endsWith(end)) throw Object.assign(new Error(code), { code });
	};
	return {
		...nodeFileSystem,
		[step]: async (path: string) => {
			refuse(path);
			return nodeFileSystem[step](path);
		},
	};
}

describe('removeWhole', () => {
	it('removes a folder with all in it, and counts the files', async () => {
		expect(await removeWhole(folder)).toEqual({ removed: 4, refused: 0 });
		expect(existsSync(folder)).toBe(false);
	});

	it.each([
		['unlink', 'c', { removed: 3, refused: 1 }],
		['readdir', 'deep', { removed: 3, refused: 1 }],
		['rmdir', 'in', { removed: 1, refused: 1 }],
		['lstat', 'a', { removed: 3, refused: 1 }],
	] as const)(
		'goes on, and counts what stays, when %s of %s is refused',
		async (step, end, sum) => {
			expect(await removeWhole(folder, refusing(step, end, 'EPERM'))).toEqual(sum);
			expect(existsSync(folder)).toBe(true);
		},
	);

	it('takes what somebody else has removed meanwhile for removed', async () => {
		const raced: Remover = {
			...nodeFileSystem,
			unlink: async (path) => {
				if (path.endsWith('c')) rmSync(path);
				await nodeFileSystem.unlink(path);
			},
		};
		expect(await removeWhole(folder, raced)).toEqual({ removed: 3, refused: 0 });
		expect(await removeWhole(join(folder, 'nowhere'))).toEqual({ removed: 0, refused: 0 });
	});
});
