import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createFolderSource } from '../../../main/update/folder-source.ts';
import { receiveWhole } from '../../../main/update/source.ts';
import { refusalOf } from '../../support/signed-updates.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-stick-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

const read = (name: string, from = folder) =>
	receiveWhole(createFolderSource(from).read(name, new AbortController().signal));

describe('createFolderSource', () => {
	it('reads a file to its end, however many pieces it has', async () => {
		const bytes = Buffer.alloc(700_000, 'abc');
		writeFileSync(join(folder, 'file'), bytes);
		expect((await read('file')).equals(bytes)).toBe(true);
	});

	it('says when nothing is there: no file, no stick', async () => {
		expect(await refusalOf(read('file'))).toBe('nothing-there');
		expect(await refusalOf(read('file', join(folder, 'no', 'stick')))).toBe('nothing-there');
	});

	it('follows no link, whatever it leads to', async () => {
		writeFileSync(join(folder, 'real'), 'x');
		symlinkSync(join(folder, 'real'), join(folder, 'link'));
		symlinkSync('/etc/passwd', join(folder, 'far'));
		symlinkSync('nowhere', join(folder, 'dangling'));
		for (const name of ['link', 'far', 'dangling']) {
			expect(await refusalOf(read(name)), name).toBe('not-a-file');
		}
	});

	it('takes no folder for a file', async () => {
		mkdirSync(join(folder, 'file'));
		expect(await refusalOf(read('file'))).toBe('not-a-file');
	});

	it.skipIf(process.platform === 'win32')('does not wait at a pipe', async () => {
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		expect(await refusalOf(read('pipe'))).toBe('not-a-file');
	});

	it('stops when it is told to', async () => {
		writeFileSync(join(folder, 'file'), Buffer.alloc(700_000));
		const ending = new AbortController();
		let pieces = 0;
		for await (const _piece of createFolderSource(folder).read('file', ending.signal)) {
			pieces += 1;
			ending.abort();
		}
		expect(pieces).toBe(1);
	});
});
