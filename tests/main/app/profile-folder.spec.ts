import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { isUsableFolder } from '../../../main/app/profile-folder.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

it('makes the folder for its own user alone', () => {
	const profile = join(folder, 'deep', 'profile');
	expect(isUsableFolder(profile)).toBe(true);
	if (process.platform !== 'win32') expect(statSync(profile).mode & 0o777).toBe(0o700);
});

it('refuses a file, and a folder below a file', () => {
	const file = join(folder, 'file');
	writeFileSync(file, '');
	expect(isUsableFolder(file)).toBe(false);
	expect(isUsableFolder(join(file, 'profile'))).toBe(false);
	expect(existsSync(join(file, 'profile'))).toBe(false);
});
